import { getAddress, isAddress, isHexString, ZeroAddress } from "ethers";
import { beaconProof } from "../../protocol/drand.ts";
import { type CourtConfig, type Parameters, TEST_TOKEN } from "../parameters.ts";

const bits = (count: number): bigint => 2n ** BigInt(count) - 1n;

/** Bounds of contracts/ListingRegistry.sol and contracts/CaseBook.sol. */
export const maxFeeBps = 1_000;
export const maxSeats = 31;
export const maxDrawTimeout = 10 * 86_400;
/** Of contracts/ProtectionPool.sol and contracts/SellerBonds.sol; both wait for the court for 180 days at most. */
const maxPremiumBps = 2_000;
const maxReporterBps = 5_000;
const maxJudging = 180 * 86_400;
const allBps = 10_000;

/** What is wrong with a number that has to be whole and within bounds. */
function outside(name: string, value: number | bigint, from: bigint, to: bigint): string[] {
  const isWhole = typeof value === "bigint" || Number.isSafeInteger(value);
  if (isWhole && BigInt(value) >= from && BigInt(value) <= to) return [];
  return [`${name} is ${value}, and has to be a whole number from ${from} to ${to}.`];
}

function notAnAddress(name: string, value: string): string[] {
  if (!isAddress(value)) return [`${name} is "${value}", which is no address (or has a typing error in it).`];
  if (value === ZeroAddress) return [`${name} is the zero address.`];
  const checksummed = getAddress(value);
  return value === checksummed ? [] : [`${name} is written without its checksum: it has to read ${checksummed}.`];
}

function ofCourt(court: CourtConfig, index: number, courts: number): string[] {
  const name = (field: string) => `courts[${index}].${field}`;
  const isOdd = (field: "seats" | "minSeats") =>
    court[field] % 2 === 0
      ? [`${name(field)} is ${court[field]}, and has to be odd, so that a majority can be found.`]
      : [];
  return [
    ...(["evidencePeriod", "commitPeriod", "revealPeriod", "appealPeriod"] as const).flatMap((field) =>
      outside(name(field), court[field], 1n, bits(40)),
    ),
    ...outside(name("drawTimeout"), court.drawTimeout, 1n, BigInt(maxDrawTimeout)),
    ...outside(name("seats"), court.seats, 1n, BigInt(maxSeats)),
    ...outside(name("minSeats"), court.minSeats, 1n, BigInt(court.seats)),
    ...isOdd("seats"),
    ...isOdd("minSeats"),
    ...outside(name("maxRounds"), court.maxRounds, 1n, bits(8)),
    ...outside(name("fee"), court.fee, 1n, bits(96)),
    ...outside(name("lockBps"), court.lockBps, 0n, bits(16)),
    ...outside(name("incoherentBps"), court.incoherentBps, 0n, BigInt(allBps)),
    ...outside(name("bondBps"), court.bondBps, 0n, bits(16)),
    ...outside(name("next"), court.next, 0n, BigInt(courts - 1)),
    ...outside(name("keeperFee"), court.keeperFee, 0n, bits(96)),
  ];
}

/** Values rise from court to court, and the last of them has no end: every order has one that judges it. */
function ofCourtsByValue({ courtsByValue, courts }: Parameters): string[] {
  if (courtsByValue.length === 0) return ["courtsByValue is empty: there has to be a court for every value."];
  return courtsByValue.flatMap(({ courtId, below }, i) => {
    const name = `courtsByValue[${i}]`;
    const isLast = i === courtsByValue.length - 1;
    return [
      ...outside(`${name}.courtId`, courtId, 0n, lastOf(courts)),
      ...(courtsByValue.findIndex((band) => band.courtId === courtId) === i
        ? []
        : [`courtsByValue has court ${courtId} twice.`]),
      ...(isLast && below !== undefined
        ? [`${name}.below is ${below}, and the last court has to judge all above.`]
        : []),
      ...(isLast
        ? []
        : outside(`${name}.below`, below ?? NaN, BigInt(courtsByValue[i - 1]?.below ?? 0) + 1n, bits(53))),
    ];
  });
}

