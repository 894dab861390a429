import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ZeroAddress } from "ethers";
import { compile, readImports, readOwnArtifact, repository, type Runner } from "./artifacts.ts";
import { writeCompiled } from "./compiled.ts";
import { type ContractName, contractNames, contracts, sourceOf } from "./contracts.ts";
import { type Deployment, readDeployments } from "./deployments.ts";
import { networks } from "./parameters.ts";
import { sourcesOfDeployed } from "./sources.ts";

const header = "// Made by `npm run generate`. Not to be edited.\n\n";

/** Writes only what has changed, so that watchers of these files do not start for nothing. */
function write(path: string, text: string): void {
  const file = join(repository, path);
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const readMade = (name: ContractName) => readOwnArtifact(sourceOf(name), name);

/** A file that the compiler reads and the fingerprint does not could change unnoticed. */
function checkSources(): void {
  const known = sourcesOfDeployed();
  const packaged = (file: string) =>
    file.replace(/^project\//, "").replace(/^npm\/((?:@[^/@]+\/)?[^/@]+)@[^/]+\//, "$1/");
  for (const name of Object.keys(contracts) as ContractName[]) {
    const read = readImports(readMade(name));
    const queue = [readMade(name).inputSourceName];
    for (const file of queue) {
      if (!known.has(packaged(file))) throw new Error(`scripts/sources.ts does not find ${file}, which ${name} needs.`);
      queue.push(...(read.get(file) ?? []).filter((next) => !queue.includes(next)));
    }
  }
}

/** `export const escrowAbi = [ … ] as const`, an entry a line: viem reads types out of it. */
function abiModule(names: ContractName[]): string {
  const parts = names.map((name) => {
    const entries = readMade(name).abi.map((entry) => `  ${JSON.stringify(entry)},\n`);
    return `export const ${name[0]?.toLowerCase()}${name.slice(1)}Abi = [\n${entries.join("")}] as const;\n`;
  });
  return header + parts.join("\n");
}

function deploymentsModule(deployments: Deployment[]): string {
  const entries = deployments.map(({ arguments: _told, ...deployment }) => {
    return `  ${deployment.chainId}: ${JSON.stringify(deployment, null, 2)},\n`;
  });
  return `${header}export const deployments = {\n${entries.join("")}} as const;\n`;
}

/** graph-cli's and gnd's way of pointing one manifest at several networks. */
function subgraphNetworks(deployments: Deployment[]): string {
  const entries = deployments.map(({ network, startBlock, contracts }) => {
    // A market without one of them has nothing to follow, and nothing ever happens at the zero address.
    const sources = contractNames.map((name) => [name, { address: contracts[name] ?? ZeroAddress, startBlock }]);
    return [networks[network]?.graphNetwork ?? network, Object.fromEntries(sources)];
  });
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

/** Where the contracts live: a start writes only this, unless the contracts have changed. */
export function generateAddresses(): void {
  const deployments = readDeployments();
  write("protocol/generated/deployments.ts", deploymentsModule(deployments));
  write("subgraph/networks.json", subgraphNetworks(deployments));
}

/**
 * Brings everything that is made from the contracts and from where they live up to date; with `tests`, their types too. It
 * compiles in any case, so what it writes is proven.
 */
export async function generate(options: { tests?: boolean; run?: Runner } = {}): Promise<void> {
  await compile({ ...options, builds: true });
  checkSources();
  write("protocol/generated/abi.ts", abiModule([...contractNames, "TestToken", "DrandEntropy"]));
  for (const name of contractNames) {
    write(`subgraph/abis/${name}.json`, `${JSON.stringify(readMade(name).abi, null, 2)}\n`);
  }
  writeCompiled(readMade);
  generateAddresses();
}

if (import.meta.main) await generate({ tests: true });
