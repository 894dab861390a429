import { ZeroAddress } from "ethers";
import { beaconProof } from "../protocol/drand.ts";
import { type Parameters, TEST_TOKEN } from "./parameters.ts";

/** What a constructor can be told: its network's parameters, and where the other contracts come to stand. */
export type Known<Name extends string> = Parameters & {
  owner: string;
  treasury: string;
  /** IPFS path of the file that every dispute points to. */
  policy: string;
  at: Record<Name, string>;
};

export type Recipe<Name extends string = string> = {
  /** Whether the subgraph follows it. */
  isIndexed?: boolean;
  /** Its file, when it is not `contracts/<name>.sol`. */
  source?: string;
  /** Markets that have it; all of them when not given. */
  isPartOf?: (parameters: Parameters) => boolean;
  /** None when not given. A library that others link takes none, and its name in their code becomes its address by itself. */
  arguments?: (known: Known<Name>) => unknown[];
};

/** Gives each recipe the names of all, so that asking for the address of one that is not there does not compile. */
function define<Name extends string>(recipes: { [Key in Name]: Recipe<NoInfer<Name>> }): Record<Name, Recipe<Name>> {
  return recipes;
}

/** A token of the parameters, where the test dollar's address is known by now. */
export const tokenAt = (token: string, at: { TestToken: string }) => (token === TEST_TOKEN ? at.TestToken : token);

/**
 * What is deployed, in this order: a contract is one entry here. Each knows the others by addresses that follow from the
 * deployer's nonce, so a new one goes to the end, where it leaves those of the local market as they are.
 */
export const contracts = define({
  ListingRegistry: {
    isIndexed: true,
    arguments: ({ owner, at, registry }) => [
      owner,
      at.Escrow,
      at.FeeSchedule,
      registry.feeFloorBps,
      registry.feeFloorDelay,
    ],
  },
  Escrow: {
    isIndexed: true,
    arguments: ({ treasury, policy, at, permit2 = ZeroAddress }) => [
      { registry: at.ListingRegistry, treasury, reputation: at.Reputation, board: at.RequestBoard, permit2 },
      policy,
    ],
  },
  ArbitratorPool: {
    isIndexed: true,
    arguments: ({ at, pool, drand, entropy = drand ? at.DrandEntropy : at.BlockEntropy }) => [
      at.ArbitrationCourt,
      entropy,
      pool,
    ],
  },
  ArbitrationCourt: {
    isIndexed: true,
    arguments: ({ treasury, at, courts }) => [at.ArbitratorPool, treasury, courts],
  },
  Reputation: {
    isIndexed: true,
    arguments: ({ owner, at, reputation }) => [
      at.Escrow,
      owner,
      reputation.reviewWindow,
      reputation.revealWindow,
      reputation.tokenWeightDelay,
      reputation.weights.map(({ token, unitsPerToken }) => ({
        token: tokenAt(token, at),
        unitsPerToken,
      })),
      // A seller's own judge rules on money, but not on anybody's name.
      [at.ArbitrationCourt],
    ],
  },
  /** A dollar that anyone can make. */
  TestToken: { source: "contracts/mocks/TestToken.sol", isPartOf: ({ testToken }) => testToken },
  /** The source of the draws' randomness, where no other is named. */
  BlockEntropy: { isPartOf: ({ entropy, drand }) => !entropy && !drand },
  /** What the escrow runs once an order is disputed. */
  Disputes: { source: "contracts/libraries/Disputes.sol" },
  RequestBoard: { isIndexed: true, arguments: ({ at }) => [at.Escrow, at.ListingRegistry] },
  ItemPassport: { isIndexed: true, arguments: ({ at }) => [at.Escrow] },
  ProtectionPool: {
    isIndexed: true,
    isPartOf: ({ protection }) => protection !== undefined,
    arguments: ({ policy, at, protection }) => {
      if (!protection) throw new Error("A protection pool needs parameters.");
      const [escrow, arbitrator] = [at.Escrow, at.ArbitrationCourt];
      return [{ ...protection, asset: tokenAt(protection.asset, at), escrow, arbitrator, policy }];
    },
  },
  Membership: {
    isIndexed: true,
    arguments: ({ owner, treasury, at, membership }) => [
      owner,
      treasury,
      tokenAt(membership.token, at),
      membership.price,
      membership.priceDelay,
    ],
  },
  FeeSchedule: {
    isIndexed: true,
    arguments: ({ owner, at, membership }) => [
      owner,
      at.Membership,
      at.SellerBonds,
      membership.feeFloorBps,
      membership.feeFloorDelay,
    ],
  },
  Promotions: {
    isIndexed: true,
    arguments: ({ owner, treasury, at, promotions }) => [
      owner,
      at.ListingRegistry,
      treasury,
      promotions.tokenDelay,
      promotions.tokens.map(({ token, unitsPerToken }) => ({ token: tokenAt(token, at), unitsPerToken })),
    ],
  },
  SellerBonds: {
    isIndexed: true,
    arguments: ({ treasury, policy, at, bonds }) => [
      tokenAt(bonds.token, at),
      treasury,
      at.ArbitrationCourt,
      bonds.courtId,
      bonds.noticePeriod,
      bonds.rulingPeriod,
      bonds.reporterBps,
      policy,
    ],
  },
  /** Reads only: who gets how much of an order, at the latest when, if nobody helps. */
  WorstCase: { arguments: ({ at }) => [at.Escrow] },
  /** Where the Ethereum Attestation Service is. */
  VerificationRegistry: {
    isIndexed: true,
    isPartOf: ({ eas }) => eas !== undefined,
    arguments: ({ owner, eas, verificationDelay }) => [owner, eas, verificationDelay],
  },
  /** The same, where the blocks have no randomness. */
  DrandEntropy: {
    isPartOf: ({ entropy, drand }) => !entropy && drand !== undefined,
    arguments: ({ drand }) => {
      if (!drand) throw new Error("A drand entropy needs a network.");
      const { publicKey, genesis, period, delay, sample } = drand;
      const beacon = { round: sample.round, signature: beaconProof(sample.signature) };
      return [{ publicKey, genesis, period }, delay, beacon];
    },
  },
  /** What the escrow does seldom. */
  Annex: { source: "contracts/libraries/Annex.sol" },
});

export type ContractName = keyof typeof contracts;

const names = Object.keys(contracts) as ContractName[];

/** The contracts of a market that are indexed. */
export const contractNames = names.filter((name) => contracts[name].isIndexed);

/**
 * What knows no trade, so that a second edition of a market can go on with it: arbitrators and their stakes, memberships, bonds,
 * verified accounts. The others are bound to their escrow for good.
 */
export const keepable = [
  "ArbitratorPool",
  "ArbitrationCourt",
  "BlockEntropy",
  "TestToken",
  "Membership",
  "FeeSchedule",
  "SellerBonds",
  "VerificationRegistry",
] as const satisfies ContractName[];

export function namesFor(parameters: Parameters): ContractName[] {
  return names.filter((name) => contracts[name].isPartOf?.(parameters) ?? true);
}

export function sourceOf(name: ContractName): string {
  return contracts[name].source ?? `contracts/${name}.sol`;
}

export const deployedSources = names.map(sourceOf);
