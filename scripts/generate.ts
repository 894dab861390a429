import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ZeroAddress } from "ethers";
import { compile, readArtifact, repository } from "./artifacts.ts";
import { type ContractName, contractNames } from "./contracts.ts";
import { type Deployment, readDeployments } from "./deployments.ts";
import { networks } from "./parameters.ts";

const header = "// Made by `npm run generate`. Not to be edited.\n\n";

/** Writes only what has changed, so that watchers of these files do not start for nothing. */
function write(path: string, text: string): void {
  const file = join(repository, path);
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** `export const escrowAbi = [ … ] as const`, an entry a line: viem reads types out of it. */
function abiModule(names: ContractName[]): string {
  const parts = names.map((name) => {
    const entries = readArtifact(name).abi.map((entry) => `  ${JSON.stringify(entry)},\n`);
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

/** Brings everything that is made from the contracts and from where they live up to date; with `tests`, their types too. */
export async function generate(options: { tests?: boolean } = {}): Promise<void> {
  await compile(options);
  write("protocol/generated/abi.ts", abiModule([...contractNames, "TestToken"]));
  for (const name of contractNames) {
    write(`subgraph/abis/${name}.json`, `${JSON.stringify(readArtifact(name).abi, null, 2)}\n`);
  }
  const deployments = readDeployments();
  write("protocol/generated/deployments.ts", deploymentsModule(deployments));
  write("subgraph/networks.json", subgraphNetworks(deployments));
}

if (import.meta.main) await generate({ tests: true });
