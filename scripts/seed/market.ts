import {
  type Address,
  type Hex,
  encodeFunctionData,
  keccak256,
  maxUint32,
  parseEther,
  parseUnits,
  toBytes,
  zeroHash,
} from "viem";
import { digestOfCid } from "../../protocol/cid.ts";
import { type CourtGuide, courtOfListing } from "../../protocol/courts.ts";
import { escrowAbi, listingRegistryAbi, testTokenAbi } from "../../protocol/generated/abi.ts";
import {
  endOf,
  kinds,
  listingId,
  NATIVE,
  type Order,
  orderId,
  plainOrder,
  plainTerms,
  type Terms,
  UNLIMITED_STOCK,
} from "../../protocol/ids.ts";
import { categoryCode, encodeMetadata, type ListingMetadata, type Photo } from "../../protocol/metadata.ts";
import { quote } from "../../protocol/money.ts";
import { type ListingProof, noProof, signedProof, termsTypedData } from "../../protocol/listingProof.ts";
import { encodeAnnounced, type SignedListing } from "../../protocol/announcedFile.ts";
import { choiceOf, extraOf, type Option } from "../../protocol/options.ts";
import { optionProof, optionsRoot } from "../../protocol/optionTree.ts";
import { settlementTypedData } from "../../protocol/settlement.ts";
import type { Deployment } from "../deployments.ts";
import { entryOf } from "./catalogue/catalogue.ts";
import { type Amount, type Entry, type Time, deals } from "./catalogue/entry.ts";
import type { Files } from "./files.ts";
import { type PersonName, people } from "./people.ts";
import { place } from "./places.ts";
import type { Timeline } from "./timeline.ts";
import type { Wallets } from "./wallets.ts";

const DAY = 86_400;
const HOUR = 3_600;
const ON_SALE = 90 * DAY;
const RULING_WINDOW = 90 * DAY;
const SELLER_FEE_BPS = 200;
const TOKEN_DECIMALS = 6;
const noTime: Time = { slot: 0, notice: 0 };

export type Addresses = Record<keyof Deployment["contracts"], Address>;

/** An order, and whose it is. */
export type Deal = { id: Hex; order: Order; buyer: PersonName; seller: PersonName };

/** … and when, in seconds, where it is of time. */
export type Stay = Deal & { start: number; end: number };

/** One of a listing's variants, one of its deliveries. */
export type Choice = { variant?: string; delivery?: string };

type Purchase = { quantity?: number; referrer?: PersonName; choice?: Choice; start?: number };

export type Market = ReturnType<typeof openMarket>;

