import { createRequire } from "node:module";
import toolbox from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { defineConfig } from "hardhat/config";

const require = createRequire(import.meta.url);

/** It comes with the other packages, so that nothing is downloaded when compiling. */
function compiler(runs: number) {
  const settings = { viaIR: true, optimizer: { enabled: true, runs }, evmVersion: "prague" };
  return { version: "0.8.37", path: require.resolve("solc/soljson.js"), settings };
}

export default defineConfig({
  plugins: [toolbox],
  solidity: {
    compilers: [compiler(1_000)],
    // Small enough to be compiled for speed alone; and so large that speed would not fit.
    overrides: { "contracts/ListingRegistry.sol": compiler(1_000_000), "contracts/Escrow.sol": compiler(800) },
    // Other people's contracts, unmodified: what speaks ERC-792 with them speaks it with anybody.
    npmFilesToBuild: [
      "@kleros/erc-792/contracts/examples/SimpleEscrowWithERC1497.sol",
      "@kleros/erc-792/contracts/examples/CentralizedArbitratorWithAppeal.sol",
    ],
  },
  // Random walks: a short one with every run of the tests, longer ones when asked (FUZZ_RUNS=6000 takes over a million steps).
  test: {
    // Several suites share few processors.
    mocha: { timeout: 180_000 },
    solidity: {
      fuzz: { runs: Number(process.env.FUZZ_RUNS ?? 48) },
      invariant: { runs: Number(process.env.FUZZ_RUNS ?? 12), depth: 64, failOnRevert: true },
    },
  },
  paths: { tests: { mocha: "./test/contracts", solidity: "./test/contracts" } },
});
