import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { cx } from "../../lib/cx.ts";

type SearchBoxProps = {
  /** What is being searched for now; the box follows when it changes. */
  text?: string;
  onSearch: (text: string) => void;
  placeholder?: string;
  size?: "regular" | "large";
  /** "/" anywhere on the page puts the cursor here. */
  shortcut?: boolean;
  className?: string;
};

export function SearchBox({
  text = "",
  onSearch,
  placeholder = "Search for anything",
  size = "regular",
  shortcut = false,
  className,
}: SearchBoxProps) {
  const [typed, setTyped] = useState(text);
  const [shown, setShown] = useState(text);
  const input = useRef<HTMLInputElement>(null);
  if (shown !== text) {
    setShown(text);
    setTyped(text);
  }
  useEffect(() => {
    if (!shortcut) return;
    const focus = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (
        event.key !== "/" ||
        event.ctrlKey ||
        event.metaKey ||
        target.matches("input, textarea, select, [contenteditable]")
      )
        return;
      event.preventDefault();
      input.current?.select();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, [shortcut]);

  return (
    <form
      role="search"
      className={cx(
        "relative flex items-center rounded-card border border-edge bg-raised transition-colors focus-within:border-ink hover:border-ink has-focus-visible:outline-2 has-focus-visible:outline-ink",
        size === "large" ? "h-15" : "h-11",
        className,
      )}
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(typed.trim());
      }}
    >
      <input
        ref={input}
        type="search"
        enterKeyHint="search"
        aria-label="Search"
        placeholder={placeholder}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className={cx(
          "h-full min-w-0 flex-1 bg-transparent placeholder:text-quiet focus:outline-none [&::-webkit-search-cancel-button]:hidden",
          size === "large" ? "ps-5 text-lead" : "ps-4 text-lead md:text-base",
        )}
      />
      <button
        type="submit"
        className={cx(
          "me-1.5 inline-flex items-center justify-center gap-2 rounded-control font-strong transition-colors",
          size === "large" ? "h-12 bg-ink px-4 text-paper hover:bg-ink/85 md:px-6" : "size-9 hover:bg-sunk",
        )}
      >
        <Search className="size-5" aria-hidden />
        <span className={size === "large" ? "max-md:sr-only" : "sr-only"}>Search</span>
      </button>
    </form>
  );
}
