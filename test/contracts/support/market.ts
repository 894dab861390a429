import { type AddressLike, hexlify, type Interface, randomBytes } from "ethers";
import { network } from "hardhat";
import { type Address, type Hex, zeroHash } from "viem";
import {
  disputePhases,
  kinds,
  listingId,
  NATIVE,
  noOptions,
  noSlots,
  type Order,
  orderId,
  outcomes,
  plainOrder,
  statuses,
  type Terms,
} from "../../../protocol/ids.ts";
import { quote } from "../../../protocol/money.ts";
import { type Settlement, settlementTypes } from "../../../protocol/settlement.ts";

export const connection = await network.create();
export const { ethers, networkHelpers } = connection;
export const { loadFixture, setBalance, time } = networkHelpers;

export type Signer = Awaited<ReturnType<typeof ethers.getSigners>>[number];
export type Market = Awaited<ReturnType<typeof market>>;

export const minute = 60;
export const hour = 3_600;
export const day = 86_400;

/** Odd, so that nothing divides evenly. */
export const price = 1_000_000_007n;
export const rent = 500_000_011n;
export const deposit = 3_000_000_019n;
export const quantity = 3;
export const arbitrationFee = 30_000_000_001n;
export const feeFloorDelay = 7 * day;
export const answerWindow = 72 * hour;
export const reviewWindow = 14 * day;
export const revealWindow = 10 * day;
export const tokenWeightDelay = 2 * day;
/** A dollar of 6 decimals weighs 1,000. */
export const unitsPerToken = 1_000n * 10n ** 12n;
/** A coin of 18 decimals, taken for 3,000 dollars. */
export const unitsPerCoin = 3_000_000n;
export const policy = "/ipfs/bafkreiexample";

/** A Solidity enum's members by their names, from the words that all others know them by. */
function membersOf<const Names extends readonly string[]>(names: Names) {
  const members = names.map((name, at) => [name.charAt(0).toUpperCase() + name.slice(1), BigInt(at)]);
  return Object.fromEntries(members) as Record<Capitalize<Names[number]>, bigint>;
}

export const Status = membersOf(statuses);
export const Outcome = membersOf(outcomes);
export const ListingStatus = { None: 0n, Active: 1n, Closed: 2n };
export const DisputePhase = membersOf(disputePhases);
export const Ruling = { Split: 0, Buyer: 1, Seller: 2 };
export const kind = (name: (typeof kinds)[number]) => kinds.indexOf(name);

/** How the mocks behave, by the order of their enums. */
export const Token = {
  Honest: 0,
  Silent: 1,
  Lying: 2,
  Refusing: 3,
  Taxing: 4,
  Burning: 5,
  Flooding: 6,
  CallingBack: 7,
};
export const Receiver = { Taking: 0, Refusing: 1, Burning: 2, Flooding: 3, CallingBack: 4 };
export const Arbitrator = { Honest: 0, Reverting: 1, Burning: 2, Mumbling: 3, Flooding: 4, CallingBack: 5 };

/** A market with its people, a dollar, a token that can misbehave, and an arbitrator that does what it is told. */
export async function market() {
  return marketWith({});
}

type Place = "treasury" | "feeSchedule" | "board" | "permit2" | "reputation";
type Others = { [place in Place]?: AddressLike };

export async function marketWith(others: Others) {
  const [owner, buyer, seller, referrer, stranger, treasury] = (await ethers.getSigners()) as [
    Signer,
    Signer,
    Signer,
    Signer,
    Signer,
    Signer,
  ];
  const dollar = await ethers.deployContract("TestToken");
  const odd = await ethers.deployContract("OddToken");
  const arbitrator = await ethers.deployContract("ScriptedArbitrator", [arbitrationFee]);
  const disputes = await ethers.deployContract("Disputes");
  const annex = await ethers.deployContract("Annex");
  const nonce = await owner.getNonce();
  const at = (offset: number) => ethers.getCreateAddress({ from: owner.address, nonce: nonce + offset });
  const { feeSchedule = NATIVE, ...elsewhere } = others;
  const registry = await ethers.deployContract("ListingRegistry", [owner, at(1), feeSchedule, 0, feeFloorDelay]);
  const places = { registry, treasury, reputation: at(2), board: at(3), permit2: NATIVE, ...elsewhere };
  const libraries = { Disputes: disputes, Annex: annex };
  const escrow = await ethers.deployContract("Escrow", [places, policy], { libraries });
  const weights = [
    { token: dollar, unitsPerToken },
    { token: NATIVE, unitsPerToken: unitsPerCoin },
  ];
  const windows = [reviewWindow, revealWindow, tokenWeightDelay] as const;
  const reputation = await ethers.deployContract("Reputation", [escrow, owner, ...windows, weights, [arbitrator]]);
  const board = await ethers.deployContract("RequestBoard", [escrow, registry]);
  for (const token of [dollar, odd]) {
    await token.mint(buyer, 10n ** 24n);
    await token.connect(buyer).approve(escrow, 2n ** 256n - 1n);
  }
  await setBalance(await arbitrator.getAddress(), 10n ** 18n);
  const addresses = {
    registry: (await registry.getAddress()) as Address,
    escrow: (await escrow.getAddress()) as Address,
    dollar: (await dollar.getAddress()) as Address,
    odd: (await odd.getAddress()) as Address,
    arbitrator: (await arbitrator.getAddress()) as Address,
  };
  const people = { owner, buyer, seller, referrer, stranger, treasury };
  return { ...people, registry, escrow, reputation, board, dollar, odd, arbitrator, addresses };
}

