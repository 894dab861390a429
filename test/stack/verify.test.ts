import { expect } from "chai";
import { createRequire } from "node:module";
import { Interface } from "ethers";
import { type Artifact, compile, readArtifact, readArtifactOf, type StandardInput } from "../../scripts/artifacts.ts";
import { type ContractName, contracts, namesFor, sourceOf } from "../../scripts/contracts.ts";
import { link } from "../../scripts/deploy/code.ts";
import { addressesOf, planSteps } from "../../scripts/deploy/plan.ts";
import type { Deployment } from "../../scripts/deployments.ts";
import { networks } from "../../scripts/parameters.ts";
import { inputOf } from "../../scripts/verify/input.ts";
import { explorersFor, verifyAll } from "../../scripts/verify/verify.ts";
import { type Course, openExplorer } from "../support/explorer.ts";

const ada = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const chainId = 84532;
const key = "KEY";
const pass: Course = { looks: ["Pending in queue", "Pass - Verified"] };

/** A compiler of the same version, told nothing but what explorers are told. */
function compileAgain(input: StandardInput, artifact: Artifact): { code: string; metadata: string } {
  const solc = createRequire(import.meta.url)("solc") as { compile: (input: string) => string };
  const { inputSourceName: source, contractName: name } = artifact;
  const outputSelection = { [source]: { [name]: ["evm.bytecode.object", "metadata"] } };
  const asked = { ...input, settings: { ...input.settings, outputSelection } };
  type Output = {
    contracts: Record<string, Record<string, { evm: { bytecode: { object: string } }; metadata: string }>>;
  };
  const { contracts: compiled } = JSON.parse(solc.compile(JSON.stringify(asked))) as Output;
  const { evm, metadata } = compiled[source]![name]!;
  return { code: `0x${evm.bytecode.object}`, metadata };
}

/** The last two bytes say how long the metadata's hash before them is. */
function withoutMetadata(code: string): string {
  return code.slice(0, -2 * (parseInt(code.slice(-4), 16) + 2));
}

