import { type FullRoom, type panelOf, type Room } from "./court.ts";

/** What a settlement does to the stakes of a panel and to everybody's credits. */
export async function settled(parts: FullRoom, id: bigint, round: number, attempt: number) {
  const { court, pool, treasury, keeper, partyA, partyB } = parts;
  const seats = await court.seatsOf(id, round, attempt);
  const panel = seats.map(({ arbitrator }) => arbitrator);
  const read = async () => ({
    stakes: await Promise.all(panel.map(async (address) => (await pool.arbitratorOf(address)).stake)),
    credits: await Promise.all(
      [...panel, ...[keeper, treasury, partyA, partyB]].map((account) => pool.creditOf(account)),
    ),
    refund: await court.refundOf(id),
  });
  const before = await read();
  await court.connect(keeper).settle(id, round, attempt);
  const after = await read();
  const credits = after.credits.map((credit, i) => credit - before.credits[i]!);
  return {
    slashed: before.stakes.map((stake, i) => stake - after.stakes[i]!),
    paid: credits.slice(0, panel.length),
    keeper: credits.at(-4)!,
    treasury: credits.at(-3)!,
    partyA: credits.at(-2)!,
    partyB: credits.at(-1)!,
    refund: after.refund - before.refund,
  };
}

/** Pays the whole of an appeal. */
export async function appealed(parts: Room, id: bigint, by: Awaited<ReturnType<typeof panelOf>>[number]) {
  const value = await parts.court.appealCost(id, "0x");
  await parts.court.connect(by).appeal(id, "0x", { value });
  return value;
}