/** What people do on the market, each verb one transaction of the right person. */
export function openMarket({
  wallets,
  files,
  timeline,
  at,
  guide,
  photos,
}: {
  wallets: Wallets;
  files: Files;
  timeline: Timeline;
  at: Addresses;
  /** Which court judges what. */
  guide: CourtGuide;
  photos: (entry: Entry) => Promise<Photo[]>;
}) {
  const current = new Map<string, Terms>();
  const signatures = new Map<string, Hex>();
  const account = (person: PersonName) => wallets.account(people[person].account);

  function amountOf(amount: Amount): { token: Address; value: bigint } {
    const [number, unit] = amount.split(" ") as [string, string];
    return unit === "ETH"
      ? { token: NATIVE, value: parseEther(number) }
      : { token: at.TestToken, value: parseUnits(number, TOKEN_DECIMALS) };
  }

  function optionsOf({ variants, deliveries }: Entry): Option[] {
    if (!variants && !deliveries) return [];
    const none = [{ name: undefined, stock: UNLIMITED_STOCK, each: undefined, once: undefined }] as const;
    const price = (amount?: Amount) => (amount ? amountOf(amount).value : 0n);
    return (variants ?? none).flatMap(({ name: variant, stock, each }) =>
      (deliveries ?? none).map(({ name: delivery, once }) => ({
        ...{ variant, delivery, stock, unitPrice: price(each), orderPrice: price(once) },
      })),
    );
  }

  /** The same in words, as the file has it. */
  function writtenOptions(entry: Entry): Pick<ListingMetadata, "options"> {
    const options = optionsOf(entry).map(({ unitPrice, orderPrice, ...rest }) => ({
      ...{ ...rest, unitPrice: String(unitPrice), orderPrice: String(orderPrice) },
    }));
    return options.length > 0 ? { options } : {};
  }

  async function metadataOf(entry: Entry): Promise<Hex> {
    const metadata: ListingMetadata = {
      schema: "handsel/listing/1",
      title: entry.title,
      description: entry.description,
      category: entry.category,
      tags: [...entry.tags],
      ...(entry.condition && { condition: entry.condition }),
      ...(entry.place && { place: place(entry.place) }),
      photos: await photos(entry),
      attributes: Object.entries(entry.attributes ?? {}).map(([name, value]) => ({ name, value })),
      ...writtenOptions(entry),
      language: entry.language ?? "en",
      ...(entry.answers && { answers: listingId(termsOf(entry.answers)) }),
    };
    return digestOfCid(await files.add(encodeMetadata(metadata)));
  }

  async function makeTerms(entry: Entry): Promise<Terms> {
    const { token, value: price } = amountOf(entry.price);
    const sums = { token, price, deposit: entry.deposit ? amountOf(entry.deposit).value : 0n };
    const { fulfil, inspect } = deals[entry.deal];
    const { slot, offset = 0, notice, lateRefundBps = 0 } = entry.time ?? noTime;
    return {
      ...plainTerms,
      seller: account(entry.seller).address,
      ...sums,
      stock: entry.stock === "unlimited" ? Number(maxUint32) : (entry.stock ?? 1),
      expiry: (await timeline.now()) + ON_SALE,
      fulfilWindow: fulfil * DAY,
      inspectWindow: inspect * DAY,
      rulingWindow: RULING_WINDOW,
      slot: slot * HOUR,
      slotOffset: offset * HOUR,
      freeNotice: notice * HOUR,
      lateRefundBps,
      sellerFeeBps: SELLER_FEE_BPS,
      buyerFeeBps: 0,
      referralBps: entry.referralBps ?? 0,
      kind: kinds.indexOf(entry.kind),
      category: categoryCode(entry.category),
      arbitrator: at.ArbitrationCourt,
      courtId: entry.courtId ?? courtOfListing(sums, guide),
      options: optionsRoot(optionsOf(entry)),
      metadata: await metadataOf(entry),
      epoch: 0,
    };
  }

  /** The terms of a listing as they are now. */
  function termsOf(key: string): Terms {
    const terms = current.get(key);
    if (!terms) throw new Error(`${key} is not on the market yet`);
    return terms;
  }

  function listings(person: PersonName, data: Hex) {
    return wallets.send(account(person), { to: at.ListingRegistry, data });
  }

  async function publish(entry: Entry): Promise<void> {
    const terms = await makeTerms(entry);
    const data = encodeFunctionData({ abi: listingRegistryAbi, functionName: "publish", args: [terms] });
    await listings(entry.seller, data);
    current.set(entry.key, terms);
  }

  /** Without a transaction: whoever has the signature can buy. */
  async function sign(entry: Entry): Promise<void> {
    const terms = await makeTerms(entry);
    const typedData = termsTypedData(wallets.chainId, at.ListingRegistry, terms);
    signatures.set(entry.key, await account(entry.seller).signTypedData(typedData));
    current.set(entry.key, terms);
  }

  function signatureOf(key: string): Hex {
    const signature = signatures.get(key);
    if (!signature) throw new Error(`${key} has not been signed`);
    return signature;
  }

  /** Puts signed listings into one file and points to it. */
  async function announce(person: PersonName, keys: readonly string[]): Promise<void> {
    const signed = keys.map((key): SignedListing => ({ terms: termsOf(key), signature: signatureOf(key) }));
    const contents = digestOfCid(await files.add(encodeAnnounced({ listings: signed })));
    const args = [contents] as const;
    await listings(person, encodeFunctionData({ abi: listingRegistryAbi, functionName: "announceOffers", args }));
  }

  async function edit(entry: Entry): Promise<void> {
    const terms = await makeTerms(entry);
    const args = [termsOf(entry.key), terms] as const;
    await listings(entry.seller, encodeFunctionData({ abi: listingRegistryAbi, functionName: "edit", args }));
    current.set(entry.key, terms);
  }

  async function close(key: string): Promise<void> {
    const data = encodeFunctionData({ abi: listingRegistryAbi, functionName: "close", args: [termsOf(key)] });
    await listings(entryOf(key).seller, data);
  }

  async function mint(person: PersonName, dollars: string): Promise<void> {
    const args = [account(person).address, parseUnits(dollars, TOKEN_DECIMALS)] as const;
    const data = encodeFunctionData({ abi: testTokenAbi, functionName: "mint", args });
    await wallets.send(account(person), { to: at.TestToken, data });
  }

  /** What is chosen, and what shows that it can be. */
  function taken(key: string, choice: Choice | undefined, quantity: number) {
    const entry = entryOf(key);
    const proof: ListingProof = entry.signed ? signedProof(signatureOf(key)) : noProof;
    if (!choice) return { proof };
    const options = optionsOf(entry);
    const option = options.find(({ variant, delivery }) => variant === choice.variant && delivery === choice.delivery);
    if (!option) throw new Error(`${key} has no ${choice.variant ?? ""} ${choice.delivery ?? ""}`);
    return {
      proof: { ...proof, option: optionProof(options, option) },
      chosen: { choice: choiceOf(option), extra: extraOf(option, quantity) },
    };
  }

  async function buy(
    buyer: PersonName,
    key: string,
    { quantity = 1, referrer, choice, start = 0 }: Purchase = {},
  ): Promise<Deal> {
    const terms = termsOf(key);
    const { proof, chosen } = taken(key, choice, quantity);
    const order: Order = {
      ...plainOrder,
      ...chosen,
      terms,
      buyer: account(buyer).address,
      quantity,
      start,
      referrer: referrer ? account(referrer).address : NATIVE,
      nonce: BigInt(await timeline.now()),
    };
    const { total } = quote(order);
    if (terms.token !== NATIVE) {
      const data = encodeFunctionData({ abi: testTokenAbi, functionName: "approve", args: [at.Escrow, total] });
      await wallets.send(account(buyer), { to: terms.token, data });
    }
    const data =
      proof === noProof
        ? encodeFunctionData({ abi: escrowAbi, functionName: "buy", args: [order] })
        : encodeFunctionData({ abi: escrowAbi, functionName: "buyProven", args: [order, proof] });
    await wallets.send(account(buyer), { to: at.Escrow, data, value: terms.token === NATIVE ? total : 0n });
    return { id: orderId(order), order, buyer, seller: entryOf(key).seller };
  }

  /** Buys time: so many slots from the first that begins so many days before the present, or after, when that is negative. */
  async function book(
    buyer: PersonName,
    key: string,
    { from, slots = 1, choice }: { from: number; slots?: number; choice?: Choice },
  ): Promise<Stay> {
    const { slot, slotOffset } = termsOf(key);
    const start = Math.ceil((timeline.moment(from) - slotOffset) / slot) * slot + slotOffset;
    const deal = await buy(buyer, key, { quantity: slots, start, choice });
    return { ...deal, start, end: endOf(deal.order) };
  }

  async function callOff({ order, buyer }: Deal): Promise<void> {
    await escrow(buyer, encodeFunctionData({ abi: escrowAbi, functionName: "callOff", args: [order] }));
  }

  function escrow(person: PersonName, data: Hex, value = 0n) {
    return wallets.send(account(person), { to: at.Escrow, data, value });
  }

  /** Says that it is sent. What was sent stays between the two; the chain keeps a digest of it. */
  async function ship({ order, seller }: Deal, note?: string): Promise<void> {
    const fulfilment = note ? keccak256(toBytes(note)) : zeroHash;
    await escrow(seller, encodeFunctionData({ abi: escrowAbi, functionName: "ship", args: [order, fulfilment] }));
  }

  async function confirm({ order, buyer }: Deal): Promise<void> {
    await escrow(buyer, encodeFunctionData({ abi: escrowAbi, functionName: "confirm", args: [order] }));
  }

  async function release({ order, buyer }: Deal, amount: Amount): Promise<void> {
    const args = [order, amountOf(amount).value] as const;
    await escrow(buyer, encodeFunctionData({ abi: escrowAbi, functionName: "release", args }));
  }

  async function refund({ order }: Deal, who: PersonName): Promise<void> {
    await escrow(who, encodeFunctionData({ abi: escrowAbi, functionName: "refund", args: [order] }));
  }

  async function claim({ order }: Deal, who: PersonName): Promise<void> {
    await escrow(who, encodeFunctionData({ abi: escrowAbi, functionName: "claim", args: [order] }));
  }

  /** The side whose turn it is gives the other one more days. */
  async function extend({ order, id }: Deal, who: PersonName, days: number): Promise<void> {
    const args = [order, (await deadlineOf(id)) + days * DAY] as const;
    await escrow(who, encodeFunctionData({ abi: escrowAbi, functionName: "extend", args }));
  }

  /** `signer` signs a split, `sender` sends it. */
  async function settle(deal: Deal, signer: PersonName, sender: PersonName, toSeller: Amount): Promise<void> {
    const settlement = {
      orderId: deal.id,
      sellerAmount: amountOf(toSeller).value,
      nonce: 1n,
      deadline: (await timeline.now()) + 2 * DAY,
    };
    const typedData = settlementTypedData(wallets.chainId, at.Escrow, settlement);
    const signature = await account(signer).signTypedData(typedData);
    const args = [deal.order, settlement, signature] as const;
    await escrow(sender, encodeFunctionData({ abi: escrowAbi, functionName: "settle", args }));
  }

  async function openDispute({ order }: Deal, opener: PersonName): Promise<void> {
    const cost = await wallets.chain.readContract({
      address: at.Escrow,
      abi: escrowAbi,
      functionName: "arbitrationCost",
      args: [order],
    });
    await escrow(opener, encodeFunctionData({ abi: escrowAbi, functionName: "openDispute", args: [order] }), cost);
  }

  async function answerDispute({ order, id }: Deal, who: PersonName): Promise<bigint> {
    const { pot } = await disputeOf(id);
    await escrow(who, encodeFunctionData({ abi: escrowAbi, functionName: "answerDispute", args: [order] }), pot);
    return (await disputeOf(id)).disputeId;
  }

  async function submitEvidence({ id }: Deal, who: PersonName, name: string, description: string): Promise<void> {
    const cid = await files.add(new TextEncoder().encode(JSON.stringify({ name, description })));
    const args = [id, `/ipfs/${cid}`] as const;
    await escrow(who, encodeFunctionData({ abi: escrowAbi, functionName: "submitEvidence", args }));
  }

  async function resolveUnanswered({ order, buyer }: Deal): Promise<void> {
    await escrow(buyer, encodeFunctionData({ abi: escrowAbi, functionName: "resolveUnanswered", args: [order] }));
  }

  async function executeRuling({ order }: Deal, who: PersonName): Promise<void> {
    await escrow(who, encodeFunctionData({ abi: escrowAbi, functionName: "executeRuling", args: [order] }));
  }

  function disputeOf(id: Hex) {
    return wallets.chain.readContract({ address: at.Escrow, abi: escrowAbi, functionName: "disputeOf", args: [id] });
  }

  async function deadlineOf(id: Hex): Promise<number> {
    const state = await wallets.chain.readContract({
      address: at.Escrow,
      abi: escrowAbi,
      functionName: "stateOf",
      args: [id],
    });
    return state.deadline;
  }

  return {
    account,
    publish,
    sign,
    announce,
    edit,
    close,
    mint,
    buy,
    book,
    callOff,
    ship,
    confirm,
    release,
    refund,
    claim,
    extend,
    settle,
    openDispute,
    answerDispute,
    submitEvidence,
    resolveUnanswered,
    executeRuling,
    deadlineOf,
  };
}
