import { type Hex, isHex } from "viem";
import { type Deployment, readDeployment } from "../deployments.ts";
import { networks } from "../parameters.ts";

/** Somebody has to change what was asked for. */
export class Misused extends Error {
  override name = "Misused";
}

export function positive(text: string, name: string, parse: (text: string) => bigint): bigint {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Misused(`--${name} must be a number, not "${text}".`);
  return parse(text);
}

export function deploymentOf(network: string): Deployment {
  const deployment = readDeployment(network);
  if (deployment) return deployment;
  throw new Misused(`deployments/ has no ${network}.json: deploy there first, or name another network.`);
}

/** Who sends and where to, from the environment: a command line can be read by others on the machine. */
export function senderOf({ HANDSEL_KEY: key, HANDSEL_RPC }: NodeJS.ProcessEnv): { key: Hex; rpcUrl: string } {
  if (!isHex(key) || key.length !== 66) throw new Misused("HANDSEL_KEY must hold a private key: 0x and 64 hex digits.");
  return { key, rpcUrl: HANDSEL_RPC ?? "http://127.0.0.1:8545" };
}

/** Relays of a drand network, its chain hash included; those of the network's parameters when none are named. */
export function drandOf(network: string, { HANDSEL_DRAND: named }: NodeJS.ProcessEnv): string[] {
  const endpoints = named ? named.split(",").map((url) => url.trim()) : (networks[network]?.drand?.endpoints ?? []);
  const wrong = endpoints.find((url) => !URL.canParse(url) || !/^https?:/.test(url));
  if (wrong !== undefined) throw new Misused(`HANDSEL_DRAND must hold http or https addresses, not "${wrong}".`);
  return endpoints;
}

/** Ends the process as a command should: 2 when it was asked for wrongly, 1 when it failed. */
export function complain(error: unknown, usage: string): void {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof Misused) console.error(`\n${usage}`);
  process.exitCode = error instanceof Misused ? 2 : 1;
}
