import { ZeroAddress } from "ethers";
import { type Address } from "viem";
import {
  afterDeadline,
  arbitrationFee,
  contractParty,
  day,
  ethers,
  fundedOrder,
  type Market,
  market,
  orderable,
  policy,
  price,
  setBalance,
  type Signer,
  time,
  type Trade,
} from "./market.ts";

export const CoverStatus = { None: 0n, Live: 1n, Claimed: 2n, Granted: 3n, Paid: 4n, Refused: 5n, Lapsed: 6n } as const;
export const Verdict = { Nobody: 0, Buyer: 1, Pool: 2 } as const;

export const courtId = 3;
export const premiumBps = 237;
export const maxCover = 2_000_000_033n;
export const rulingWindow = 120 * day;
export const claimWindow = 30 * day;
export const maxTerm = 180 * day;
export const capital = 10_000_000_019n;
/** Of one thing at `price`. */
export const premium = (price * BigInt(premiumBps) + 9_999n) / 10_000n;
const unlimited = 2n ** 256n - 1n;

export async function poolOf(m: Market, changes: object = {}) {
  const { escrow, dollar, arbitrator } = m.addresses;
  const config = { asset: dollar, escrow, arbitrator, courtId, premiumBps, maxCover, rulingWindow, policy };
  return ethers.deployContract("ProtectionPool", [{ ...config, ...changes }]);
}

/** The escrow's market with a pool for its dollar beside it; lender has not lent yet. */
export async function emptyPool() {
  const m = await market();
  const [lender, second] = (await ethers.getSigners()).slice(10, 12) as [Signer, Signer];
  const pool = await poolOf(m);
  for (const account of [lender, second, m.stranger]) {
    await m.dollar.mint(account, 100n * capital);
    await m.dollar.connect(account).approve(pool, unlimited);
  }
  await m.dollar.connect(m.buyer).approve(pool, unlimited);
  return { ...m, lender, second, pool };
}

/** The lender has lent. */
export async function protection() {
  const m = await emptyPool();
  await m.pool.connect(m.lender).deposit(capital, m.lender);
  return m;
}

export type Protection = Awaited<ReturnType<typeof protection>>;

export const dollars = (m: Market) => ({
  token: m.addresses.dollar,
  quantity: 1,
  referrer: ZeroAddress as Address,
});

export const funded = (m: Protection, changes: object = {}) => fundedOrder(m, { ...dollars(m), ...changes });

/** Bought and protected. */
export async function covered(m: Protection, changes: object = {}): Promise<Trade> {
  const trade = await funded(m, changes);
  await m.pool.connect(m.buyer).protect(trade.order);
  return trade;
}

/** Protected, sent and confirmed. */
export async function completed(m: Protection, changes: object = {}): Promise<Trade> {
  const trade = await covered(m, changes);
  await m.escrow.connect(m.seller).ship(trade.order, ethers.ZeroHash);
  await m.escrow.connect(m.buyer).confirm(trade.order);
  return trade;
}

export async function claimed(m: Protection, changes: object = {}): Promise<Trade> {
  const trade = await completed(m, changes);
  await m.pool.connect(m.buyer).claim(trade.id, { value: arbitrationFee });
  return trade;
}

export async function ruled(m: Protection, verdict: number, changes: object = {}): Promise<Trade> {
  const trade = await claimed(m, changes);
  const { disputeId } = await m.pool.coverOf(trade.id);
  await m.arbitrator.giveRuling(m.pool, disputeId, verdict);
  return trade;
}

export const statusOf = async (m: Protection, { id }: Trade) => (await m.pool.coverOf(id)).status;

/** The last second of the cover's deadline becomes the time of the next block, or the second after it. */
export async function atCoverDeadline(m: Protection, { id }: Trade, later = 0n): Promise<bigint> {
  const { deadline } = await m.pool.coverOf(id);
  await time.setNextBlockTimestamp(deadline + later);
  return deadline;
}

/** Sent, and nobody says anything until anybody may end it. */
export async function claimedInSilence(m: Protection, trade: Trade): Promise<void> {
  await m.escrow.connect(m.seller).ship(trade.order, ethers.ZeroHash);
  await afterDeadline(m, trade);
  await m.escrow.connect(m.stranger).claim(trade.order);
}

/** A pool for the token that can misbehave, lent to by the buyer. */
export async function oddPool() {
  const m = await emptyPool();
  const pool = await poolOf(m, { asset: m.addresses.odd });
  await m.odd.connect(m.buyer).approve(pool, 2n ** 256n - 1n);
  await pool.connect(m.buyer).deposit(capital, m.buyer);
  return { ...m, pool };
}

export const odd = (m: Protection) => ({ token: m.addresses.odd });

/** A contract has bought, protected and claimed. */
export async function contractClaim(m: Protection) {
  const party = await contractParty(m.buyer);
  const buyer = (await party.getAddress()) as Address;
  const trade = await orderable(m, { ...dollars(m), buyer });
  await m.dollar.mint(buyer, 10n * price);
  await setBalance(buyer, 10n ** 18n);
  const [{ interface: token }, { interface: escrow }, { interface: pool }] = [m.dollar, m.escrow, m.pool];
  for (const spender of [m.addresses.escrow, await m.pool.getAddress()]) {
    await party.act(m.dollar, token.encodeFunctionData("approve", [spender, 10n * price]));
  }
  await party.act(m.escrow, escrow.encodeFunctionData("buy", [trade.order]));
  await party.act(m.pool, pool.encodeFunctionData("protect", [trade.order]));
  await party.act(m.escrow, escrow.encodeFunctionData("confirm", [trade.order]));
  await party.act(m.pool, pool.encodeFunctionData("claim", [trade.id]), { value: arbitrationFee });
  return { party, trade };
}
