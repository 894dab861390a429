import { ImageOff } from "lucide-react";
import { useMemo, useState } from "react";
import { thumbHashToDataURL } from "thumbhash";
import { cx } from "../../lib/cx.ts";

type PhotoProps = {
  /** The same picture at several places, best first: each is tried when the one before fails. */
  urls: readonly string[];
  /** Base64. Fills the frame from the first moment on. */
  thumbhash?: string;
  /** What is to be seen. Empty when the text beside it says so already. */
  alt: string;
  /** The first pictures of a page must not wait. */
  priority?: boolean;
  /** `cover` fills the square, `contain` shows all of it. */
  fit?: "cover" | "contain";
  className?: string;
};

/** A picture that is never blank: its blur first, then itself, and words when no gateway has it. Square unless told otherwise. */
export function Photo({ urls, thumbhash, alt, priority = false, fit = "cover", className }: PhotoProps) {
  const [failed, setFailed] = useState(0);
  const [loaded, setLoaded] = useState(false);
  const blur = useMemo(() => blurOf(thumbhash), [thumbhash]);
  const url = urls[failed];
  return (
    <span
      className={cx("relative block aspect-square overflow-hidden bg-sunk bg-cover bg-center", className)}
      style={blur ? { backgroundImage: `url(${blur})` } : undefined}
    >
      {url !== undefined && (
        <img
          key={url}
          src={url}
          alt={alt}
          decoding="async"
          loading={priority ? "eager" : "lazy"}
          fetchPriority={priority ? "high" : undefined}
          onLoad={() => setLoaded(true)}
          onError={() => setFailed(failed + 1)}
          className={cx(
            "absolute inset-0 size-full transition-opacity",
            fit === "cover" ? "object-cover" : "object-contain",
            !loaded && "opacity-0",
          )}
        />
      )}
      {url === undefined && (
        <span className="absolute inset-0 grid place-content-center justify-items-center gap-2 p-4 text-center text-fine text-quiet">
          <ImageOff className="size-6" strokeWidth={1.5} aria-hidden />
          <span className={blur ? "rounded-control bg-paper/85 px-2 py-0.5 text-ink" : undefined}>
            {urls.length === 0 ? "No picture" : "The picture can’t be reached"}
          </span>
        </span>
      )}
    </span>
  );
}

function blurOf(thumbhash: string | undefined): string | null {
  if (!thumbhash) return null;
  try {
    return thumbHashToDataURL(Uint8Array.from(atob(thumbhash), (letter) => letter.charCodeAt(0)));
  } catch {
    // Metadata is written by strangers; a broken hash is no reason to show nothing.
    return null;
  }
}
