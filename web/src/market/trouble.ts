/** What is stopped when the market's owner has pressed stop, and what is not. */
export const pausedWords = "New listings and new orders are paused. Everything that exists goes on as before.";

export type Health = {
  chain: boolean;
  /** When the chain was last heard of, as a clock shows it; null when it never was. */
  asOf?: string | null;
  graph: boolean;
  gateways: boolean;
  /** Blocks that the index is behind. */
  behind: number;
  /** Whether the market takes nothing new. */
  paused: boolean;
  /** Whether this browser has refused to keep something. */
  forgetful?: boolean;
};

const forgetfulWords =
  "This browser keeps nothing more for this page: drafts, notes and sealed votes are gone from this device when you close it.";

/** Blocks that the index may be behind before it matters to anybody. */
const tolerated = 30;

/** What is stopped, late or missing, and what works all the same: a sentence for each. None when all is well. */
export function troubleOf({ forgetful = false, ...rest }: Health): string[] {
  return [...outsideTrouble(rest), ...(forgetful ? [forgetfulWords] : [])];
}

function outsideTrouble({ chain, asOf, graph, gateways, behind, paused }: Health): string[] {
  // Without the chain nobody knows, and nothing can be sent anyway.
  if (!chain) {
    const old = asOf ? `What you see is as of ${asOf}` : "What you see may be old";
    return [`The chain does not answer. ${old}, and nothing can be sent until it is back.`];
  }
  const stopped = paused ? [pausedWords] : [];
  if (!graph)
    return [
      ...stopped,
      "The search index does not answer. Orders and payments work all the same, straight from the chain.",
    ];
  if (behind > tolerated)
    return [...stopped, `The search index is ${behind} blocks behind. Your own orders are up to date.`];
  if (!gateways) return [...stopped, "Pictures can’t be fetched right now. Orders and payments work all the same."];
  return stopped;
}