describe("publishing sources", () => {
  let deployment: Deployment;
  const names = namesFor(networks["base-sepolia"]!);

  before(async function () {
    this.timeout(120_000);
    await compile({ sources: ["contracts/mocks/LinkedTally.sol"] });
    await compile({ builds: true });
    const known = { ...networks["base-sepolia"]!, owner: ada, treasury: ada, policy: "/ipfs/policy" };
    const steps = planSteps(contracts, names, known, { deployer: ada, nonce: 7 });
    deployment = {
      chainId,
      network: "base-sepolia",
      startBlock: 1,
      contracts: addressesOf(steps),
      courtsByValue: [],
      weights: [],
      arguments: Object.fromEntries(steps.map((step) => [step.name, step.arguments])),
    };
  });

  async function publish(
    courseOf: (contract: string, nth: number) => Course,
    { asked = key, chain = chainId, isDown = false, isSourcify = false } = {},
  ) {
    const explorer = await openExplorer(key, chain, courseOf);
    if (isDown) await explorer.stop();
    const lines: string[] = [];
    const all = explorersFor({ key: asked, etherscan: explorer.etherscan, sourcify: explorer.sourcify });
    const chosen = all.filter(({ name }) => (name === "Sourcify") === isSourcify);
    const isGood = await verifyAll(deployment, chosen, { say: (line) => lines.push(line), pause: 5 });
    if (!isDown) await explorer.stop();
    return { isGood, lines, submissions: explorer.submissions };
  }

  it("hands in every contract with its address, compiler and arguments, and waits until it is verified", async () => {
    const { isGood, lines, submissions } = await publish(() => pass);
    expect(isGood, lines.join("\n")).to.equal(true);
    expect(lines).to.have.lengthOf(names.length);
    for (const line of lines) expect(line).to.match(/^Etherscan: \w+ is verified \(Pass - Verified\)\.$/);
    expect(submissions.map(({ address }) => address)).to.deep.equal(Object.values(deployment.contracts));
    for (const [i, name] of names.entries()) {
      const { contract, compiler, arguments: encoded } = submissions[i]!;
      expect(contract).to.equal(`project/${sourceOf(name)}:${name}`);
      expect(compiler).to.equal("v0.8.37+commit.f401782d");
      const { inputs } = new Interface(readArtifact(name).abi).deploy;
      if (inputs.length === 0) expect(encoded).to.equal("");
    }
    const [owner, escrow] = new Interface(readArtifact("ListingRegistry").abi).deploy.inputs.map(
      (_, i) => `0x${submissions[0]!.arguments!.slice(64 * i + 24, 64 * i + 64)}`,
    );
    expect([owner, escrow]).to.deep.equal([ada.toLowerCase(), deployment.contracts.Escrow!.toLowerCase()]);
  });

  it("hands in the same at Sourcify", async () => {
    const { isGood, lines, submissions } = await publish(() => pass, { isSourcify: true });
    expect(isGood, lines.join("\n")).to.equal(true);
    expect(lines[0]).to.equal("Sourcify: ListingRegistry is verified (exact_match).");
    expect(submissions[0]).to.include({
      compiler: "0.8.37+commit.f401782d",
      address: deployment.contracts.ListingRegistry,
    });
  });

  it("takes what is verified already for verified", async () => {
    const courseOf = (name: string): Course =>
      name === "Escrow"
        ? { submit: "Contract source code already verified", looks: [] }
        : { looks: ["Already Verified"] };
    expect((await publish(courseOf)).isGood).to.equal(true);
    expect((await publish(courseOf, { isSourcify: true })).lines[1]).to.contain("Escrow is verified");
  });

  it("hands in again what the explorer had not seen yet, or had no time for", async () => {
    const busy = ["Unable to locate ContractCode at 0x12", "Max rate limit reached"];
    const { isGood, lines, submissions } = await publish((name, nth) =>
      name === "Escrow" && nth < 2
        ? { submit: busy[nth]!, looks: [] }
        : { looks: ["Max rate limit reached", "Pending in queue", "Pass - Verified"] },
    );
    expect(isGood, lines.join("\n")).to.equal(true);
    expect(submissions).to.have.lengthOf(names.length + 2);
  });

  it("says which contract was refused and why, and goes on with the others", async () => {
    for (const isSourcify of [false, true]) {
      const { isGood, lines } = await publish(
        (name) => (name === "Escrow" ? { looks: ["Fail - Unable to verify"] } : pass),
        { isSourcify },
      );
      expect(isGood).to.equal(false);
      expect(lines[1]).to.match(/: Escrow was refused \(Fail - Unable to verify\)\.$/);
      expect(lines.filter((line) => line.includes("is verified"))).to.have.lengthOf(names.length - 1);
    }
  });

  it("gives up on what is never decided", async () => {
    const forever = Array.from({ length: 60 }, () => "Pending in queue");
    const { isGood, lines } = await publish((name) => (name === "Escrow" ? { looks: forever } : pass));
    expect(isGood).to.equal(false);
    expect(lines[1]).to.contain("Escrow was refused (nothing decided after 40 looks");
  });

  it("says a wrong key, a chain that is not shown, and a server that is down once each", async () => {
    const wrongKey = await publish(() => pass, { asked: "OTHER" });
    expect(wrongKey.lines).to.deep.equal(["Etherscan: Invalid API Key (#err2). Nothing more was sent there."]);
    const otherChain = await publish(() => pass, { chain: 1 });
    expect(otherChain.lines).to.deep.equal([
      "Etherscan: Missing or unsupported chainid parameter. Nothing more was sent there.",
    ]);
    const down = await publish(() => pass, { isDown: true });
    expect(down.lines).to.deep.equal(["Etherscan: does not answer. Nothing more was sent there."]);
    const downToo = await publish(() => pass, { isDown: true, isSourcify: true });
    expect(downToo.lines).to.deep.equal(["Sourcify: does not answer. Nothing more was sent there."]);
    expect([wrongKey, otherChain, down, downToo].some(({ isGood }) => isGood)).to.equal(false);
  });

  it("asks Etherscan only with a key", () => {
    const named = (given: Parameters<typeof explorersFor>[0]) => explorersFor(given).map(({ name }) => name);
    expect(named({ key })).to.deep.equal(["Etherscan", "Sourcify"]);
    expect(named({ blockscout: "https://example.org/api" })).to.deep.equal(["Blockscout", "Sourcify"]);
  });

  // The largest contracts take a compiler a quarter of a minute each; these have inheritance, libraries and immutables.
  for (const name of ["ListingRegistry", "BlockEntropy"] satisfies ContractName[]) {
    it(`hands in what compiles to the very code of ${name}, and no other sources`, () => {
      const artifact = readArtifact(name);
      const input = inputOf(artifact, deployment.contracts);
      const { code, metadata } = compileAgain(input, artifact);
      expect(code).to.equal(artifact.bytecode);
      const { sources } = JSON.parse(metadata) as { sources: Record<string, unknown> };
      expect(Object.keys(input.sources).sort()).to.deep.equal(Object.keys(sources).sort());
    });
  }

  it("hands in the addresses of libraries, which the compiler writes where they were linked", () => {
    const artifact = readArtifactOf("contracts/mocks/LinkedTally.sol", "LinkedTally");
    const at = { TallyMath: ada };
    const { code } = compileAgain(inputOf(artifact, at), artifact);
    // Only the metadata's hash differs: it covers these settings, which nobody knew when it was compiled.
    expect(withoutMetadata(code)).to.equal(withoutMetadata(link(artifact.bytecode, artifact.linkReferences, at)));
    expect(code).to.contain(ada.slice(2).toLowerCase());
  });
});