const random = (bytes: number) => hexlify(randomBytes(bytes)) as Hex;

/** Terms of a used bicycle, different each time. */
export async function termsOf(m: Market, changes: Partial<Terms> = {}): Promise<Terms> {
  return {
    seller: m.seller.address as Address,
    token: NATIVE,
    price,
    deposit: 0n,
    stock: 10,
    expiry: (await time.latest()) + 30 * day,
    fulfilWindow: 5 * day,
    inspectWindow: 7 * day,
    rulingWindow: 40 * day,
    sellerFeeBps: 253,
    buyerFeeBps: 101,
    referralBps: 57,
    kind: kind("item"),
    category: 4,
    arbitrator: m.addresses.arbitrator,
    courtId: 2,
    metadata: random(32),
    epoch: 0,
    ...noSlots,
    ...noOptions,
    ...changes,
  };
}

/** A place to stay, with a deposit. */
export const rental = { kind: kind("rental"), price: rent, deposit } satisfies Partial<Terms>;

export async function publishedTerms(m: Market, changes: Partial<Terms> = {}): Promise<Terms> {
  const terms = await termsOf(m, changes);
  await m.registry.connect(m.seller).publish(terms);
  return terms;
}

export type Trade = { order: Order; id: Hex; listing: Hex };
type OrderChanges = Partial<Terms> & Partial<Omit<Order, "terms">>;

/** An order that could be bought: its listing is up. */
export async function orderable(m: Market, changes: OrderChanges = {}): Promise<Trade> {
  const { buyer, quantity: wanted, referrer, nonce, start, choice, extra, ...terms } = changes;
  const order: Order = {
    terms: await publishedTerms(m, terms),
    start: start ?? plainOrder.start,
    choice: choice ?? plainOrder.choice,
    extra: extra ?? plainOrder.extra,
    buyer: buyer ?? (m.buyer.address as Address),
    quantity: wanted ?? quantity,
    referrer: referrer ?? (m.referrer.address as Address),
    nonce: nonce ?? 1n,
  };
  return { order, id: orderId(order), listing: listingId(order.terms) };
}

export const valueOf = (order: Order) => (order.terms.token === NATIVE ? quote(order).total : 0n);

export async function fundedOrder(m: Market, changes: OrderChanges = {}): Promise<Trade> {
  const trade = await orderable(m, changes);
  await m.escrow.connect(m.buyer).buy(trade.order, { value: valueOf(trade.order) });
  return trade;
}

export async function shippedOrder(m: Market, changes: OrderChanges = {}): Promise<Trade> {
  const trade = await fundedOrder(m, changes);
  await m.escrow.connect(m.seller).ship(trade.order, zeroHash);
  return trade;
}

/** Opened by the buyer unless said otherwise, not answered yet. */
export async function openedDispute(m: Market, changes: OrderChanges = {}, opener = m.buyer): Promise<Trade> {
  const trade = await shippedOrder(m, changes);
  await m.escrow.connect(opener).openDispute(trade.order, { value: arbitrationFee });
  return trade;
}

/** Answered: the arbitrator has it, and its number is the arbitrator's last. */
export async function raisedDispute(m: Market, changes: OrderChanges = {}, opener = m.buyer): Promise<Trade> {
  const trade = await openedDispute(m, changes, opener);
  const answerer = opener === m.buyer ? m.seller : m.buyer;
  await m.escrow.connect(answerer).answerDispute(trade.order, { value: arbitrationFee });
  return trade;
}

