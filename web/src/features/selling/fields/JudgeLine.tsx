import { useQuery } from "@tanstack/react-query";
import type { Terms } from "../../../../../protocol/ids.ts";
import { benchWords } from "../../../market/courts/judging.ts";
import type { Token } from "../../../lib/money.ts";
import { benchOptions } from "../../../market/courts/bench.ts";
import { courtGuide } from "../../../services/contracts.ts";
import { nativeToken } from "../../../market/tokens.ts";

/** Who would judge at this price, and for how much: the court follows what one piece puts at stake. */
export function JudgeLine({ terms, token }: { terms: Terms; token: Token }) {
  const { data: bench } = useQuery(benchOptions(terms.courtId));
  if (!bench) return null;
  const priced = { address: terms.token, token, native: nativeToken, weights: courtGuide.weights };
  return <p className="max-w-text text-fine text-quiet">If you and a buyer disagree: {benchWords(bench, priced)}</p>;
}
