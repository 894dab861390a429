import type { SingleVersionSolidityUserConfig } from "hardhat/types/config";
import { definePlugin } from "hardhat/plugins";
import { defineConfig } from "hardhat/config";
import own from "../../hardhat.config.ts";

const remembering = definePlugin({
  id: "mutate",
  hookHandlers: { network: async () => ({ default: (await import("./chains.ts")).remember }) },
});

/** The project's own, but for where the contracts are and how large they may be: all their mutants are in them. */
export default defineConfig({
  ...own,
  plugins: [...(own.plugins ?? []), remembering],
  solidity: {
    ...(own.solidity as SingleVersionSolidityUserConfig),
    settings: {
      viaIR: true,
      optimizer: { enabled: true, details: { yul: true, yulDetails: { stackAllocation: true, optimizerSteps: "u" } } },
      evmVersion: "prague",
    },
  },
  networks: {
    default: {
      type: "edr-simulated",
      allowUnlimitedContractSize: true,
      blockGasLimit: 1_000_000_000n,
      transactionGasCap: 1_000_000_000n,
    },
  },
  paths: {
    sources: "./cache/mutate/contracts",
    artifacts: "./cache/mutate/artifacts",
    cache: "./cache/mutate/cache",
    tests: { mocha: "./test/contracts", solidity: "./cache/mutate/none" },
  },
});
