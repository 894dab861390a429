import {
  type Abi,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type EncodeFunctionDataParameters,
  encodeFunctionData,
  maxUint256,
  parseUnits,
  toBytes,
  keccak256,
  zeroAddress,
} from "viem";
import {
  escrowAbi,
  feeScheduleAbi,
  itemPassportAbi,
  listingRegistryAbi,
  membershipAbi,
  promotionsAbi,
  protectionPoolAbi,
  requestBoardAbi,
  sellerBondsAbi,
  testTokenAbi,
} from "../../../protocol/generated/abi.ts";
import {
  type Order,
  type Terms,
  UNLIMITED_STOCK,
  orderId,
  orderKey,
  plainOrder,
  plainTerms,
} from "../../../protocol/ids.ts";
import {
  type ListingProof,
  noProof,
  catalogueOf,
  catalogueProof,
  signedProof,
  termsTypedData,
} from "../../../protocol/listingProof.ts";
import { choiceOf, extraOf, type Option } from "../../../protocol/options.ts";
import { optionProof, optionsRoot } from "../../../protocol/optionTree.ts";
import type { Addresses } from "../../../scripts/seed/market.ts";
import type { Timeline } from "../../../scripts/seed/timeline.ts";
import type { Wallets } from "../../../scripts/seed/wallets.ts";

const DAY = 86_400;
const dollars = (amount: string) => parseUnits(amount, 6);
/** Accounts of the development chain that nobody else of the replay uses. The owner deployed the market. */
const [owner, potter, buyer, collector, backer] = [0, 15, 16, 17, 18];

