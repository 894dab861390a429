import { useEffect } from "react";
import { useChainReachable } from "../../services/chain.ts";
import { probeGraph, useGraphReachable, useIndexLag } from "../../services/graph.ts";
import { isPictureUrl, probeGateways, useGatewaysReachable } from "../../services/ipfs.ts";

/** Blocks that the index may be behind before it matters to anybody. */
const tolerated = 30;
/** Milliseconds between two questions to what does not answer, and to what does. */
const pause = { missing: 5_000, there: 20_000 };

/** Says in one line what is late or missing, and what works all the same. Nothing at all when all is well. */
export function StatusStrip() {
  const words = useTrouble();
  if (!words) return null;
  return (
    <p role="status" className="border-b border-line bg-sunk gutters py-2 text-center text-fine">
      {words}
    </p>
  );
}

function useTrouble(): string | undefined {
  const chain = useChainReachable();
  const behind = useIndexLag();
  const graph = useGraphReachable();
  const gateways = useGatewaysReachable();
  useProbe(graph ? pause.there : pause.missing, probeGraph);
  useProbe(gateways ? Infinity : pause.missing, probeGateways);
  useBrokenPictures();

  if (!chain) return "The chain does not answer. What you see may be old, and nothing can be sent until it is back.";
  if (!graph)
    return "The search index does not answer. Orders and payments work all the same, straight from the chain.";
  if (behind > tolerated) return `The search index is ${behind} blocks behind. Your own orders are up to date.`;
  if (!gateways) return "Pictures can’t be fetched right now. Orders and payments work all the same.";
  return undefined;
}

/** Asks again and again, while somebody looks. */
function useProbe(every: number, probe: () => Promise<void>): void {
  useEffect(() => {
    if (every === Infinity) return;
    const timer = setInterval(() => document.visibilityState === "visible" && void probe(), every);
    return () => clearInterval(timer);
  }, [every, probe]);
}

/** A picture that does not come is the first, and often the only sign that no gateway answers. */
function useBrokenPictures(): void {
  useEffect(() => {
    const onError = ({ target }: Event) => {
      if (target instanceof HTMLImageElement && isPictureUrl(target.src)) void probeGateways();
    };
    // Errors of pictures do not bubble.
    document.addEventListener("error", onError, true);
    return () => document.removeEventListener("error", onError, true);
  }, []);
}
