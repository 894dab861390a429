import { basename } from "node:path";
import type { Mutant } from "./schemata.ts";

/**
 * Which tests look at a mutant first: those that have killed in its function, then those that are named like a verb that comes
 * to it, then those that kill much for what they take.
 */
export function createOrder(tests: string[], costs: Map<string, number>) {
  const kills = new Map<string, number>();
  const killsOf = (file: string, where: string) => kills.get(`${where} ${file}`) ?? 0;

  function order({ within, path, verbs }: Mutant): string[] {
    const [contract = ""] = within.split(".");
    const rank = (file: string) => {
      const [subject = "", verb = ""] = basename(file).split(".");
      const isNamed = verbs.includes(verb) || (contract !== "Escrow" && subject === contract);
      return 100 * killsOf(file, within) + (isNamed ? 50 : 0) + (1 + killsOf(file, path)) / (costs.get(file) ?? 1);
    };
    return [...tests].sort((a, b) => rank(b) - rank(a));
  }

  function learn({ within, path }: Mutant, file: string): void {
    for (const where of [within, path]) kills.set(`${where} ${file}`, killsOf(file, where) + 1);
  }

  return { order, learn };
}
