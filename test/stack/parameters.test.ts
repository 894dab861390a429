import { bls12_381 as bls } from "@noble/curves/bls12-381";
import { expect } from "chai";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ZeroAddress } from "ethers";
import { arbitrum, base, baseSepolia, optimism } from "viem/chains";
import { bearableCost, courtFor, dollarsOf } from "../../protocol/courts.ts";
import { PERMIT2 } from "../../protocol/payments.ts";
import { reviewKeepersOf } from "../../protocol/reviewKeepers.ts";
import { repository } from "../../scripts/artifacts.ts";
import { withoutReviewKeeper } from "../../scripts/deploy/reviewKeepers.ts";
import { mistakes } from "../../scripts/deploy/mistakes.ts";
import { type CourtConfig, networks, type Parameters } from "../../scripts/parameters.ts";
import { thresholds, worthRows } from "../../scripts/simulate/courts.ts";

const ada = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const people = { owner: ada, treasury: ada };

describe("scripts/parameters.ts", () => {
  it("has nothing wrong once it is said who owns and who earns", () => {
    for (const [name, parameters] of Object.entries(networks)) {
      expect(mistakes({ ...parameters, ...people }), name).to.deep.equal([]);
    }
  });

  it("freezes stakes on the OP Stack before anybody can know the draw's seed, and leaves time to draw and to move", () => {
    const blockTime = 2;
    // How far a block may be ahead of its L1 origin, and slots that may be missed before that one.
    const known = 1_800 + 25 * 12;
    for (const name of ["base-sepolia", "base", "optimism"]) {
      const { epoch, lookahead, freeze } = networks[name]!.pool;
      expect(freeze * blockTime, name).to.be.at.least(known);
      expect(lookahead * blockTime, name).to.be.at.least(1_800 + 4 * 32 * 12);
      // Between two draws of a full queue, stakes can move for a third of the time at least.
      expect(freeze, name).to.be.at.most((epoch * 2) / 3);
      // A case waits for its draw block two hours at most, a small part of the time that its draw has.
      const longest = (lookahead + epoch) * blockTime;
      for (const { drawTimeout } of networks[name]!.courts) expect(longest, name).to.be.at.most(drawTimeout / 20);
    }
  });

  it("draws on Arbitrum by drand's quicknet, whose key signs the sample", () => {
    const { drand, pool } = networks["arbitrum-one"]!;
    const { publicKey, sample } = drand!;
    const [x0, x1, y0, y1] = publicKey
      .slice(2)
      .match(/.{128}/g)!
      .map((part) => BigInt(`0x${part}`));
    const key = bls.G2.ProjectivePoint.fromAffine({ x: { c0: x0!, c1: x1! }, y: { c0: y0!, c1: y1! } });
    // As drand's /info tells it.
    expect(key.toHex()).to.equal(
      "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
    );
    const round = Buffer.alloc(8);
    round.writeBigUInt64BE(BigInt(sample.round));
    const message = createHash("sha256").update(round).digest();
    const domain = { DST: "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_" };
    expect(bls.verifyShortSignature(sample.signature, message, key.toHex(), domain)).to.equal(true);
    expect(pool.freeze).to.be.below(pool.epoch);
  });

  it("has a keeper that opens reviews on every network, or deploying there says that it has none", () => {
    for (const [network, { chainId }] of Object.entries(networks)) {
      const said = withoutReviewKeeper({ network, chainId });
      const isNamed = reviewKeepersOf(chainId).length > 0;
      expect(said.length, network).to.equal(isNamed ? 0 : 1);
      if (!isNamed)
        expect(said[0]).to.match(new RegExp(`^No keeper opens reviews on ${network} yet: .* by its author`));
    }
    expect(withoutReviewKeeper({ network: "local", chainId: 31_337 })).to.deep.equal([]);
    expect(withoutReviewKeeper({ network: "a new one", chainId: 1 })).to.have.lengthOf(1);
  });

  it("names the chains by their ids, each once", () => {
    const ids = Object.fromEntries(Object.entries(networks).map(([name, { chainId }]) => [name, chainId]));
    expect(ids).to.deep.equal({
      local: 31337,
      "base-sepolia": baseSepolia.id,
      base: base.id,
      optimism: optimism.id,
      "arbitrum-one": arbitrum.id,
    });
    // Where viem has an OP Stack chain's own contracts, it has the one that says what bytes cost.
    for (const chain of [base, baseSepolia, optimism]) {
      const found = Object.values(networks).find(({ chainId }) => chainId === chain.id);
      expect(found?.l1FeeOracle).to.equal(chain.contracts.gasPriceOracle.address);
    }
  });

  it("has the attestation service that each public chain's own record names, and Permit2", () => {
    const records = join(repository, "node_modules/@ethereum-attestation-service/eas-contracts/deployments");
    const { local, ...others } = networks;
    for (const [name, { chainId, eas, permit2 }] of Object.entries(others)) {
      const record = (file: string) => readFileSync(join(records, name, file), "utf8");
      expect(record(".chainId").trim(), name).to.equal(String(chainId));
      expect((JSON.parse(record("EAS.json")) as { address: string }).address, name).to.equal(eas);
      expect(permit2, name).to.equal(PERMIT2);
    }
    expect(local).to.include({ permit2: PERMIT2 });
  });
});

