import { useEffect } from "react";
import { useChainReachable, useHead } from "../../services/chain.ts";
import { probeGraph, useGraphReachable, useIndexedBlock } from "../../services/graph.ts";
import { isPictureUrl, probeGateways, useGatewaysReachable } from "../../services/ipfs.ts";

/** Blocks that the index may be behind before it matters to anybody. */
const tolerated = 30n;
const pause = 5_000;

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
  const head = useHead();
  const indexed = useIndexedBlock();
  const graph = useGraphReachable();
  const gateways = useGatewaysReachable();
  const behind = head && indexed ? head.number - BigInt(indexed.number) : 0n;
  const late = behind > tolerated;
  // A page that asks the index nothing hears nothing from it: whoever looks late is asked before it is called late.
  const askedSince = head && indexed ? head.heardAt - indexed.heardAt < 2 * pause : false;
  useProbe(graph && !late, probeGraph);
  useProbe(gateways, probeGateways);
  useBrokenPictures();

  if (!chain) return "The chain does not answer. What you see may be old, and nothing can be sent until it is back.";
  if (!graph)
    return "The search index does not answer. Orders and payments work all the same, straight from the chain.";
  if (late && askedSince) return `The search index is ${behind} blocks behind. Your own orders are up to date.`;
  if (!gateways) return "Pictures can’t be fetched right now. Orders and payments work all the same.";
  return undefined;
}

/** Asks again and again until it answers. */
function useProbe(reachable: boolean, probe: () => Promise<void>): void {
  useEffect(() => {
    if (reachable) return;
    const timer = setInterval(() => void probe(), pause);
    return () => clearInterval(timer);
  }, [reachable, probe]);
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
