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
import { kinds, listingId, NATIVE, type Order, orderId, type Terms } from "../../protocol/ids.ts";
import { encodeMetadata, type ListingMetadata, type Photo } from "../../protocol/metadata.ts";
import { quote } from "../../protocol/money.ts";
import { settlementTypedData } from "../../protocol/settlement.ts";
import type { Deployment } from "../deployments.ts";
import { entryOf } from "./catalogue/catalogue.ts";
import { type Amount, type Entry, deals } from "./catalogue/entry.ts";
import type { Files } from "./files.ts";
import { type PersonName, people } from "./people.ts";
import { place } from "./places.ts";
import type { Timeline } from "./timeline.ts";
import type { Wallets } from "./wallets.ts";

const DAY = 86_400;
const ON_SALE = 90 * DAY;
const RULING_WINDOW = 90 * DAY;
const SELLER_FEE_BPS = 200;
const TOKEN_DECIMALS = 6;

export type Addresses = Record<keyof Deployment["contracts"], Address>;

/** An order, and whose it is. */
export type Deal = { id: Hex; order: Order; buyer: PersonName; seller: PersonName };

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
  const account = (person: PersonName) => wallets.account(people[person].account);

  function amountOf(amount: Amount): { token: Address; value: bigint } {
    const [number, unit] = amount.split(" ") as [string, string];
    return unit === "ETH"
      ? { token: NATIVE, value: parseEther(number) }
      : { token: at.TestToken, value: parseUnits(number, TOKEN_DECIMALS) };
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
      language: entry.language ?? "en",
      ...(entry.answers && { answers: listingId(termsOf(entry.answers)) }),
    };
    return digestOfCid(await files.add(encodeMetadata(metadata)));
  }

  async function makeTerms(entry: Entry): Promise<Terms> {
    const { token, value: price } = amountOf(entry.price);
    const sums = { token, price, deposit: entry.deposit ? amountOf(entry.deposit).value : 0n };
    const { fulfil, inspect } = deals[entry.deal];
    return {
      seller: account(entry.seller).address,
      ...sums,
      stock: entry.stock === "unlimited" ? Number(maxUint32) : (entry.stock ?? 1),
      expiry: (await timeline.now()) + ON_SALE,
      fulfilWindow: fulfil * DAY,
      inspectWindow: inspect * DAY,
      rulingWindow: RULING_WINDOW,
      sellerFeeBps: SELLER_FEE_BPS,
      buyerFeeBps: 0,
      referralBps: entry.referralBps ?? 0,
      kind: kinds.indexOf(entry.kind),
      arbitrator: at.ArbitrationCourt,
      court: entry.court ?? courtOfListing(sums, guide),
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

  async function buy(
    buyer: PersonName,
    key: string,
    { quantity = 1, referrer }: { quantity?: number; referrer?: PersonName } = {},
  ): Promise<Deal> {
    const terms = termsOf(key);
    const order: Order = {
      terms,
      buyer: account(buyer).address,
      quantity,
      referrer: referrer ? account(referrer).address : NATIVE,
      nonce: BigInt(await timeline.now()),
    };
    const { total } = quote(terms, quantity);
    if (terms.token !== NATIVE) {
      const data = encodeFunctionData({ abi: testTokenAbi, functionName: "approve", args: [at.Escrow, total] });
      await wallets.send(account(buyer), { to: terms.token, data });
    }
    const data = encodeFunctionData({ abi: escrowAbi, functionName: "buy", args: [order] });
    await wallets.send(account(buyer), { to: at.Escrow, data, value: terms.token === NATIVE ? total : 0n });
    return { id: orderId(order), order, buyer, seller: entryOf(key).seller };
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

  /** `signer` offers a split, `sender` takes it. */
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
    edit,
    close,
    mint,
    buy,
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
