import { useEffect, useState } from "react";
import { Button } from "../ui/actions/Button.tsx";

/** After so long somebody does not see the wallet's question. */
const patience = 8_000;

/** For who waits and sees nothing: where the question may be, and a way out that forgets nothing. */
export function SlowWallet({ stop }: { stop: () => void }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), patience);
    return () => clearTimeout(timer);
  }, []);
  if (!slow) return null;
  return (
    <div role="status" className="flex flex-col items-start gap-1">
      <p className="max-w-text text-fine text-quiet">
        Open your wallet: its question may be behind this window, or the wallet may be locked.
      </p>
      <Button variant="bare" className="ms-0" onClick={stop}>
        Stop waiting
      </Button>
    </div>
  );
}
