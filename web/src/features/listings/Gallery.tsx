import { ChevronLeft, ChevronRight, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useRef, useState } from "react";
import { cx } from "../../lib/cx.ts";
import { pictureUrls } from "../../services/ipfs.ts";
import { IconButton } from "../../ui/actions/IconButton.tsx";
import { Photo } from "../../ui/page/Photo.tsx";
import { quotedLine } from "../../lib/quoted.ts";

type Picture = { cid: string; thumbhash: string; alt: string };

/** Pictures side by side: swiped on a phone, stepped with small ones beneath elsewhere, the whole picture on a click. */
export function Gallery({ pictures, title }: { pictures: readonly Picture[]; title: string }) {
  const [current, setCurrent] = useState(0);
  const rail = useRef<HTMLUListElement>(null);
  const show = (position: number) => {
    const child = rail.current?.children[position];
    child?.scrollIntoView({ block: "nearest", inline: "start", behavior: "smooth" });
  };
  const alt = (position: number) =>
    quotedLine(pictures[position]?.alt, `${quotedLine(title, "Listing")}, picture ${position + 1}`);
  if (pictures.length === 0) return <Photo urls={[]} alt="" className="max-md:-mx-4 md:rounded-card" />;
  return (
    <div className="flex flex-col gap-3 max-md:-mx-4">
      <div className="relative">
        <ul
          ref={rail}
          aria-label="Pictures"
          className="rail snap-mandatory md:rounded-card"
          onScroll={({ currentTarget }) =>
            setCurrent(Math.round(Math.abs(currentTarget.scrollLeft) / currentTarget.clientWidth))
          }
        >
          {pictures.map((picture, position) => (
            <li key={position} className="w-full shrink-0 snap-start">
              <Lightbox picture={picture} alt={alt(position)} priority={position === 0} />
            </li>
          ))}
        </ul>
        {pictures.length > 1 && (
          <>
            <p className="absolute end-3 bottom-3 rounded-control bg-paper/90 px-2 py-0.5 text-fine tabular-nums">
              {current + 1} of {pictures.length}
            </p>
            <div className="pointer-events-none absolute inset-y-0 start-3 end-3 flex items-center justify-between max-md:hidden [&>button]:pointer-events-auto [&>button]:bg-paper/90 [&>button]:disabled:invisible">
              <IconButton
                label="Picture before"
                icon={<ChevronLeft className="rtl:-scale-x-100" />}
                disabled={current === 0}
                onClick={() => show(current - 1)}
              />
              <IconButton
                label="Next picture"
                icon={<ChevronRight className="rtl:-scale-x-100" />}
                disabled={current === pictures.length - 1}
                onClick={() => show(current + 1)}
              />
            </div>
          </>
        )}
      </div>
      {pictures.length > 1 && (
        <ul className="grid grid-cols-6 gap-3 max-md:hidden">
          {pictures.map((picture, position) => (
            <li key={position}>
              <button
                type="button"
                aria-label={`Show picture ${position + 1}`}
                aria-current={position === current}
                className={cx(
                  "block w-full rounded-control transition-opacity",
                  position !== current && "opacity-55 hover:opacity-100",
                )}
                onClick={() => show(position)}
              >
                <Photo
                  urls={pictureUrls(picture.cid)}
                  thumbhash={picture.thumbhash}
                  alt=""
                  className="rounded-control"
                />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The picture, and behind a click all of it, uncut, over the whole screen. */
function Lightbox({ picture, alt, priority }: { picture: Picture; alt: string; priority: boolean }) {
  const urls = pictureUrls(picture.cid);
  return (
    <Dialog.Root>
      <Dialog.Trigger className="block w-full cursor-zoom-in focus-visible:-outline-offset-4">
        <Photo urls={urls} thumbhash={picture.thumbhash} alt={alt} priority={priority} />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-0 z-50 flex animate-appear flex-col bg-paper outline-none"
        >
          <div className="flex items-center gap-4 ps-4 pe-2 pt-2 md:ps-8">
            <Dialog.Title className="min-w-0 flex-1 truncate font-sans font-normal text-quiet">{alt}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close" icon={<X aria-hidden />} />
            </Dialog.Close>
          </div>
          <Photo urls={urls} alt={alt} priority fit="contain" className="aspect-auto min-h-0 flex-1 bg-paper" />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