/** Gas of an L2: its own at 0.05 gwei, and for every transaction a cent for its bytes on the chain below, which is ten times too much. */
const gasPrice = 50_000_000n;
const bytesOfOne = 10n;

/** What receipts say (test/contracts/ArbitrationCourt.gas.test.ts prints most of it), each rounded up. */
const gas = {
  openDispute: 120_000n,
  answerDispute: 300_000n,
  submitEvidence: 35_000n,
  commit: 80_000n,
  reveal: 100_000n,
  collect: 60_000n,
  toTheDraw: 80_000n,
  /** Of as many as the standard court seats in the first round, and in an appeal. */
  draw: [0n, 200_000n, 300_000n, 420_000n],
  pastTheAppeal: 40_000n,
  executeRuling: 90_000n,
  settle: 220_000n,
};

describe("what a dispute costs", () => {
  for (const [name, parameters] of Object.entries(networks)) {
    const { courts, courtsByValue, pool, reputation } = parameters;
    const dollars = (wei: bigint) => dollarsOf(wei, ZeroAddress, reputation.weights)!;
    const sending = (...amounts: bigint[]) =>
      amounts.reduce((sum, amount) => sum + dollars(amount * gasPrice) + bytesOfOne, 0n);
    const priceOf = ({ fee, seats, keeperFee }: CourtConfig) => dollars(fee * BigInt(seats) + keeperFee);
    const judging = (value: bigint) => courts[courtFor(value, courtsByValue)]!;
    const lockOf = ({ fee, lockBps }: CourtConfig) => (fee * BigInt(lockBps)) / 10_000n;
    const [standard, smallClaims, highValue] = courts as [CourtConfig, CourtConfig, CourtConfig];

    context(`given the parameters of ${name}`, () => {
      it("is less than 3 dollars a side about 30 dollars, the gas of its own transactions included", () => {
        const own = sending(gas.answerDispute, gas.submitEvidence, gas.submitEvidence, gas.executeRuling);
        expect(judging(30_000n)).to.equal(smallClaims);
        expect(priceOf(judging(30_000n)) + own < bearableCost(30_000n)).to.equal(true);
      });

      it("is bearable for every value from 30 dollars on, where a court begins above all", () => {
        const begins = [30_000n, ...courtsByValue.flatMap(({ below }) => (below === undefined ? [] : [BigInt(below)]))];
        for (const value of begins) expect(priceOf(judging(value)) < bearableCost(value), `${value}`).to.equal(true);
      });

      it("pays a seat its gas, and ten minutes and more of reading at 12 dollars an hour", () => {
        const vote = ({ hidden }: CourtConfig) => sending(...(hidden ? [gas.commit] : []), gas.reveal, gas.collect);
        const minutes = (court: CourtConfig) => Number(dollars(court.fee) - vote(court)) / 200;
        expect(minutes(smallClaims)).to.be.at.least(10);
        expect(minutes(standard)).to.be.at.least(14);
        expect(minutes(highValue)).to.be.at.least(44);
      });

      it("pays a keeper for all that a case needs, and for the draw and the settling each by its half", () => {
        const settling = [gas.pastTheAppeal, gas.executeRuling, gas.settle];
        for (const [number, { keeperFee, seats }] of courts.entries()) {
          const half = dollars(keeperFee / 2n);
          expect(half > sending(gas.toTheDraw, gas.draw[(seats + 1) / 2]!), `draw at ${number}`).to.equal(true);
          expect(half > sending(...settling), `settle at ${number}`).to.equal(true);
        }
      });

      it("is backed by stakes: the smallest bears five seats of the standard court, and one of any", () => {
        expect(pool.minStake).to.equal(5n * lockOf(standard));
        for (const court of courts) expect(lockOf(court) <= pool.minStake).to.equal(true);
        expect(pool.maxStake >= 50n * pool.minStake).to.equal(true);
        if (!parameters.isDevelopment) expect(pool.maxStake).to.equal(50n * pool.minStake);
      });

      it("leaves every appeal a panel that can be drawn, from small claims to the standard court", () => {
        expect(smallClaims).to.include({ seats: 1, next: 0 });
        expect([standard.next, highValue.next]).to.deep.equal([0, 2]);
        const panels = courts.map(({ seats: few, maxRounds, next }) => {
          const seats = [few];
          while (seats.length < maxRounds) seats.push(Math.max(2 * seats.at(-1)! + 1, courts[next]!.seats));
          return seats;
        });
        expect(panels).to.deep.equal([
          [3, 7, 15, 31],
          [1, 3, 7, 15],
          [5, 11, 23],
        ]);
      });

      it("rises from court to court as the values do that they judge", () => {
        expect(courtsByValue.map(({ courtId }) => courtId)).to.deep.equal([1, 0, 2]);
        const prices = courtsByValue.map(({ courtId }) => Number(priceOf(courts[courtId]!)));
        expect(prices).to.deep.equal([2_400, 9_600, 46_200]);
      });
    });
  }

  it("buys more seats from the values on at which the simulation finds them worth it", function () {
    this.timeout(60_000);
    const found = thresholds(worthRows("with appeals", 40_000)).map((value) => value * 1_000);
    for (const [name, { courtsByValue }] of Object.entries(networks)) {
      expect(
        courtsByValue.flatMap(({ below }) => below ?? []),
        name,
      ).to.deep.equal(found);
    }
  });
});

