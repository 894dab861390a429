import { useEffect } from "react";
import { troubleOf } from "../../market/trouble.ts";
import { clockOf } from "../../lib/time.ts";
import { heardAt, useChainReachable, useHead } from "../../services/chain.ts";
import { tryToKeep, useForgetful } from "../../services/device.ts";
import { probeGraph, useGraphReachable, useIndexLag } from "../../services/graph.ts";
import { isPictureUrl, probeGateways, useGatewaysReachable } from "../../services/ipfs.ts";
import { usePaused } from "../../market/pause.ts";

/** Milliseconds between two questions to what does not answer, and to what does. */
const pause = { missing: 5_000, there: 20_000 };

/** Says in a line or two what is stopped, late or missing, and what works all the same. Nothing at all when all is well. */
export function StatusStrip() {
  const lines = useTrouble();
  if (lines.length === 0) return null;
  return (
    <div role="status" className="border-b border-line bg-sunk gutters py-2 text-center text-fine">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

function useTrouble(): string[] {
  const paused = usePaused();
  const chain = useChainReachable();
  const head = useHead();
  // By the clock of this device, which is the one that its reader looks at.
  const asOf = head ? clockOf(heardAt(head)) : null;
  const behind = useIndexLag();
  const graph = useGraphReachable();
  const gateways = useGatewaysReachable();
  useProbe(graph ? pause.there : pause.missing, probeGraph);
  useProbe(gateways ? Infinity : pause.missing, probeGateways);
  useBrokenPictures();
  useEffect(tryToKeep, []);

  const forgetful = useForgetful();
  return troubleOf({ chain, asOf, graph, gateways, behind, paused, forgetful });
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
