import { readArtifact } from "../artifacts.ts";
import { type ContractName, contracts, namesFor } from "../contracts.ts";
import type { Deployment } from "../deployments.ts";
import type { Parameters } from "../parameters.ts";
import { type Chain, Refused } from "./chain.ts";
import { isCodeOf } from "./code.ts";

/** Names of the recorded contracts whose code is not what the sources say. */
async function others(
  chain: Chain,
  { contracts: at, kept = [] }: Deployment,
): Promise<{ gone: string[]; other: string[] }> {
  const entries = Object.entries(at) as [ContractName, string][];
  const gone: string[] = [];
  const other: string[] = [];
  for (const [name, address] of entries) {
    const code = await chain.call<string>("eth_getCode", address, "latest");
    if (code === "0x") gone.push(name);
    // An earlier edition's may have been made from other sources.
    else if (kept.includes(name)) continue;
    else if (!(name in contracts) || !isCodeOf(code, readArtifact(name), at)) other.push(name);
  }
  return { gone, other };
}

const advice = (network: string) =>
  `A deployment that people may be using is never overwritten: move deployments/${network}.json away to deploy a new market ` +
  `beside it, or start a local one anew with --fresh.`;

/** Whether the recorded contracts are there, as these sources have them. Throws when something else is. */
export async function isLive(chain: Chain, deployment: Deployment, parameters: Parameters): Promise<boolean> {
  const { network, contracts: at } = deployment;
  const { gone, other } = await others(chain, deployment);
  if (gone.length === Object.keys(at).length) {
    if (parameters.isDevelopment) return false;
    // A public chain forgets nothing: more likely the endpoint is behind, or of another chain.
    throw new Refused(`${chain.url} knows none of the contracts of deployments/${network}.json. ${advice(network)}`);
  }
  const wrong = [...other, ...gone];
  if (wrong.length > 0)
    throw new Refused(`The chain has other code than these sources for ${wrong.join(", ")}. ${advice(network)}`);
  const missing = namesFor(parameters).filter((name) => !at[name]);
  if (missing.length > 0)
    throw new Refused(`deployments/${network}.json has no ${missing.join(", ")}. ${advice(network)}`);
  return true;
}