/** The smaller of two numbers that have mistakes of their own when they are none. */
const mostOf = (a: number, b: number): bigint => BigInt(Math.max(0, Math.trunc(Math.min(a, b)) || 0));

function ofPool({ pool }: Parameters): string[] {
  return [
    ...outside("pool.minStake", pool.minStake, 1n, bits(96)),
    ...outside("pool.maxStake", pool.maxStake, pool.minStake, bits(96)),
    ...outside("pool.activationDelay", pool.activationDelay, 0n, bits(40)),
    ...outside("pool.exitDelay", pool.exitDelay, 0n, bits(40)),
    ...outside("pool.epoch", pool.epoch, 1n, bits(32)),
    ...outside("pool.lookahead", pool.lookahead, 1n, bits(32)),
    // Shorter than an epoch too, or a full queue would freeze all stakes for ever.
    ...outside("pool.freeze", pool.freeze, 0n, mostOf(pool.lookahead, pool.epoch > 0 ? pool.epoch - 1 : Infinity)),
  ];
}

/** The zero address stands for the native coin. */
function notAToken(name: string, token: string, testToken: boolean): string[] {
  return token === ZeroAddress || (token === TEST_TOKEN && testToken) ? [] : notAnAddress(name, token);
}

function ofWeights(
  name: string,
  weights: Parameters["reputation"]["weights"],
  testToken: boolean,
  most: number,
): string[] {
  const tokens = weights.map(({ token }) => token);
  return weights.flatMap(({ token, unitsPerToken }, i) => [
    ...outside(`${name}[${i}].unitsPerToken`, unitsPerToken, 1n, bits(most)),
    ...notAToken(`${name}[${i}].token`, token, testToken),
    ...(tokens.indexOf(token) === i ? [] : [`${name} has ${token} twice.`]),
  ]);
}

function ofReputation({ reputation, testToken }: Parameters): string[] {
  const { reviewWindow, revealWindow, tokenWeightDelay, weights } = reputation;
  return [
    ...outside("reputation.reviewWindow", reviewWindow, 1n, bits(40)),
    ...outside("reputation.revealWindow", revealWindow, 1n, bits(40)),
    ...outside("reputation.tokenWeightDelay", tokenWeightDelay, 0n, bits(40)),
    ...ofWeights("reputation.weights", weights, testToken, 128),
  ];
}

/** Without any court there is another mistake, which is enough. */
const lastOf = (courts: CourtConfig[]): bigint => BigInt(Math.max(0, courts.length - 1));

function ofProtection({ protection, courts, testToken }: Parameters): string[] {
  if (!protection) return [];
  const { asset, courtId, premiumBps, maxCover, rulingWindow } = protection;
  return [
    // A share of a pool is a share of tokens: there is no native one.
    ...(asset === TEST_TOKEN && testToken ? [] : notAnAddress("protection.asset", asset)),
    ...outside("protection.courtId", courtId, 0n, lastOf(courts)),
    ...outside("protection.premiumBps", premiumBps, 1n, BigInt(maxPremiumBps)),
    ...outside("protection.maxCover", maxCover, 1n, bits(96)),
    ...outside("protection.rulingWindow", rulingWindow, 1n, BigInt(maxJudging)),
  ];
}

function ofMembership({ membership, testToken }: Parameters): string[] {
  const { token, price, priceDelay, feeFloorBps, feeFloorDelay } = membership;
  return [
    ...notAToken("membership.token", token, testToken),
    ...outside("membership.price", price, 0n, bits(96)),
    ...outside("membership.priceDelay", priceDelay, 0n, bits(40)),
    ...outside("membership.feeFloorBps", feeFloorBps, 0n, BigInt(maxFeeBps)),
    ...outside("membership.feeFloorDelay", feeFloorDelay, 0n, bits(40)),
  ];
}

