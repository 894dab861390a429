import { parseEther, ZeroAddress } from "ethers";
import type { CourtBand } from "../protocol/courts.ts";
import { quicknetRelays } from "../protocol/drand.ts";
import { PERMIT2 } from "../protocol/payments.ts";

/** The mnemonic that every development chain funds. */
export const TEST_MNEMONIC = "test test test test test test test test test test test junk";

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** `CourtConfig` of contracts/interfaces/IArbitrationCourt.sol, where each field is explained. */
export type CourtConfig = {
  evidencePeriod: number;
  commitPeriod: number;
  revealPeriod: number;
  appealPeriod: number;
  drawTimeout: number;
  seats: number;
  minSeats: number;
  maxRounds: number;
  hidden: boolean;
  fee: bigint;
  lockBps: number;
  incoherentBps: number;
  bondBps: number;
  next: number;
  keeperFee: bigint;
};

/** A drand network, as contracts/interfaces/IDrandEntropy.sol explains it, and where to ask for its beacons. */
export type DrandParameters = {
  /** As EIP-2537 writes a point of G2. */
  publicKey: string;
  genesis: number;
  period: number;
  /** Seconds that the chain's clock may be behind, at most. */
  delay: number;
  /** Any beacon of the network, as it publishes one: the constructor checks key and chain by it. */
  sample: { round: number; signature: string };
  endpoints: string[];
};

/** Everything that differs between one network's contracts and another's. */
export type Parameters = {
  chainId: number;
  /** What graph-node calls the chain. */
  graphNetwork: string;
  /** Made for one market and thrown away: the known mnemonic deploys, the deployer owns, and a chain that began anew is deployed to anew. */
  isDevelopment?: boolean;
  /** Blocks that have to hold a contract, its own included, before it counts as deployed. */
  confirmations: number;
  /** First block to index; that of the deployment when not given. */
  startBlock?: number;
  /** Who gets the commission, and who may pause what is new. From HANDSEL_TREASURY and HANDSEL_OWNER when not given. */
  treasury?: string;
  owner?: string;
  /** Whether a dollar that anyone can make is deployed too. */
  testToken: boolean;
  /** An `IEntropy` that is there already; from HANDSEL_ENTROPY when not given. */
  entropy?: string;
  /** Where the blocks' own randomness is none: a `DrandEntropy` is deployed, and a `BlockEntropy` where neither is given. */
  drand?: DrandParameters;
  /** Contract that says what a transaction's bytes cost on the chain below, where that comes on top of its gas. */
  l1FeeOracle?: string;
  /** Uniswap's Permit2, where it is deployed. */
  permit2?: string;
  /** API of a Blockscout that verifies sources. */
  blockscout?: string;
  registry: { feeFloorBps: number; feeFloorDelay: number };
  pool: {
    minStake: bigint;
    maxStake: bigint;
    activationDelay: number;
    exitDelay: number;
    epoch: number;
    lookahead: number;
    freeze: number;
  };
  courts: CourtConfig[];
  /** Which of them judges an order of what value, the smallest first. No contract knows it: terms name a court by its number. */
  courtsByValue: CourtBand[];
  reputation: {
    reviewWindow: number;
    revealWindow: number;
    tokenWeightDelay: number;
    /** Weight, in thousandths of a dollar, of 1e18 of a token's smallest unit. */
    weights: { token: string; unitsPerToken: bigint }[];
  };
  /** `PoolConfig` of contracts/interfaces/IProtectionPool.sol; a market without it has no protection pool. */
  protection?: { asset: string; courtId: number; premiumBps: number; maxCover: bigint; rulingWindow: number };
  /** What 30 days cost, and the commission below the market's floor that members may list with. */
  membership: { token: string; price: bigint; priceDelay: number; feeFloorBps: number; feeFloorDelay: number };
  /** What boosts can be paid in, weighed as in `reputation`. */
  promotions: { tokenDelay: number; tokens: { token: string; unitsPerToken: bigint }[] };
  /** What sellers put up, who judges reports, and how much of a lost bond is the reporter's. */
  bonds: { token: string; courtId: number; noticePeriod: number; rulingPeriod: number; reporterBps: number };
  /** The Ethereum Attestation Service, where it is deployed: only there accounts can be verified. */
  eas?: string;
  /** From the announcement of an issuer of attestations to the moment at which its word counts. */
  verificationDelay: number;
};

// Long enough that the cases of a seeded market are still in their phases when somebody looks; a development clock can be
// moved on, and votes that are all in end their phase at once.
const localPhases = {
  evidencePeriod: 2 * hour,
  commitPeriod: 8 * hour,
  revealPeriod: 8 * hour,
  appealPeriod: 8 * hour,
  drawTimeout: 8 * hour,
};

