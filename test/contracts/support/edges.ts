import { createRequire } from "node:module";
import { type BigNumberish, Contract, ContractFactory, type InterfaceAbi, ZeroAddress, ZeroHash } from "ethers";
import { contractParty, day, ethers, type Market, market, Receiver, type Signer, time } from "./market.ts";

const require = createRequire(import.meta.url);

/** The market of the escrow's tests, and what lives beside its trade. */
export const period = 30 * day;
export const maxAhead = 24 * period;
/** Odd, so that nothing divides evenly. */
export const memberPrice = 9_000_007n;
export const delay = 7 * day;
/** Whatever it costs. */
export const anyTotal = 2n ** 256n - 1n;
export const standardFloor = 250n;
export const memberFloor = 100n;
export const holidayFloor = 30n;
export const noticePeriod = 14 * day;
export const rulingPeriod = 90 * day;
export const reporterBps = 3_333n;
export const reportFee = 30_000_000_001n;
export const bondAmount = 100_000_003n;
export const court = 2;
export const evidence = "/ipfs/bafkreievidence";
export const listing = ethers.id("listing");
/** A dollar of 6 decimals weighs 1,000; an ether 3,000 dollars. */
export const dollarUnits = 1_000n * 10n ** 12n;
export const etherUnits = 3_000_000n;

export const Tier = { None: 0n, Basic: 1n, Identity: 2n, Business: 3n } as const;
export const ReportStatus = { None: 0n, Open: 1n, Upheld: 2n, Rejected: 3n, Expired: 4n } as const;
export const ReportRuling = { Refused: 0n, Reporter: 1n, Seller: 2n } as const;

export const passOf = (account: { address: string }) => BigInt(account.address);
/** Fixes the timestamp of the next block, and says it. */
export async function next(): Promise<number> {
  const at = (await time.latest()) + 1;
  await time.setNextBlockTimestamp(at);
  return at;
}

type Place = { getAddress(): Promise<string> } | string;
export const addressOf = async (place: Place) => (typeof place === "string" ? place : await place.getAddress());

/** A treasury that can be told to refuse. */
export async function moodyTreasury(owner: Signer) {
  const treasury = await contractParty(owner);
  return { treasury, refuse: () => treasury.set(Receiver.Refusing), take: () => treasury.set(Receiver.Taking) };
}

// MEMBERSHIP

export async function membershipIn(m: Market, token: Place, treasury: Place = m.treasury) {
  const [to, coin] = [await addressOf(treasury), await addressOf(token)];
  const membership = await ethers.deployContract("Membership", [m.owner, to, coin, memberPrice, delay]);
  for (const erc20 of [m.dollar, m.odd]) await erc20.connect(m.buyer).approve(membership, 2n ** 256n - 1n);
  return membership;
}

export type Membership = Awaited<ReturnType<typeof membershipIn>>;

export async function memberships() {
  const m = await market();
  return { ...m, membership: await membershipIn(m, m.dollar), native: await membershipIn(m, ZeroAddress) };
}

/** What waits for a treasury that did not take it. */
export const waiting = async (membership: Membership) =>
  membership.creditOf(await membership.treasury(), await membership.token());

/** The seller is a member for `periods`, paid by the buyer. */
export async function member() {
  const m = await memberships();
  await m.membership.connect(m.buyer).renewAtMost(passOf(m.seller), period, anyTotal);
  const expiresAt = BigInt((await time.latest()) + period);
  return { ...m, id: passOf(m.seller), expiresAt };
}

// FEES

export async function feeSchedule() {
  const m = await member();
  const bonds = await bondsIn(m, m.dollar);
  const fees = await ethers.deployContract("FeeSchedule", [m.owner, m.membership, bonds, memberFloor, delay]);
  return { ...m, bonds, fees };
}

export const FOR_ALL = 2n ** 32n - 1n;
export const places = 2;

/** What a place takes. */
export const placeBond = 20_000_003n;

type Holidaying = Awaited<ReturnType<typeof feeSchedule>>;

/** Puts up just enough for a place. */
export async function putUp({ bonds, dollar }: Holidaying, person: Signer, amount = placeBond): Promise<void> {
  await dollar.mint(person, amount);
  await dollar.connect(person).approve(bonds, amount);
  await bonds.connect(person).postBond(amount);
}

/** Two places for 60 days; nobody has one yet. */
export async function holidayOpen() {
  const m = await feeSchedule();
  const until = (await time.latest()) + 60 * day;
  await m.fees.openHoliday(places, until, holidayFloor, placeBond);
  return { ...m, until };
}

/** Both places are taken: by the buyer, who is no member, and by the referrer. */
export async function holidayFull() {
  const m = await holidayOpen();
  for (const person of [m.buyer, m.referrer]) {
    await putUp(m, person);
    await m.fees.connect(person).joinHoliday();
  }
  return m;
}

// VERIFICATION

async function deployed(name: "EAS" | "SchemaRegistry", owner: Signer, args: unknown[]): Promise<Contract> {
  const path = `@ethereum-attestation-service/eas-contracts/artifacts/contracts/${name}.sol/${name}.json`;
  const { abi, bytecode } = require(path) as { abi: InterfaceAbi; bytecode: string };
  const contract = await new ContractFactory(abi, bytecode, owner).deploy(...args);
  return new Contract(await contract.getAddress(), abi, owner);
}

export const maxAge = 365 * day;