function ofBonds({ bonds, courts, testToken }: Parameters): string[] {
  const { token, courtId, noticePeriod, rulingPeriod, reporterBps } = bonds;
  return [
    ...notAToken("bonds.token", token, testToken),
    ...outside("bonds.courtId", courtId, 0n, lastOf(courts)),
    ...outside("bonds.noticePeriod", noticePeriod, 0n, BigInt(maxJudging)),
    ...outside("bonds.rulingPeriod", rulingPeriod, 0n, BigInt(maxJudging)),
    ...outside("bonds.reporterBps", reporterBps, 0n, BigInt(maxReporterBps)),
  ];
}

function ofDrand({ drand }: Parameters): string[] {
  if (!drand) return [];
  const { publicKey, genesis, period, delay, sample, endpoints } = drand;
  return [
    ...(isHexString(publicKey, 256)
      ? []
      : ["drand.publicKey has to be 256 bytes in hex: a point of G2, as EIP-2537 writes it."]),
    ...outside("drand.genesis", genesis, 1n, bits(40)),
    ...outside("drand.period", period, 1n, bits(16)),
    ...outside("drand.delay", delay, 1n, bits(16)),
    ...outside("drand.sample.round", sample.round, 1n, bits(53)),
    ...(isPoint(sample.signature) ? [] : ["drand.sample.signature is no signature as drand publishes them."]),
    ...(endpoints.length > 0 && endpoints.every((url) => URL.canParse(url))
      ? []
      : ["drand.endpoints have to be web addresses, one at least."]),
  ];
}

function isPoint(signature: string): boolean {
  try {
    return beaconProof(signature) !== "0x";
  } catch {
    return false;
  }
}

/** Who decides and who earns cannot be changed by anybody but them, so on a public chain nobody is assumed. */
function ofPeople({ isDevelopment, owner, treasury, entropy }: Parameters): string[] {
  const given = { owner, treasury };
  return [
    ...(["owner", "treasury"] as const).flatMap((name) => {
      const value = given[name];
      if (value !== undefined) return notAnAddress(name, value);
      return isDevelopment ? [] : [`${name} is not given: set HANDSEL_${name.toUpperCase()} to its address.`];
    }),
    ...(entropy !== undefined ? notAnAddress("entropy", entropy) : []),
  ];
}

/** Everything that is wrong with a network's parameters, a sentence each, before anything is sent. */
export function mistakes(parameters: Parameters): string[] {
  const { chainId, confirmations, startBlock = 0, registry, courts, l1FeeOracle } = parameters;
  const { promotions, permit2, eas, verificationDelay } = parameters;
  return [
    ...outside("chainId", chainId, 1n, bits(53)),
    ...outside("confirmations", confirmations, 1n, 1_000n),
    ...outside("startBlock", startBlock, 0n, bits(53)),
    ...ofPeople(parameters),
    ...(permit2 === undefined ? [] : notAnAddress("permit2", permit2)),
    ...(l1FeeOracle === undefined ? [] : notAnAddress("l1FeeOracle", l1FeeOracle)),
    ...outside("registry.feeFloorBps", registry.feeFloorBps, 0n, BigInt(maxFeeBps)),
    ...outside("registry.feeFloorDelay", registry.feeFloorDelay, 0n, bits(40)),
    ...ofPool(parameters),
    ...ofDrand(parameters),
    ...(courts.length === 0 ? ["courts is empty: there has to be one to judge."] : []),
    ...courts.flatMap((court, i) => ofCourt(court, i, courts.length)),
    ...ofCourtsByValue(parameters),
    ...ofReputation(parameters),
    ...ofProtection(parameters),
    ...ofMembership(parameters),
    ...outside("promotions.tokenDelay", promotions.tokenDelay, 0n, bits(40)),
    ...ofWeights("promotions.tokens", promotions.tokens, parameters.testToken, 96),
    ...ofBonds(parameters),
    ...(eas === undefined ? [] : notAnAddress("eas", eas)),
    ...outside("verificationDelay", verificationDelay, 0n, bits(40)),
  ];
}
