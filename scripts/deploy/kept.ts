import { type ContractName, keepable, namesFor } from "../contracts.ts";
import { readRecord } from "../deployments.ts";
import type { Parameters } from "../parameters.ts";
import { type Chain, Refused } from "./chain.ts";

type Keepable = (typeof keepable)[number];
export type Kept = Partial<Record<ContractName, string>>;

/** Each of these knows the others at addresses of its own: it is kept with them, or not at all. */
const needs: Partial<Record<Keepable, Keepable[]>> = {
  ArbitratorPool: ["ArbitrationCourt"],
  ArbitrationCourt: ["ArbitratorPool"],
  FeeSchedule: ["Membership", "SellerBonds"],
};

const isKeepable = (name: string): name is Keepable => (keepable as readonly string[]).includes(name);

/** What a second edition goes on with: `<file>` for all that can be kept of it, `<file>:Name,Name` for some. */
export function keptFrom(asked: string, parameters: Parameters): { contracts: Kept; startBlock: number } {
  const [, file = "", list] = /^(.*?)(?::([\w,]+))?$/.exec(asked) ?? [];
  const record = readRecord(file);
  if (!record) throw new Refused(`There is no record ${file} of an earlier edition.`);
  if (record.chainId !== parameters.chainId)
    throw new Refused(`${file} is of chain ${record.chainId}, and this market is for chain ${parameters.chainId}.`);
  const part = namesFor(parameters);
  const names = list?.split(",") ?? keepable.filter((name) => record.contracts[name] && part.includes(name));
  const contracts: Kept = {};
  for (const name of names) {
    const address = record.contracts[name as ContractName];
    if (!isKeepable(name))
      throw new Refused(`${name} is bound to its escrow: only ${keepable.join(", ")} can be gone on with.`);
    if (!address) throw new Refused(`${file} has no ${name}.`);
    contracts[name] = address;
  }
  for (const [name, others] of Object.entries(needs) as [Keepable, Keepable[]][]) {
    const missing = contracts[name] ? others.filter((other) => !contracts[other]) : [];
    if (missing.length > 0) throw new Refused(`${name} can only be kept together with ${missing.join(", ")}.`);
  }
  return { contracts, startBlock: record.startBlock };
}

export async function requireKept(chain: Chain, contracts: Kept): Promise<void> {
  for (const [name, address] of Object.entries(contracts)) {
    if ((await chain.call<string>("eth_getCode", address, "latest")) !== "0x") continue;
    throw new Refused(`There is no contract at ${address}, which is to be the ${name} of the earlier edition.`);
  }
}