/** The real service, two issuers of which the first is listed for every tier, and a person. */
export async function verification() {
  const m = await market();
  const [issuer, other] = (await ethers.getSigners()).slice(10, 12) as [Signer, Signer];
  const schemas = await deployed("SchemaRegistry", m.owner, []);
  const eas = await deployed("EAS", m.owner, [await schemas.getAddress()]);
  const registry = await ethers.deployContract("VerificationRegistry", [m.owner, await eas.getAddress(), delay]);
  const schemaOf = new Map<bigint, string>();
  for (const tier of [Tier.Basic, Tier.Identity, Tier.Business]) {
    const text = `bool isTier${tier}`;
    await schemas.getFunction("register")(text, ZeroAddress, true);
    const uid = ethers.solidityPackedKeccak256(["string", "address", "bool"], [text, ZeroAddress, true]);
    schemaOf.set(tier, uid);
    await registry.proposeIssuer(issuer, uid, tier, maxAge);
  }
  await time.increase(delay);
  const schema = (tier: bigint) => schemaOf.get(tier)!;
  return { ...m, issuer, other, eas, registry, schema };
}

export type Verification = Awaited<ReturnType<typeof verification>>;

type Statement = { by?: Signer; recipient?: string; expirationTime?: BigNumberish };

/** What an issuer says of the seller; its uid. */
export async function attest(m: Verification, tier: bigint, statement: Statement = {}): Promise<string> {
  const { by = m.issuer, recipient = m.seller.address, expirationTime = 0n } = statement;
  const data = { recipient, expirationTime, revocable: true, refUID: ZeroHash, data: "0x01", value: 0n };
  const connected = m.eas.connect(by) as Contract;
  const receipt = await (await connected.getFunction("attest")({ schema: m.schema(tier), data })).wait();
  for (const log of receipt.logs) {
    const event = m.eas.interface.parseLog(log);
    if (event?.name === "Attested") return event.args["uid"] as string;
  }
  throw new Error("nothing was attested");
}

export const revoke = (m: Verification, tier: bigint, uid: string) =>
  (m.eas.connect(m.issuer) as Contract).getFunction("revoke")({ schema: m.schema(tier), data: { uid, value: 0n } });

export async function verified(m: Verification, tier: bigint, statement: Statement = {}): Promise<string> {
  const uid = await attest(m, tier, statement);
  await m.registry.register(uid);
  return uid;
}

/** The seller's identity is attested and registered. */
export async function identified() {
  const m = await verification();
  const uid = await verified(m, Tier.Identity);
  const { time: madeAt } = await m.eas.getFunction("getAttestation")(uid);
  return { ...m, uid, liveUntil: BigInt(madeAt) + BigInt(maxAge) };
}

// BOOSTS

export async function promotionsFor(m: Market, treasury: Place = m.treasury) {
  const tokens = [
    { token: ZeroAddress, unitsPerToken: etherUnits },
    { token: m.addresses.dollar, unitsPerToken: dollarUnits },
    { token: m.addresses.odd, unitsPerToken: dollarUnits },
  ];
  const to = await addressOf(treasury);
  const promotions = await ethers.deployContract("Promotions", [m.owner, m.addresses.registry, to, delay, tokens]);
  for (const erc20 of [m.dollar, m.odd]) await erc20.connect(m.buyer).approve(promotions, 2n ** 256n - 1n);
  return promotions;
}

export async function promoting() {
  const m = await market();
  return { ...m, promotions: await promotionsFor(m) };
}

// BONDS

export async function bondsIn(m: Market, token: Place, arbitrator: Place = m.arbitrator, treasury: Place = m.treasury) {
  const [coin, judge, to] = [await addressOf(token), await addressOf(arbitrator), await addressOf(treasury)];
  const args = [coin, to, judge, court, noticePeriod, rulingPeriod, reporterBps, "/ipfs/bafkreipolicy"] as const;
  const bonds = await ethers.deployContract("SellerBonds", [...args]);
  for (const person of [m.seller, m.buyer]) {
    for (const erc20 of [m.dollar, m.odd]) {
      await erc20.mint(person, 10n ** 15n);
      await erc20.connect(person).approve(bonds, 2n ** 256n - 1n);
    }
  }
  return bonds;
}

/** A seller's bond in dollars; the reporter is the buyer. */
export async function bonded() {
  const m = await market();
  const bonds = await bondsIn(m, m.dollar);
  await bonds.connect(m.seller).postBond(bondAmount);
  const reporter = m.buyer;
  return { ...m, bonds, reporter };
}

export type Bonded = Awaited<ReturnType<typeof bonded>>;

export const report = ({ bonds, reporter, seller }: Bonded, by: Signer = reporter, of: { address: string } = seller) =>
  bonds.connect(by).report(of.address, listing, evidence, { value: reportFee });

/** The reporter has reported the seller: report 1, dispute 0. */
export async function reported() {
  const m = await bonded();
  await report(m);
  const { deadline } = await m.bonds.reportOf(1);
  return { ...m, id: 1n, disputeId: 0n, deadline };
}

export const rule = (m: Bonded, disputeId: bigint, ruling: bigint) =>
  m.arbitrator.giveRuling(m.bonds, disputeId, ruling);

/** The seller has given notice of the whole bond. */
export async function leaving() {
  const m = await bonded();
  await m.bonds.connect(m.seller).giveNotice(bondAmount);
  const { leavesAt } = await m.bonds.bondStateOf(m.seller);
  return { ...m, leavesAt };
}