export async function ruledDispute(
  m: Market,
  ruling: number,
  changes: OrderChanges = {},
  opener = m.buyer,
): Promise<Trade> {
  const trade = await raisedDispute(m, changes, opener);
  const { disputeId } = await m.escrow.disputeOf(trade.id);
  await m.arbitrator.giveRuling(m.escrow, disputeId, ruling);
  return trade;
}

export async function completedOrder(m: Market, changes: OrderChanges = {}): Promise<Trade> {
  const trade = await shippedOrder(m, changes);
  await m.escrow.connect(m.buyer).confirm(trade.order);
  return trade;
}

/** The last second of the order's deadline becomes the time of the next block, or the second after it. */
export async function atDeadline(m: Market, { id }: Trade): Promise<bigint> {
  const { deadline } = await m.escrow.stateOf(id);
  await time.setNextBlockTimestamp(deadline);
  return deadline;
}

export async function afterDeadline(m: Market, { id }: Trade): Promise<bigint> {
  const { deadline } = await m.escrow.stateOf(id);
  await time.setNextBlockTimestamp(deadline + 1n);
  return deadline;
}

export async function offerOf(id: Hex, sellerAmount: bigint, changes: Partial<Settlement> = {}): Promise<Settlement> {
  return { orderId: id, sellerAmount, nonce: 7n, deadline: (await time.latest()) + day, ...changes };
}

export async function signOffer(m: Market, signer: Signer, settlement: Settlement): Promise<string> {
  const { chainId } = await ethers.provider.getNetwork();
  const domain = { name: "Handsel Escrow", version: "1", chainId, verifyingContract: m.addresses.escrow };
  return signer.signTypedData(domain, { Settlement: [...settlementTypes.Settlement] }, settlement);
}

/** Whoever it is, with coin to pay for gas. */
export async function impersonated(address: string): Promise<Signer> {
  await networkHelpers.impersonateAccount(address);
  await setBalance(address, 10n ** 18n);
  return ethers.getSigner(address);
}

export type Party = Awaited<ReturnType<typeof contractParty>>;

/** A contract that buys, sells or refers for `owner`, and behaves as it is told when it is paid. */
export const contractParty = (owner: Signer) => ethers.deployContract("ContractParty", [owner.address]);

/** Sends a call in the name of a contract party. */
export async function through(
  party: Party,
  target: Market["escrow" | "registry" | "board" | "dollar"],
  verb: string,
  args: unknown[],
  value = 0n,
) {
  return party.act(target, (target.interface as Interface).encodeFunctionData(verb, args), { value });
}

/** Funded, and both sides are contracts. */
export async function contractTrade(m: Market, changes: Partial<Terms> = {}) {
  const [seller, buyer] = [await contractParty(m.seller), await contractParty(m.buyer)];
  const terms = await termsOf(m, { seller: (await seller.getAddress()) as Address, ...changes });
  await through(seller, m.registry, "publish", [terms]);
  const order: Order = {
    ...plainOrder,
    ...{ terms, buyer: (await buyer.getAddress()) as Address, quantity },
    ...{ referrer: m.referrer.address as Address, nonce: 1n },
  };
  await through(buyer, m.escrow, "buy", [order], valueOf(order));
  return { order, id: orderId(order), listing: listingId(terms), seller, buyer };
}

type Sent = Promise<{ wait(): Promise<{ from: string; fee: bigint } | null> }>;

/** What an action does to balances, the gas that its sender pays left aside. */
export async function flows(m: Market, token: string, sent: () => Sent) {
  const accounts = [m.buyer, m.seller, m.referrer, m.treasury, m.escrow, m.arbitrator];
  const addresses = await Promise.all(accounts.map((account) => account.getAddress()));
  const erc20 = await ethers.getContractAt("TestToken", token);
  const read = (account: string) => (token === NATIVE ? ethers.provider.getBalance(account) : erc20.balanceOf(account));
  const before = await Promise.all(addresses.map(read));
  const receipt = await (await sent()).wait();
  const after = await Promise.all(addresses.map(read));
  const moved = addresses.map((address, i) => {
    const gas = token === NATIVE && receipt?.from === address ? receipt.fee : 0n;
    return (after[i] ?? 0n) - (before[i] ?? 0n) + gas;
  });
  const [buyer = 0n, seller = 0n, referrer = 0n, treasury = 0n, escrow = 0n, arbitrator = 0n] = moved;
  return { buyer, seller, referrer, treasury, escrow, arbitrator };
}
