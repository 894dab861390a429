import { parseEther } from "ethers";
import { type Address } from "viem";
import { day, ethers, market, shippedOrder } from "./market.ts";

export const fee = parseEther("0.02");
export const rulingPeriod = 10 * day;
export const SoloPhase = { Open: 0n, Ruled: 1n, Dropped: 2n } as const;

/** A market of which one person, its fourth, is the judge. */
export async function village() {
  const m = await market();
  const [judge, heir] = (await ethers.getSigners()).slice(10, 12) as [typeof m.buyer, typeof m.buyer];
  const court = await ethers.deployContract("SoloCourt", [judge, fee, rulingPeriod]);
  const errors = await ethers.getContractAt("ArbitrationCourt", await court.getAddress());
  return { ...m, judge, heir, court, errors };
}

type Village = Awaited<ReturnType<typeof village>>;

export async function opened(m: Village) {
  const trade = await shippedOrder(m, { arbitrator: (await m.court.getAddress()) as Address });
  await m.escrow.connect(m.buyer).openDispute(trade.order, { value: fee });
  return trade;
}

/** Both have paid, and the judge has it. */
export async function raised() {
  const m = await village();
  const trade = await opened(m);
  await m.escrow.connect(m.seller).answerDispute(trade.order, { value: fee });
  return { ...m, trade, id: 0n };
}

/** A case brought by a contract that keeps what it is told. */
export async function brought() {
  const m = await village();
  const arbitrable = await ethers.deployContract("ArbitrableRecorder", [m.court, m.buyer, m.seller]);
  await arbitrable.open(2, "0x", { value: fee });
  return { ...m, arbitrable, id: 0n };
}
