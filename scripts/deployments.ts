import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ContractName, repository } from "./artifacts.ts";

/** The only thing that the chain side hands to the others. */
export type Deployment = {
  chainId: number;
  network: string;
  startBlock: number;
  contracts: Partial<Record<ContractName, string>>;
};

const folder = join(repository, "deployments");

function fileOf(network: string): string {
  return join(folder, `${network}.json`);
}

export function readDeployment(network: string): Deployment | undefined {
  const file = fileOf(network);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

export function readDeployments(): Deployment[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return files.sort().map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
}

export function writeDeployment(deployment: Deployment): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(deployment.network), `${JSON.stringify(deployment, null, 2)}\n`);
}
