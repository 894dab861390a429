import { getCreateAddress, Interface, keccak256 } from "ethers";
import { type Artifact, readArtifactOf } from "../artifacts.ts";
import type { Known, Recipe } from "../contracts.ts";
import type { Journal } from "../deployments.ts";
import { link } from "./code.ts";
import { Refused } from "./chain.ts";

/** One contract to come: where, and by which code. */
export type Step = {
  name: string;
  nonce: number;
  address: string;
  artifact: Artifact;
  /** What its constructor is told, as written in scripts/contracts.ts. */
  told: unknown[];
  /** The same, ABI-encoded. */
  arguments: string;
  /** What creates it: compiled, linked, with its arguments. */
  code: string;
};

type Start = { deployer: string; nonce: number };

/** Contracts that need each other know the other's address from the deployer's nonce. */
export function planSteps<Name extends string>(
  recipes: Record<Name, Recipe<Name>>,
  names: Name[],
  known: Omit<Known<Name>, "at">,
  { deployer, nonce }: Start,
  /** Contracts that are there already. */
  kept: Partial<Record<Name, string>> = {},
): Step[] {
  const addresses = names.map((name, i) => [name, getCreateAddress({ from: deployer, nonce: nonce + i })] as const);
  const at = { ...kept, ...Object.fromEntries(addresses) } as Record<Name, string>;
  return names.map((name, i) => {
    const { source = `contracts/${name}.sol`, arguments: tell } = recipes[name];
    const artifact = readArtifactOf(source, name);
    const told = tell?.({ ...known, at }) ?? [];
    const encoded = new Interface(artifact.abi).encodeDeploy(told);
    const code = link(artifact.bytecode, artifact.linkReferences, at) + encoded.slice(2);
    return { name, nonce: nonce + i, address: at[name], artifact, told, arguments: encoded, code };
  });
}

export function addressesOf(steps: Step[]): Record<string, string> {
  return Object.fromEntries(steps.map(({ name, address }) => [name, address]));
}

export function beginJournal(
  place: Pick<Journal, "network" | "chainId" | "genesis">,
  { deployer, nonce }: Start,
  steps: Step[],
): Journal {
  const contracts = steps.map(({ name, address, code, ...step }) => {
    return { name, address, arguments: step.arguments, codeHash: keccak256(code), transactions: [] };
  });
  return { ...place, deployer, nonce, contracts };
}

/** Going on with other code or arguments would leave contracts that know each other by wrong addresses, or not at all. */
export function checkSame(journal: Journal, steps: Step[]): void {
  const begun = journal.contracts.map(({ name, codeHash }) => `${name} ${codeHash}`);
  const now = steps.map(({ name, code }) => `${name} ${keccak256(code)}`);
  const index = begun.findIndex((line, i) => line !== now[i]);
  if (index === -1 && begun.length === now.length) return;
  const name = journal.contracts[index]?.name ?? steps[begun.length]?.name;
  throw new Refused(
    `Sources, parameters or environment have changed since this deployment began (${name} would be another contract): ` +
      `put them back to go on, or add --restart to begin anew with all contracts.`,
  );
}
