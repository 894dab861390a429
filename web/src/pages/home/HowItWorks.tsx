import { useChainTime } from "../../services/chain.ts";
import { MoneyLine } from "../../ui/money/MoneyLine.tsx";

/** The product in three steps, told by the same line that later shows a real order. */
export function HowItWorks() {
  const now = useChainTime();
  return (
    <section aria-label="How it works" className="max-w-5xl">
      <MoneyLine
        at="escrow"
        meaning="held"
        now={now}
        stations={{
          buyer: { name: "1. You pay", note: "into escrow, not to the seller." },
          escrow: { name: "2. It waits", note: "Neither side can take it. The seller sends the thing." },
          seller: { name: "3. You say yes", note: "and the seller is paid. Never came? It comes back to you." },
        }}
        next={{ to: "seller", sentence: "moves when you have it" }}
      />
    </section>
  );
}