/**
 * What a seat and the work around a case are paid, the same on every network, with an ether at 3,000 dollars and gas at 0.05 gwei: a
 * seat's fee is its votes' gas and ten minutes of reading (small claims), fourteen (standard) or three quarters of an hour (high
 * value), at 12 dollars an hour. docs/decisions.md has the sums, test/stack/parameters.test.ts holds them.
 */
const prices = {
  standard: { fee: parseEther("0.001"), keeperFee: parseEther("0.0002") },
  smallClaims: { fee: parseEther("0.0007"), keeperFee: parseEther("0.0001") },
  highValue: { fee: parseEther("0.003"), keeperFee: parseEther("0.0004") },
};

/** Thousandths of a dollar from which on more seats are worth their price: docs/simulation.md, from which they are rounded down. */
const courtsByValue: CourtBand[] = [{ courtId: 1, below: 200_000 }, { courtId: 0, below: 2_000_000 }, { courtId: 2 }];

const standard: CourtConfig = {
  ...localPhases,
  ...prices.standard,
  seats: 3,
  minSeats: 1,
  maxRounds: 4,
  hidden: true,
  lockBps: 20_000,
  incoherentBps: 5_000,
  bondBps: 5_000,
  next: 0,
};

/**
 * Courts by their number: 0 standard, 1 small claims (one open seat, appeals go to 0), 2 high value. No way of appeals is longer than
 * the largest panel that a court can draw: 3, 7, 15, 31 seats; 1, 3, 7, 15; 5, 11, 23.
 */
const localCourts: CourtConfig[] = [
  standard,
  { ...standard, ...prices.smallClaims, seats: 1, hidden: false },
  { ...standard, ...prices.highValue, seats: 5, minSeats: 3, maxRounds: 3, next: 2 },
];

/** Stands for the test dollar, whose address is not known before it is deployed. */
export const TEST_TOKEN = "TestToken";

// A dollar of 6 decimals weighs 1,000; an ether is taken for 3,000 dollars, which the owner can change after the delay.
const dollar = 1_000n * 10n ** 12n;
const ether = { token: ZeroAddress, unitsPerToken: 3_000_000n };

const registry = { feeFloorBps: 0, feeFloorDelay: 7 * day };
const windows = { reviewWindow: 14 * day, revealWindow: 14 * day, tokenWeightDelay: 2 * day };

const weigh = (token: string) => [{ token, unitsPerToken: dollar }, ether];

/** Everything that is paid in, or measured by, a dollar of 6 decimals. */
const withDollar = (token: string) => ({
  reputation: { ...windows, weights: weigh(token) },
  /** At most 500 dollars for one order, at 2%. */
  protection: { asset: token, courtId: 0, premiumBps: 200, maxCover: 500_000000n, rulingWindow: 120 * day },
  membership: { token, price: 9_000000n, priceDelay: 30 * day, feeFloorBps: 0, feeFloorDelay: 7 * day },
  promotions: { tokenDelay: 2 * day, tokens: weigh(token) },
  bonds: { token, courtId: 0, noticePeriod: 14 * day, rulingPeriod: 90 * day, reporterBps: 3_000 },
  verificationDelay: 7 * day,
});

const local: Parameters = {
  chainId: 31337,
  graphNetwork: "localhost",
  isDevelopment: true,
  confirmations: 1,
  // The chain is made for the market, and blocks come by the second: the same file whichever block the contracts fall into.
  startBlock: 1,
  testToken: true,
  // startChain puts it there.
  permit2: PERMIT2,
  registry,
  pool: {
    minStake: parseEther("0.01"),
    maxStake: parseEther("1000"),
    activationDelay: 0,
    exitDelay: 10 * minute,
    epoch: 1,
    lookahead: 2,
    freeze: 0,
  },
  courts: localCourts,
  courtsByValue,
  ...withDollar(TEST_TOKEN),
};

/** Days for every phase, and a panel that is never smaller than what was paid for, but for small claims. */
const publicStandard: CourtConfig = {
  ...standard,
  evidencePeriod: 3 * day,
  commitPeriod: 2 * day,
  revealPeriod: 2 * day,
  appealPeriod: 3 * day,
  drawTimeout: 3 * day,
  minSeats: 3,
  lockBps: 30_000,
  incoherentBps: 6_667,
};

