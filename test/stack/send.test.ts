import { expect } from "chai";
import { rmSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { Contract, getCreateAddress, HDNodeWallet, JsonRpcProvider } from "ethers";
import { compile, readArtifactOf } from "../../scripts/artifacts.ts";
import type { Recipe } from "../../scripts/contracts.ts";
import { openChain } from "../../scripts/deploy/chain.ts";
import { isCodeOf } from "../../scripts/deploy/code.ts";
import { estimate } from "../../scripts/deploy/cost.ts";
import { addressesOf, beginJournal, planSteps, type Step } from "../../scripts/deploy/plan.ts";
import { sendAll } from "../../scripts/deploy/send.ts";
import { readJournal } from "../../scripts/deployments.ts";
import { networks, TEST_MNEMONIC } from "../../scripts/parameters.ts";
import { openDevelopmentChain } from "../support/development.ts";

const source = "contracts/mocks/LinkedTally.sol";
const wallet = HDNodeWallet.fromPhrase(TEST_MNEMONIC);
const deployer = wallet.address;

type Name = "LinkedTally" | "TallyMath";

/** The contract comes first: the library's address is known before the library is there. */
const recipes: Record<Name, Recipe<Name>> = {
  LinkedTally: { source, arguments: ({ at }) => [at.TallyMath, 40] },
  TallyMath: { source },
};

describe("sendAll", () => {
  let room: Awaited<ReturnType<typeof openDevelopmentChain>>;
  let snapshot: string;

  before(async function () {
    this.timeout(120_000);
    await compile({ sources: [source] });
    room = await openDevelopmentChain(18_956);
    await room.call("evm_setAutomine", true);
    snapshot = await room.call("evm_snapshot");
  });

  beforeEach(async () => {
    await room.call("evm_revert", snapshot);
    snapshot = await room.call("evm_snapshot");
    rmSync(room.records, { recursive: true, force: true });
  });

  after(() => room?.stop());

  const known = { ...networks.local!, owner: deployer, treasury: deployer, policy: "" };
  const plan = () => planSteps(recipes, ["LinkedTally", "TallyMath"], known, { deployer, nonce: 0 });

  async function send(steps: Step[], { patience = 10_000, confirmations = 1 } = {}) {
    const chain = openChain(room.url);
    const place = { network: "tally", chainId: 31337, genesis: "" };
    const journal = readJournal("tally") ?? beginJournal(place, { deployer, nonce: 0 }, steps);
    const cost = await estimate(chain, deployer, steps);
    const say = () => undefined;
    return sendAll({ chain, wallet, journal, steps, cost, confirmations, poll: 20, patience, say });
  }

  async function used(count: number): Promise<void> {
    for (let look = 0; look < 200 && (await room.nonceOf(deployer)) < count; look++) await setTimeout(20);
    expect(await room.nonceOf(deployer)).to.equal(count);
  }

  it("writes the address of a library into the code that calls it", async () => {
    const steps = plan();
    await send(steps);
    const provider = new JsonRpcProvider(room.url);
    try {
      const artifact = readArtifactOf(source, "LinkedTally");
      const tally = new Contract(steps[0]!.address, artifact.abi, wallet.connect(provider));
      await (await tally.getFunction("add")(2)).wait();
      expect(await tally.getFunction("tally")()).to.equal(42n);
      expect(await tally.getFunction("other")()).to.equal(getCreateAddress({ from: deployer, nonce: 1 }));
    } finally {
      provider.destroy();
    }
  });

  it("knows linked code and libraries again, and code that is linked to another library is other code", async () => {
    const steps = plan();
    await send(steps);
    const at = addressesOf(steps);
    for (const { address, artifact } of steps) {
      const code = await room.call<string>("eth_getCode", address, "latest");
      expect(isCodeOf(code, artifact, at), artifact.contractName).to.equal(true);
      expect(isCodeOf(code, artifact, { ...at, TallyMath: deployer })).to.equal(artifact.contractName === "TallyMath");
      expect(isCodeOf("0x6001", artifact, at)).to.equal(false);
    }
  });

  it("does not link to a library that nobody deploys", () => {
    const alone: Record<"LinkedTally", Recipe<"LinkedTally">> = {
      LinkedTally: { source, arguments: ({ at }) => [at.LinkedTally, 40] },
    };
    const planAlone = () => planSteps(alone, ["LinkedTally"], known, { deployer, nonce: 0 });
    expect(planAlone).to.throw("linked to the library TallyMath, which scripts/contracts.ts does not deploy");
  });

  it("sends anew what the chain took back before it was deep enough", async () => {
    const steps = plan();
    const sending = send(steps, { confirmations: 3 });
    await used(2);
    await room.call("anvil_rollback", 1);
    expect(await room.nonceOf(deployer)).to.equal(1);
    await room.call("anvil_mine", "0x4");
    await used(2);
    await room.call("anvil_mine", "0x4");
    const [, library] = await sending;
    expect(await room.call<string>("eth_getCode", steps[1]!.address, "latest")).to.not.equal("0x");
    expect(Number(library?.blockNumber)).to.be.above(4);
  });

  it("says which contract its chain failed", async () => {
    const steps = plan();
    // Code that ends at once: what is estimated here is not what the chain does.
    const [first, second] = steps as [Step, Step];
    const chain = openChain(room.url);
    const place = { network: "tally", chainId: 31337, genesis: "" };
    const cost = await estimate(chain, deployer, steps);
    const failing = { ...first, code: "0xfe" };
    const journal = beginJournal(place, { deployer, nonce: 0 }, [failing, second]);
    const say = () => undefined;
    const common = { chain, wallet, journal, cost, confirmations: 1, poll: 20, say };
    const said = await sendAll({ ...common, steps: [failing, second] }).catch((error: Error) => error.message);
    expect(said).to.match(/^LinkedTally failed on the chain \(0x\w{64}\): nothing was recorded, add --restart/);
    expect(await room.nonceOf(deployer)).to.equal(1);
  });

  // The last one: what a block costs afterwards is no longer what the chain says.
  it("says what has not been mined for long, and takes higher fees when it is asked again", async () => {
    const steps = plan();
    await room.call("evm_setAutomine", false);
    try {
      const failed = await send(steps, { patience: 200 }).catch((error: Error) => error);
      expect(failed).to.have.property("message").that.contains("LinkedTally was sent but not mined for 0.2 seconds");
      // Nothing is sent twice while its fees are enough.
      await send(steps, { patience: 200 }).catch(() => undefined);
      expect(readJournal("tally")?.contracts[0]?.transactions).to.have.lengthOf(1);
      // A price that rose elsewhere: a block of its own, since the waiting transaction cannot pay it.
      await room.call("anvil_setNextBlockBaseFeePerGas", "0x174876e800");
      await room.call("evm_mine");
      expect(await room.nonceOf(deployer), "not mined yet").to.equal(0);
      await send(steps, { patience: 200 }).catch(() => undefined);
      expect(readJournal("tally")?.contracts[0]?.transactions).to.have.lengthOf(2);
      await room.call("evm_mine");
    } finally {
      await room.call("evm_setAutomine", true);
    }
    const receipts = await send(steps);
    expect(receipts.map(({ status }) => status)).to.deep.equal(["0x1", "0x1"]);
    expect(await room.nonceOf(deployer)).to.equal(2);
    expect(receipts[0]?.transactionHash).to.equal(readJournal("tally")?.contracts[0]?.transactions[1]);
  });
});