describe("mistakes", () => {
  const good: Parameters = { ...networks.base!, ...people };
  const court = (change: Partial<CourtConfig>) => ({
    courts: [{ ...good.courts[0]!, ...change }],
    courtsByValue: [{ courtId: 0 }],
  });
  const pool = (change: Partial<Parameters["pool"]>) => ({ pool: { ...good.pool, ...change } });
  const reputation = (change: Partial<Parameters["reputation"]>) => ({ reputation: { ...good.reputation, ...change } });
  const protection = (change: Partial<Parameters["protection"]>) => ({
    protection: { ...good.protection!, ...change },
  });
  const membership = (change: Partial<Parameters["membership"]>) => ({ membership: { ...good.membership, ...change } });
  const bonds = (change: Partial<Parameters["bonds"]>) => ({ bonds: { ...good.bonds, ...change } });
  const quicknet = networks["arbitrum-one"]!.drand!;
  const drand = (change: Partial<typeof quicknet>) => ({ drand: { ...quicknet, ...change } });
  const weight = { token: ada, unitsPerToken: 1n };

  const cases: [Partial<Parameters>, RegExp][] = [
    [{ owner: undefined }, /^owner is not given: set HANDSEL_OWNER/],
    [{ treasury: undefined }, /^treasury is not given: set HANDSEL_TREASURY/],
    [{ owner: ZeroAddress }, /^owner is the zero address/],
    [{ owner: "ada.eth" }, /^owner is "ada.eth", which is no address/],
    [{ treasury: ada.toLowerCase() }, /^treasury is written without its checksum: it has to read 0x70997970C/],
    [{ treasury: ada.replace("C51", "c51") }, /^treasury is .* typing error/],
    [{ entropy: "0x12" }, /^entropy is "0x12"/],
    [{ l1FeeOracle: "0x12" }, /^l1FeeOracle is "0x12"/],
    [{ permit2: "0x12" }, /^permit2 is "0x12"/],
    [{ chainId: 1.5 }, /^chainId is 1.5/],
    [{ confirmations: 0 }, /^confirmations is 0, and has to be a whole number from 1/],
    [{ registry: { feeFloorBps: 1_001, feeFloorDelay: 0 } }, /^registry.feeFloorBps is 1001, .* from 0 to 1000/],
    [{ registry: { feeFloorBps: 0, feeFloorDelay: 2 ** 40 } }, /^registry.feeFloorDelay/],
    [pool({ minStake: 0n }), /^pool.minStake is 0/],
    [pool({ maxStake: 1n }), /^pool.maxStake is 1, and has to be a whole number from 15000000000000000/],
    [pool({ epoch: 0 }), /^pool.epoch is 0/],
    [pool({ freeze: 1_801, epoch: 3_600 }), /^pool.freeze is 1801, .* from 0 to 1800/],
    [pool({ freeze: 1_800 }), /^pool.freeze is 1800, .* from 0 to 1799/],
    [drand({ publicKey: "0x12" }), /^drand.publicKey has to be 256 bytes/],
    [drand({ genesis: 0 }), /^drand.genesis is 0/],
    [drand({ period: 0 }), /^drand.period is 0/],
    [drand({ delay: 0 }), /^drand.delay is 0/],
    [drand({ sample: { round: 0, signature: quicknet.sample.signature } }), /^drand.sample.round is 0/],
    [drand({ sample: { round: 1, signature: "12" } }), /^drand.sample.signature is no signature/],
    [drand({ endpoints: [] }), /^drand.endpoints have to be web addresses/],
    [drand({ endpoints: ["api.drand.sh"] }), /^drand.endpoints have to be web addresses/],
    [{ courts: [], courtsByValue: [{ courtId: 0 }] }, /^courts is empty/],
    [{ courtsByValue: [] }, /^courtsByValue is empty/],
    [{ courtsByValue: [{ courtId: 3 }] }, /^courtsByValue\[0\].courtId is 3, .* to 2/],
    [{ courtsByValue: [{ courtId: 0, below: 5 }, { courtId: 0 }] }, /^courtsByValue has court 0 twice/],
    [{ courtsByValue: [{ courtId: 1, below: 0 }, { courtId: 0 }] }, /^courtsByValue\[0\].below is 0, .* from 1/],
    [{ courtsByValue: [{ courtId: 1 }, { courtId: 0 }] }, /^courtsByValue\[0\].below is NaN/],
    [
      { courtsByValue: [{ courtId: 1, below: 5 }, { courtId: 0, below: 5 }, { courtId: 2 }] },
      /^courtsByValue\[1\].below is 5, .* from 6/,
    ],
    [{ courtsByValue: [{ courtId: 0, below: 5 }] }, /^courtsByValue\[0\].below is 5, and the last court has to judge/],
    [court({ seats: 4 }), /^courts\[0\].seats is 4, and has to be odd/],
    [court({ seats: 33 }), /^courts\[0\].seats is 33, .* to 31/],
    [court({ minSeats: 5 }), /^courts\[0\].minSeats is 5, .* to 3/],
    [court({ drawTimeout: 864_001 }), /^courts\[0\].drawTimeout is 864001, .* to 864000/],
    [court({ maxRounds: 0 }), /^courts\[0\].maxRounds is 0/],
    [court({ fee: 0n }), /^courts\[0\].fee is 0/],
    [court({ incoherentBps: 10_001 }), /^courts\[0\].incoherentBps/],
    [court({ next: 1 }), /^courts\[0\].next is 1, .* to 0/],
    [court({ evidencePeriod: Number.NaN }), /^courts\[0\].evidencePeriod is NaN/],
    [reputation({ reviewWindow: -1 }), /^reputation.reviewWindow is -1/],
    [
      reputation({ weights: [{ token: "TestToken", unitsPerToken: 1n }] }),
      /^reputation.weights\[0\].token is "TestToken"/,
    ],
    [reputation({ weights: [weight, weight] }), /^reputation.weights has 0x\w+ twice/],
    [reputation({ weights: [{ token: ada, unitsPerToken: 0n }] }), /^reputation.weights\[0\].unitsPerToken is 0/],
    [protection({ asset: ZeroAddress }), /^protection.asset is the zero address/],
    [protection({ asset: "TestToken" }), /^protection.asset is "TestToken"/],
    [protection({ courtId: 3 }), /^protection.courtId is 3, .* to 2/],
    [protection({ premiumBps: 2_001 }), /^protection.premiumBps is 2001, .* from 1 to 2000/],
    [protection({ maxCover: 0n }), /^protection.maxCover is 0/],
    [protection({ rulingWindow: 181 * 86_400 }), /^protection.rulingWindow is 15638400, .* to 15552000/],
    [membership({ token: "TestToken" }), /^membership.token is "TestToken"/],
    [membership({ price: 2n ** 96n }), /^membership.price is/],
    [membership({ priceDelay: -1 }), /^membership.priceDelay is -1/],
    [membership({ feeFloorBps: 1_001 }), /^membership.feeFloorBps is 1001/],
    [membership({ feeFloorDelay: 2 ** 40 }), /^membership.feeFloorDelay/],
    [{ promotions: { tokenDelay: -1, tokens: [] } }, /^promotions.tokenDelay is -1/],
    [{ promotions: { tokenDelay: 0, tokens: [weight, weight] } }, /^promotions.tokens has 0x\w+ twice/],
    [
      { promotions: { tokenDelay: 0, tokens: [{ token: ada, unitsPerToken: 2n ** 96n }] } },
      /^promotions.tokens\[0\].unitsPerToken is/,
    ],
    [bonds({ token: "0x12" }), /^bonds.token is "0x12"/],
    [bonds({ courtId: -1 }), /^bonds.courtId is -1/],
    [bonds({ noticePeriod: 181 * 86_400 }), /^bonds.noticePeriod is/],
    [bonds({ rulingPeriod: 181 * 86_400 }), /^bonds.rulingPeriod is/],
    [bonds({ reporterBps: 5_001 }), /^bonds.reporterBps is 5001, .* to 5000/],
    [{ eas: "0x12" }, /^eas is "0x12"/],
    [{ verificationDelay: 1.5 }, /^verificationDelay is 1.5/],
  ];
  for (const [change, says] of cases) {
    it(`says ${says.source.replaceAll("\\", "")}`, () => {
      const found = mistakes({ ...good, ...change });
      expect(found).to.have.lengthOf(1);
      expect(found[0]).to.match(says);
    });
  }
});