const publicCourts: CourtConfig[] = [
  publicStandard,
  {
    ...publicStandard,
    ...prices.smallClaims,
    evidencePeriod: day,
    appealPeriod: 2 * day,
    drawTimeout: 2 * day,
    seats: 1,
    minSeats: 1,
    hidden: false,
  },
  {
    ...publicStandard,
    ...prices.highValue,
    evidencePeriod: 4 * day,
    commitPeriod: 3 * day,
    appealPeriod: 4 * day,
    drawTimeout: 4 * day,
    seats: 5,
    maxRounds: 3,
    next: 2,
  },
];

/** Five locks of the standard court, which are one of the high value court and more, and fifty times that at most. */
const publicStakes = {
  minStake: parseEther("0.015"),
  maxStake: parseEther("0.75"),
  activationDelay: 7 * day,
  exitDelay: 7 * day,
};

/** Permit2 is there on each of them, as https://docs.uniswap.org/contracts/v4/deployments says. */
const publicMarket = {
  confirmations: 5,
  testToken: false,
  permit2: PERMIT2,
  registry,
  courts: publicCourts,
  courtsByValue,
};

const blocksOf = (seconds: number, blockTime: number) => Math.ceil(seconds / blockTime);

/**
 * A block of the OP Stack has the prevrandao of its L1 origin, which it may follow by max_sequencer_drift (1,800 s since Fjord)
 * and which is known a slot before, or several when slots are missed. Stakes are frozen for longer than that. Nobody can foresee
 * the value when a case is queued, not even by four epochs of proposers (1,536 s, EIP-4399). An epoch is longer than its freeze,
 * so that stakes can move between two draws however many cases there are.
 */
const opPool = (blockTime: number) => ({
  ...publicStakes,
  epoch: blocksOf(hour, blockTime),
  lookahead: blocksOf(hour, blockTime),
  freeze: blocksOf(1_800 + 300, blockTime),
});

/**
 * A chain of the OP Stack: a block every two seconds, and bytes paid for on the chain below. Its sequencer chooses among origins;
 * whoever trusts it with nothing but the order of transactions names another `entropy`, or a `drand` network.
 */
const opStack = {
  ...publicMarket,
  pool: opPool(2),
  l1FeeOracle: "0x420000000000000000000000000000000000000F",
  eas: "0x4200000000000000000000000000000000000021",
};

/** The League of Entropy's network of short signatures, one every three seconds since August 2023. */
const quicknet: DrandParameters = {
  publicKey: `0x${[
    "000000000000000000000000000000000d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
    "0000000000000000000000000000000003cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451",
    "000000000000000000000000000000000e5db2b6bfbb01c867749cadffca88b36c24f3012ba09fc4d3022c5c37dce0f977d3adb5d183c7477c442b1f04515273",
    "0000000000000000000000000000000001a714f2edb74119a2f2b0d5a7c75ba902d163700a61bc224ededd8e63aef7be1aaf8e93d7a9718b047ccddb3eb5d68b",
  ].join("")}`,
  genesis: 1_692_803_367,
  period: 3,
  delay: 10 * minute,
  sample: {
    round: 1_000,
    signature: "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39",
  },
  endpoints: quicknetRelays,
};

/**
 * Tokens are Circle's own USDC of each chain; attestation services those of `deployments/` in
 * @ethereum-attestation-service/eas-contracts, which the tests compare them with.
 */
export const networks: Record<string, Parameters> = {
  local,
  "base-sepolia": {
    ...opStack,
    chainId: 84532,
    graphNetwork: "base-sepolia",
    blockscout: "https://base-sepolia.blockscout.com/api",
    ...withDollar("0x036CbD53842c5426634e7929541eC2318f3dCF7e"),
  },
  base: {
    ...opStack,
    chainId: 8453,
    graphNetwork: "base",
    blockscout: "https://base.blockscout.com/api",
    ...withDollar("0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913"),
  },
  optimism: {
    ...opStack,
    chainId: 10,
    graphNetwork: "optimism",
    blockscout: "https://optimism.blockscout.com/api",
    ...withDollar("0x0b2C639c533813f4Aa9D7837CAf62653d097Ff85"),
  },
  "arbitrum-one": {
    ...publicMarket,
    chainId: 42161,
    graphNetwork: "arbitrum-one",
    // prevrandao is the constant 1 there. The precompiles that check a beacon are there since ArbOS 51.
    drand: quicknet,
    // `block.number` is that of the chain below, with a block every twelve seconds at most. The round is fixed after the draw
    // block, so nobody can foresee it from any distance.
    pool: { ...publicStakes, epoch: 300, lookahead: 40, freeze: 40 },
    eas: "0xbD75f629A22Dc1ceD33dDA0b68c546A1c035c458",
    blockscout: "https://arbitrum.blockscout.com/api",
    ...withDollar("0xaf88d065e77c8cC2239327C5EDb3A432268e5831"),
  },
};
