import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "./IconButton.tsx";

/** Copies `text` and says that it did. `what` completes "Copy …": "address", "link". */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);

  return (
    <>
      <IconButton
        label={`Copy ${what}`}
        icon={copied ? <Check aria-hidden /> : <Copy aria-hidden />}
        className="text-quiet hover:text-ink [&_svg]:size-4!"
        onClick={() => navigator.clipboard.writeText(text).then(() => setCopied(true))}
      />
      <span role="status" className="sr-only">
        {copied && "Copied"}
      </span>
    </>
  );
}
