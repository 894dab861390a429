import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./artifacts.ts";
import type { CourtBand } from "#protocol/courts.ts";
import type { ContractName } from "./contracts.ts";

/** The only thing that the chain side hands to the others. */
export type Deployment = {
  chainId: number;
  network: string;
  startBlock: number;
  contracts: Partial<Record<ContractName, string>>;
  /** Which court judges an order of what value, and what its tokens are worth for that: `CourtGuide` of protocol/courts.ts. */
  courtsByValue: CourtBand[];
  weights: { token: string; unitsPerToken: string }[];
  /** Those of an earlier edition that this one goes on with. */
  kept?: ContractName[];
  /** What each constructor was told, ABI-encoded: an explorer asks for it. Not where no explorer can be. */
  arguments?: Partial<Record<ContractName, string>>;
};

/** A deployment that has begun: all that is needed to go on with it, whatever became of who began it. */
export type Journal = {
  network: string;
  chainId: number;
  /** The first block's hash: a development chain that began anew is another one. */
  genesis: string;
  deployer: string;
  /** Of the first contract; the others follow it one by one. */
  nonce: number;
  contracts: {
    name: string;
    address: string;
    arguments: string;
    /** Hash of the code that creates it, arguments included. */
    codeHash: string;
    /** Written before they are sent. Several when the fees of the first were too low. */
    transactions: string[];
  }[];
};

/** Another folder keeps another market's records. */
function folder(): string {
  return process.env.HANDSEL_DEPLOYMENTS ?? join(repository, "deployments");
}

const recordOf = (network: string) => join(folder(), `${network}.json`);
const journalOf = (network: string) => join(folder(), `${network}.pending.json`);

function read<T>(file: string): T | undefined {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** Written aside and renamed: a kill at any moment leaves the old file or the new one. */
function write(file: string, value: unknown): void {
  mkdirSync(folder(), { recursive: true });
  writeFileSync(`${file}.next`, `${JSON.stringify(value, null, 2)}\n`, { flush: true });
  renameSync(`${file}.next`, file);
}

export function readDeployment(network: string): Deployment | undefined {
  return read(recordOf(network));
}

/** A record that lies somewhere else: an earlier edition's. */
export function readRecord(file: string): Deployment | undefined {
  return read(file);
}

export function readDeployments(): Deployment[] {
  if (!existsSync(folder())) return [];
  const files = readdirSync(folder()).filter((name) => name.endsWith(".json") && !name.endsWith(".pending.json"));
  return files.sort().map((name) => JSON.parse(readFileSync(join(folder(), name), "utf8")));
}

export function writeDeployment(deployment: Deployment): void {
  write(recordOf(deployment.network), deployment);
}

export function readJournal(network: string): Journal | undefined {
  return read(journalOf(network));
}

export function writeJournal(journal: Journal): void {
  write(journalOf(journal.network), journal);
}

export function removeJournal(network: string): void {
  rmSync(journalOf(network), { force: true });
}
