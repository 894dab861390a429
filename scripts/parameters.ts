import { parseEther, ZeroAddress } from "ethers";

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
  panel: number;
  minPanel: number;
  maxRounds: number;
  hidden: boolean;
  fee: bigint;
  lockBps: number;
  incoherentBps: number;
  bondBps: number;
  next: number;
  keeperFee: bigint;
};

/** Everything that differs between one network's contracts and another's. */
export type Parameters = {
  chainId: number;
  /** What graph-node calls the chain. */
  graphNetwork: string;
  /** First block to index; that of the deployment when not given. */
  startBlock?: number;
  /** Who gets the commission, and who may pause what is new: the deployer when not given. */
  treasury?: string;
  owner?: string;
  /** Whether a dollar that anyone can make is deployed too. */
  testToken: boolean;
  /** An `IEntropy` that is there already, where the blocks' own randomness is none: a `BlockEntropy` is deployed when not given. */
  entropy?: string;
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
  reputation: {
    reviewWindow: number;
    revealWindow: number;
    tokenWeightDelay: number;
    /** Weight, in thousandths of a dollar, of 1e18 of a token's smallest unit. */
    weights: { token: string; unitsPerToken: bigint }[];
  };
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

const standard: CourtConfig = {
  ...localPhases,
  panel: 3,
  minPanel: 1,
  maxRounds: 4,
  hidden: true,
  fee: parseEther("0.01"),
  lockBps: 20_000,
  incoherentBps: 5_000,
  bondBps: 5_000,
  next: 0,
  keeperFee: parseEther("0.001"),
};

/** Courts by their number: 0 standard, 1 small claims (one open seat, appeals go to 0), 2 high value. */
const localCourts: CourtConfig[] = [
  standard,
  { ...standard, panel: 1, hidden: false },
  { ...standard, panel: 5, minPanel: 3, fee: parseEther("0.02"), next: 2 },
];

/** Stands for the test dollar, whose address is not known before it is deployed. */
export const TEST_TOKEN = "TestToken";

const local: Parameters = {
  chainId: 31337,
  graphNetwork: "localhost",
  // The chain is made for the market, and blocks come by the second: the same file whichever block the contracts fall into.
  startBlock: 1,
  testToken: true,
  registry: { feeFloorBps: 0, feeFloorDelay: 7 * day },
  pool: {
    minStake: parseEther("0.1"),
    maxStake: parseEther("1000"),
    activationDelay: 0,
    exitDelay: 10 * minute,
    epoch: 1,
    lookahead: 2,
    freeze: 0,
  },
  courts: localCourts,
  reputation: {
    reviewWindow: 14 * day,
    revealWindow: 14 * day,
    tokenWeightDelay: 2 * day,
    weights: [
      // A dollar of 6 decimals weighs 1,000; an ether is taken for 3,000 dollars.
      { token: TEST_TOKEN, unitsPerToken: 1_000n * 10n ** 12n },
      { token: ZeroAddress, unitsPerToken: 3_000_000n },
    ],
  },
};

export const networks: Record<string, Parameters> = { local };