/** What happens around published listings and plain purchases, by the real contracts: a verb or two of each. */
export async function tradeAround({
  wallets,
  timeline,
  at,
}: {
  wallets: Wallets;
  timeline: Timeline;
  at: Addresses;
}): Promise<void> {
  const { chain } = wallets;
  const addressOf = (index: number) => wallets.account(index).address;

  function send<const A extends Abi, Name extends ContractFunctionName<A, "nonpayable" | "payable">>(
    from: number,
    to: Address,
    abi: A,
    functionName: Name,
    args: ContractFunctionArgs<A, "nonpayable" | "payable", Name>,
    value = 0n,
  ) {
    const data = encodeFunctionData({ abi, functionName, args } as EncodeFunctionDataParameters);
    return wallets.send(wallets.account(from), { to, data, value });
  }

  const expiry = (await timeline.now()) + 90 * DAY;
  const terms = (name: string, seller: number, change: Partial<Terms> = {}): Terms => ({
    ...plainTerms,
    ...{
      seller: addressOf(seller),
      token: at.TestToken,
      price: dollars("20"),
      deposit: 0n,
      stock: 3,
      expiry,
      epoch: 0,
    },
    ...{ fulfilWindow: 5 * DAY, inspectWindow: 7 * DAY, rulingWindow: 90 * DAY, sellerFeeBps: 200, buyerFeeBps: 0 },
    ...{ referralBps: 0, kind: 0, arbitrator: at.ArbitrationCourt, courtId: 0, metadata: keccak256(toBytes(name)) },
    ...change,
  });
  async function signed(of: Terms, seller: number): Promise<ListingProof> {
    const data = termsTypedData(wallets.chainId, at.ListingRegistry, of);
    return signedProof(await wallets.account(seller).signTypedData(data));
  }
  let nonce = 0n;
  const orderOf = (of: Terms, who: number): Order => {
    nonce += 1n;
    return { ...plainOrder, terms: of, buyer: addressOf(who), quantity: 1, referrer: zeroAddress, nonce };
  };
  async function buy(of: Terms, who: number, proof: ListingProof): Promise<Order> {
    const order = orderOf(of, who);
    await send(who, at.Escrow, escrowAbi, "buyProven", [order, proof]);
    return order;
  }
  const confirm = (order: Order, who: number) => send(who, at.Escrow, escrowAbi, "confirm", [order]);
  const registry = (from: number, name: "publish" | "close", of: Terms) =>
    send(from, at.ListingRegistry, listingRegistryAbi, name, [of]);

  const payees = [at.Escrow, at.RequestBoard, at.ProtectionPool, at.Membership, at.Promotions, at.SellerBonds];
  for (const who of [potter, buyer, collector, backer]) {
    await send(who, at.TestToken, testTokenAbi, "mint", [addressOf(who), dollars("2000")]);
    for (const payee of payees) await send(who, at.TestToken, testTokenAbi, "approve", [payee, maxUint256]);
  }

  // Signed listings: bought, published afterwards, without a limit, made void, replaced unseen.
  const cup = terms("cup", potter);
  await buy(cup, buyer, await signed(cup, potter));
  await registry(potter, "publish", cup);
  const pattern = terms("pattern", potter, { stock: UNLIMITED_STOCK, kind: 1 });
  for (let copy = 0; copy < 2; copy++) await buy(pattern, buyer, await signed(pattern, potter));
  await registry(potter, "close", terms("never sold", potter));
  const [unseen, better] = [terms("unseen", potter), terms("better", potter)];
  await send(potter, at.ListingRegistry, listingRegistryAbi, "edit", [unseen, better]);
  const jug = terms("jug", potter);
  await buy(jug, buyer, await signed(jug, potter));
  await registry(potter, "close", jug);

  await sellTime();
  await sellOptions();

  // A catalogue that stays and one that goes; a holiday and delegates.
  const bowl = terms("bowl", potter);
  const shelf = [bowl, terms("plate", potter), terms("tile", potter)];
  for (const name of ["spring", "summer"]) {
    const contents = keccak256(toBytes(name));
    const catalogue = catalogueOf(shelf, contents);
    await send(potter, at.ListingRegistry, listingRegistryAbi, "publishCatalogue", [catalogue]);
    await buy(bowl, collector, catalogueProof(shelf, contents, bowl));
    if (name === "summer") await send(potter, at.ListingRegistry, listingRegistryAbi, "closeCatalogue", [catalogue]);
  }
  for (const [delegate, allowed] of [
    [backer, true],
    [collector, true],
    [collector, false],
  ] as const) {
    await send(potter, at.ListingRegistry, listingRegistryAbi, "setDelegate", [addressOf(delegate), allowed]);
  }
  await send(backer, at.ListingRegistry, listingRegistryAbi, "setHoliday", [expiry]);

  // A budget of which a quote is taken, and one that goes back.
  const wanted = terms("wanted", buyer, { kind: 4, price: 0n });
  await registry(buyer, "publish", wanted);
  await send(buyer, at.RequestBoard, requestBoardAbi, "fund", [wanted, dollars("50")]);
  const answer = terms("answer", potter);
  const taken = [wanted, orderOf(answer, buyer), await signed(answer, potter)] as const;
  await send(buyer, at.RequestBoard, requestBoardAbi, "take", taken);
  const dropped = terms("dropped", buyer, { kind: 4, price: 0n });
  await registry(buyer, "publish", dropped);
  await send(buyer, at.RequestBoard, requestBoardAbi, "fund", [dropped, dollars("7")]);
  await send(buyer, at.RequestBoard, requestBoardAbi, "close", [dropped]);

  // An object that is sold, sold on and given away. Fees of what has ended are swept.
  const vase = terms("vase", potter);
  const first = await buy(vase, buyer, await signed(vase, potter));
  await confirm(first, buyer);
  await send(potter, at.ItemPassport, itemPassportAbi, "mint", [first]);
  const used = terms("vase, used", buyer);
  const second = await buy(used, collector, await signed(used, buyer));
  await timeline.at((await timeline.now()) + 60);
  await confirm(second, collector);
  const passport = BigInt(orderId(first));
  await send(buyer, at.ItemPassport, itemPassportAbi, "append", [passport, second]);
  const given = [addressOf(collector), addressOf(backer), passport] as const;
  await send(collector, at.ItemPassport, itemPassportAbi, "transferFrom", given);
  await send(backer, at.Escrow, escrowAbi, "sweep", [[orderKey(first)]]);

  // Covers: one that is claimed, one that lapses, one that stays.
  await send(backer, at.ProtectionPool, protectionPoolAbi, "deposit", [dollars("500"), addressOf(backer)]);
  await send(backer, at.ProtectionPool, protectionPoolAbi, "withdraw", [
    dollars("20"),
    addressOf(backer),
    addressOf(backer),
  ]);
  const lamp = terms("lamp", potter, { stock: 9 });
  const proof = await signed(lamp, potter);
  const covered = [await buy(lamp, buyer, proof), await buy(lamp, buyer, proof), await buy(lamp, buyer, proof)];
  for (const order of covered) await send(buyer, at.ProtectionPool, protectionPoolAbi, "protect", [order]);
  const [claimed, lapsed] = covered as [Order, Order, Order];
  await confirm(claimed, buyer);
  const protection = { address: at.ProtectionPool, abi: protectionPoolAbi } as const;
  const claimCost = await chain.readContract({
    ...protection,
    functionName: "arbitrationCost",
    args: [orderId(claimed)],
  });
  await send(buyer, at.ProtectionPool, protectionPoolAbi, "claim", [orderId(claimed)], claimCost);
  const evidence = [orderId(claimed), "/ipfs/crack"] as const;
  await send(buyer, at.ProtectionPool, protectionPoolAbi, "submitEvidence", evidence);
  await send(potter, at.Escrow, escrowAbi, "refund", [lapsed]);
  await send(backer, at.ProtectionPool, protectionPoolAbi, "lapse", [orderId(lapsed)]);

  // What stands behind a seller: a membership, a place in a holiday, boosts, a bond that is reported.
  const months = [BigInt(addressOf(potter)), BigInt(2 * 30 * DAY)] as const;
  await send(buyer, at.Membership, membershipAbi, "renewAtMost", [...months, dollars("18")]);
  const holiday = [5, (await timeline.now()) + 30 * DAY, 0, dollars("20")] as const;
  await send(owner, at.FeeSchedule, feeScheduleAbi, "openHoliday", holiday);
  await send(potter, at.SellerBonds, sellerBondsAbi, "postBond", [dollars("40")]);
  await send(potter, at.FeeSchedule, feeScheduleAbi, "joinHoliday", []);
  const cupId = keccak256(toBytes("a signed listing that is not sold yet"));
  for (const amount of ["3", "4"]) {
    await send(potter, at.Promotions, promotionsAbi, "boost", [cupId, at.TestToken, dollars(amount)]);
  }
  await send(potter, at.SellerBonds, sellerBondsAbi, "giveNotice", [dollars("15")]);
  const bonds = { address: at.SellerBonds, abi: sellerBondsAbi } as const;
  const parties = [addressOf(collector), addressOf(potter)] as const;
  const reportCost = await chain.readContract({ ...bonds, functionName: "arbitrationCost", args: parties });
  const report = [addressOf(potter), cupId, "/ipfs/proof"] as const;
  await send(collector, at.SellerBonds, sellerBondsAbi, "report", report, reportCost);

  /** Two rooms alike: stays beside each other, one called off for nothing and one for something, one never begun, one running. */
  async function sellTime(): Promise<void> {
    const slots = { slot: DAY, slotOffset: 14 * 3_600, freeNotice: 4 * DAY, lateRefundBps: 5_000 };
    const room = terms("room", potter, { ...slots, kind: 3, stock: 2, deposit: dollars("30"), fulfilWindow: DAY });
    await registry(potter, "publish", room);
    const first = Math.ceil(((await timeline.now()) - slots.slotOffset) / DAY + 5) * DAY + slots.slotOffset;
    async function book(night: number, nights: number): Promise<Order> {
      const order = { ...orderOf(room, buyer), start: first + night * DAY, quantity: nights };
      await send(buyer, at.Escrow, escrowAbi, "buy", [order]);
      return order;
    }
    const callOff = (order: Order) => send(buyer, at.Escrow, escrowAbi, "callOff", [order]);
    const [never, free, running, late] = [await book(0, 1), await book(1, 4), await book(2, 3), await book(5, 2)];
    await book(30, 20);
    await callOff(free);
    await timeline.at(never.start + DAY + 60);
    await send(buyer, at.Escrow, escrowAbi, "refund", [never]);
    await callOff(late);
    await timeline.at(running.start + 60);
    await send(potter, at.Escrow, escrowAbi, "ship", [running, keccak256(toBytes("key"))]);
    await send(buyer, at.Escrow, escrowAbi, "confirm", [running]);
  }

  /** A shirt in two sizes by two ways, published; a way alone, by signature. */
  async function sellOptions(): Promise<void> {
    const option = (variant: string | undefined, delivery: string, unit: string, once: string): Option => ({
      ...{ variant, delivery, stock: 3, unitPrice: dollars(unit), orderPrice: dollars(once) },
    });
    const sizes = [option("S", "post", "0", "4"), option("L", "post", "2", "4"), option("L", "fetched", "2", "0")];
    const shirt = terms("shirt", potter, { stock: 7, options: optionsRoot(sizes) });
    await registry(potter, "publish", shirt);
    async function choose(of: Terms, options: Option[], chosen: Option, proof: ListingProof): Promise<Order> {
      const order = { ...orderOf(of, collector), quantity: 2, choice: choiceOf(chosen), extra: extraOf(chosen, 2) };
      const shown = { ...proof, option: optionProof(options, chosen) };
      await send(collector, at.Escrow, escrowAbi, "buyProven", [order, shown]);
      return order;
    }
    const bought: Order[] = [];
    for (const chosen of [sizes[0]!, sizes[1]!]) bought.push(await choose(shirt, sizes, chosen, noProof));
    await send(potter, at.Escrow, escrowAbi, "refund", [bought[1]!]);
    await choose(shirt, sizes, sizes[2]!, noProof);
    const ways = [option(undefined, "post", "0", "4"), option(undefined, "fetched", "0", "0")];
    const print = terms("print", potter, { stock: UNLIMITED_STOCK, options: optionsRoot(ways) });
    await choose(print, ways, ways[0]!, await signed(print, potter));
    await send(collector, at.ListingRegistry, listingRegistryAbi, "announceOffers", [keccak256(toBytes("offers"))]);
  }

  // Takes down a catalogue and what was only ever presented, with the rest.
  await send(potter, at.ListingRegistry, listingRegistryAbi, "cancelAll", []);
}
