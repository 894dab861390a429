import { expect } from "chai";
import { network } from "hardhat";
import { beaconProof } from "#protocol/drand.ts";
import { type Drand, drandOf } from "../support/drand.ts";
import {
  ethers,
  type FullRoom,
  load,
  minStake,
  networkHelpers,
  openedCase,
  passPhase,
  Phase,
  queuedCase,
  roomWith,
  vote,
} from "./support/court.ts";
import { keepGas } from "./support/gas.ts";

const { mine, time } = networkHelpers;
const delay = 600;
const patience = 8_191n;

const proofOf = (drand: Drand, round: bigint) => beaconProof(drand.signatureOf(round));

function deploymentOf(drand: Drand) {
  const { publicKey, genesis, period } = drand;
  return [{ publicKey, genesis, period }, delay, { round: 1, signature: proofOf(drand, 1n) }] as const;
}

async function drandRoom() {
  const drand = drandOf("local", { genesis: (await time.latest()) - 1_000 });
  const parts = await roomWith(() => ethers.deployContract("DrandEntropy", [...deploymentOf(drand)]));
  const entropy = await ethers.getContractAt("DrandEntropy", await parts.pool.entropy());
  return { ...parts, drand, entropy };
}

async function mineTo(block: bigint) {
  const left = block - BigInt(await ethers.provider.getBlockNumber());
  if (left > 0n) await mine(left, { interval: 12 });
}

/** A case whose draw block is over. */
async function due() {
  const parts = await drandRoom();
  const id = await queuedCase(parts);
  const { drawBlock } = await parts.court.nextDraw();
  await mineTo(drawBlock);
  return { ...parts, id, drawBlock };
}

/** The same, its round fixed. */
async function scheduled() {
  const parts = await due();
  await parts.entropy.connect(parts.keeper).schedule(parts.drawBlock);
  return { ...parts, round: await parts.entropy.roundOf(parts.drawBlock) };
}

const seatsOf = async ({ court }: Pick<FullRoom, "court">, id: bigint) =>
  (await court.seatsOf(id, 0, 0)).map(({ arbitrator }) => arbitrator).join();

describe("DrandEntropy.schedule", () => {
  it("fixes a round that is published a delay later, while no stake can change any more", async () => {
    const { entropy, pool, keeper, arbitrators, drawBlock } = await load(due);
    await expect(entropy.connect(keeper).schedule(drawBlock)).to.emit(entropy, "RoundScheduled");
    const now = await time.latest();
    const round = await entropy.roundOf(drawBlock);
    expect(await entropy.timeOf(round)).to.be.within(now + delay, now + delay + 2);
    expect(await pool.frozen()).to.equal(true);
    await expect(pool.connect(arbitrators[0]).requestExit(minStake)).to.be.revertedWithCustomError(pool, "Frozen");
  });

  it("lets nobody put it off once it is fixed", async () => {
    const { entropy, others, drawBlock, round } = await load(scheduled);
    await time.increase(60);
    await expect(entropy.connect(others[0]).schedule(drawBlock))
      .to.be.revertedWithCustomError(entropy, "AlreadyScheduled")
      .withArgs(drawBlock, round);
  });

  it("costs what docs/gas.json says", async () => {
    const { entropy, keeper, drawBlock } = await load(due);
    const receipt = await (await entropy.connect(keeper).schedule(drawBlock)).wait();
    await keepGas("scheduleDrand", receipt!.gasUsed, 60_000n);
  });
});

