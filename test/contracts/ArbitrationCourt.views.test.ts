import { expect } from "chai";
import { AbiCoder, keccak256 } from "ethers";
import { type Address, type Hex } from "viem";
import { voteCommitment } from "../../protocol/vote.ts";
import {
  cost,
  courts,
  drawnCase,
  emptyRoom,
  ethers,
  extraData,
  fee,
  highValue,
  keeperFee,
  load,
  openedCase,
  passPhase,
  queuedCase,
  resolvedCase,
  room,
  salt,
  smallClaims,
  standard,
  vote,
} from "./support/court.ts";

const Status = { Waiting: 0n, Appealable: 1n, Solved: 2n };

describe("ArbitrationCourt.arbitrationCost", () => {
  it("is a fee for each seat, and the keeper's", async () => {
    const { court } = await load(emptyRoom);
    expect(await court.arbitrationCost("0x")).to.equal(cost);
    expect(await court.arbitrationCost(extraData(courts.smallClaims))).to.equal(fee + keeperFee);
    expect(await court.arbitrationCost(extraData(courts.highValue))).to.equal(5n * fee + keeperFee);
    expect(await court.arbitrationCost(extraData(courts.standard, 6))).to.equal(7n * fee + keeperFee);
    expect(await court.arbitrationCost(extraData(courts.standard, 31))).to.equal(31n * fee + keeperFee);
  });

  it("is court 0's for a court that there is not", async () => {
    const { court } = await load(emptyRoom);
    expect(await court.arbitrationCost(extraData(5))).to.equal(cost);
  });
});

describe("ArbitrationCourt.disputeStatus and currentRuling", () => {
  it("follow the case", async () => {
    const parts = await load(room);
    const { court } = parts;
    expect(await court.disputeStatus(await openedCase(parts))).to.equal(Status.Waiting);
    const id = await drawnCase(parts);
    expect([await court.disputeStatus(id), await court.currentRuling(id)]).to.deep.equal([Status.Waiting, 0n]);
    await vote(parts, id, [2, 2, 1]);
    expect([await court.disputeStatus(id), await court.currentRuling(id)]).to.deep.equal([Status.Appealable, 2n]);
    await passPhase(parts, id);
    expect([await court.disputeStatus(id), await court.currentRuling(id)]).to.deep.equal([Status.Solved, 2n]);
  });
});

describe("ArbitrationCourt.supportsInterface", () => {
  it("knows ERC-165 and ERC-792, and nothing else", async () => {
    const { court } = await load(emptyRoom);
    const standardFunctions = [
      "createDispute(uint256,bytes)",
      "arbitrationCost(bytes)",
      "appeal(uint256,bytes)",
      "appealCost(uint256,bytes)",
      "appealPeriod(uint256)",
      "disputeStatus(uint256)",
      "currentRuling(uint256)",
    ];
    const id = standardFunctions.reduce((sum, name) => sum ^ BigInt(ethers.id(name).slice(0, 10)), 0n);
    expect(await court.supportsInterface(`0x${id.toString(16).padStart(8, "0")}`)).to.equal(true);
    expect(await court.supportsInterface("0x01ffc9a7")).to.equal(true);
    expect(await court.supportsInterface("0xffffffff")).to.equal(false);
  });
});

describe("ArbitrationCourt.commitmentOf", () => {
  it("is what protocol/vote.ts computes, bound to all of it", async () => {
    const { court, keeper, partyA } = await load(emptyRoom);
    const { chainId } = await ethers.provider.getNetwork();
    const address = (await court.getAddress()) as Address;
    const ballot = { chainId, court: address, id: 5n, round: 1, attempt: 1 };
    const given = voteCommitment(ballot, keeper.address as Address, 2n, salt(0) as Hex);
    expect(await court.commitmentOf(5, 1, 1, keeper, 2, salt(0))).to.equal(given);
    const others = await Promise.all([
      court.commitmentOf(6, 1, 1, keeper, 2, salt(0)),
      court.commitmentOf(5, 2, 1, keeper, 2, salt(0)),
      court.commitmentOf(5, 1, 0, keeper, 2, salt(0)),
      court.commitmentOf(5, 1, 1, partyA, 2, salt(0)),
      court.commitmentOf(5, 1, 1, keeper, 1, salt(0)),
      court.commitmentOf(5, 1, 1, keeper, 2, salt(1)),
    ]);
    expect(new Set([given, ...others]).size).to.equal(7);
    const words = ["uint256", "address", "uint256", "uint8", "uint8", "address", "uint256", "bytes32"];
    const values = [chainId, address, 5, 1, 1, keeper.address, 2, salt(0)];
    expect(keccak256(AbiCoder.defaultAbiCoder().encode(words, values))).to.equal(given);
  });
});

describe("ArbitrationCourt, what it tells of its courts and its queue", () => {
  it("every court's parameters", async () => {
    const { court } = await load(emptyRoom);
    for (const [number, config] of [standard, smallClaims, highValue].entries()) {
      const given = Object.values(config).map((value) => (typeof value === "number" ? BigInt(value) : value));
      expect(await court.configOf(number)).to.deep.equal(given);
    }
  });

  it("court 0's for a number that names no court, as a case opened with it has them", async () => {
    const { court } = await load(emptyRoom);
    expect((await court.configOf(3)).next).to.equal(3n);
    for (const unknown of [5, 2 ** 32 - 1]) {
      expect(await court.configOf(unknown)).to.deep.equal(await court.configOf(0));
    }
  });

  it("how many cases there are, and which is drawn next", async () => {
    const parts = await load(room);
    expect(await parts.court.nextDraw()).to.deep.equal([2n ** 256n - 1n, 0n]);
    await openedCase(parts);
    const id = await queuedCase(parts);
    expect(await parts.court.caseCount()).to.equal(2n);
    expect((await parts.court.nextDraw()).id).to.equal(id);
  });

  it("nothing of a round that was never held", async () => {
    const parts = await load(room);
    const id = await resolvedCase(parts);
    expect((await parts.court.roundOf(id, 1)).seats).to.equal(0n);
    expect(await parts.court.seatsOf(id, 1, 0)).to.deep.equal([]);
    expect(await parts.court.contributionOf(id, 0, parts.partyA)).to.equal(0n);
  });
});