describe("ArbitrationCourt, drawn by a drand beacon", () => {
  it("judges a case from its queue to its end", async () => {
    const parts = await load(scheduled);
    const { court, pool, drand, arbitrable, drawBlock, round, id } = parts;
    await expect(court.draw(proofOf(drand, round)))
      .to.emit(pool, "DrawBlockSeeded")
      .withArgs(drawBlock, drand.randomnessOf(round));
    await vote(parts, id, [2, 2, 1]);
    await passPhase(parts, id);
    await court.executeRuling(id);
    expect(await arbitrable.rulingsOf(id)).to.deep.equal([2n]);
  });

  it("seats the same people whoever draws, and others by another round", async () => {
    const parts = await load(due);
    const { court, entropy, drand, keeper, others, drawBlock, id } = parts;
    const drawnAfter = async (wait: number, person = keeper) => {
      const snapshot = await networkHelpers.takeSnapshot();
      await time.increase(wait);
      await entropy.schedule(drawBlock);
      await court.connect(person).draw(proofOf(drand, await entropy.roundOf(drawBlock)));
      const seats = await seatsOf(parts, id);
      await snapshot.restore();
      return seats;
    };
    const first = await drawnAfter(1);
    expect(await drawnAfter(1, others[3])).to.equal(first);
    expect(await drawnAfter(1_000)).not.to.equal(first);
  });

  it("serves all cases of an epoch by one beacon", async () => {
    const parts = await load(drandRoom);
    const { arbitrable, court, entropy, drand } = parts;
    const ids = [await openedCase(parts), await openedCase(parts)];
    const blocks = new Set<bigint>();
    for (const id of ids) {
      await arbitrable.closeEvidence(id);
      blocks.add((await court.caseOf(id)).drawBlock);
    }
    const last = [...blocks].at(-1)!;
    await mineTo(last);
    for (const block of blocks) await entropy.schedule(block);
    const [first] = [...blocks];
    await court.draw(proofOf(drand, await entropy.roundOf(first!)));
    await court.draw(blocks.size === 1 ? "0x" : proofOf(drand, await entropy.roundOf(last)));
    for (const id of ids) expect((await court.caseOf(id)).phase).to.equal(Phase.Commit);
  });

  it("cannot be drawn before its round is fixed", async () => {
    const { court, entropy, drand, drawBlock } = await load(due);
    await expect(court.draw(proofOf(drand, 1n)))
      .to.be.revertedWithCustomError(entropy, "NotScheduled")
      .withArgs(drawBlock);
  });

  it("takes neither another round's beacon nor another key's", async () => {
    const { court, entropy, drand, round } = await load(scheduled);
    const stranger = drandOf("stranger", drand);
    for (const forged of [proofOf(drand, round + 1n), proofOf(drand, round - 1n), proofOf(stranger, round), "0x"]) {
      await expect(court.draw(forged)).to.be.revertedWithCustomError(entropy, "BadBeacon").withArgs(round);
    }
  });

  it("queues the case anew when the network stays silent for 8,191 blocks", async () => {
    const { court, keeper, drawBlock, id } = await load(scheduled);
    await mineTo(drawBlock + patience);
    await court.connect(keeper).draw("0x", { gasLimit: 3_000_000 });
    const again = await court.caseOf(id);
    expect(again.phase).to.equal(Phase.Draw);
    expect(again.drawBlock).to.be.greaterThan(drawBlock + patience);
  });

  it("finds the beacon within the gas that the pool gives it, however late", async () => {
    const { court, entropy, drand, drawBlock, round, id } = await load(scheduled);
    const proof = proofOf(drand, round);
    const alone = (await entropy.seedOf.estimateGas(drawBlock, proof)) - 21_000n;
    await keepGas("seedDrand", alone, 1_000_000n);
    await mineTo(drawBlock + patience + 100n);
    await court.draw(proof);
    expect((await court.caseOf(id)).phase).to.equal(Phase.Commit);
  });

  it("costs what docs/gas.json says", async () => {
    const { court, keeper, drand, round } = await load(scheduled);
    const receipt = await (await court.connect(keeper).draw(proofOf(drand, round))).wait();
    await keepGas("draw3Drand", receipt!.gasUsed, 600_000n);
  });
});

describe("DrandEntropy's constructor", () => {
  it("refuses a chain that cannot check a beacon", async () => {
    const older = await network.create({ network: "default", override: { hardfork: "cancun" } });
    const [deployer] = await older.ethers.getSigners();
    const drand = drandOf("local", { genesis: 1 });
    const factory = await older.ethers.getContractFactory("DrandEntropy", deployer);
    await expect(factory.deploy(...deploymentOf(drand)))
      .to.be.revertedWithCustomError(factory, "NoPrecompile")
      .withArgs("0x0000000000000000000000000000000000000010");
  });

  it("refuses a key that its sample is not signed by", async () => {
    const drand = drandOf("local", { genesis: 1 });
    const [told, wait, sample] = deploymentOf(drand);
    const factory = await ethers.getContractFactory("DrandEntropy");
    const { publicKey } = drandOf("stranger", drand);
    await expect(factory.deploy({ ...told, publicKey }, wait, sample))
      .to.be.revertedWithCustomError(factory, "BadBeacon")
      .withArgs(1);
  });
});
