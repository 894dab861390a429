import { type Address, type Hex, parseEther, parseUnits } from "viem";
import { deployments } from "#protocol/generated/deployments.ts";
import { listingId, UNLIMITED_STOCK } from "#protocol/terms.ts";
import { market } from "./market.ts";
import { newcomer, type Someone } from "./people.ts";
import { asVisitor, type Holder, openHolder } from "./visitor.ts";

const { contracts } = deployments[31337];

export const pay = /^Pay .*into escrow/;

/** Two things that anybody may buy as often as they like. */
export type Shop = { seller: Someone; lamp: Hex; chair: Hex };

let shop: Promise<Shop> | undefined;

async function furnish(): Promise<Shop> {
  const { trades } = market();
  const seller = await newcomer();
  const stock = UNLIMITED_STOCK;
  const lamp = await trades.list(seller.address, "Reading lamp", parseEther("0.5"), { stock });
  const inDollars = { stock, token: contracts.TestToken as Address };
  const chair = await trades.list(seller.address, "Garden chair", parseUnits("1500", 6), inDollars);
  return { seller, lamp: listingId(lamp), chair: listingId(chair) };
}

export function openShop(): Promise<Shop> {
  return (shop ??= furnish());
}

export type Buyer = Holder & { who: Someone };

export type Thing = Exclude<keyof Shop, "seller">;

/** Somebody new, with a wallet and the money for it, who is not at the shop yet. */
export async function newBuyer(thing: Thing): Promise<Buyer> {
  const who = await newcomer({ dollars: thing === "chair" ? "5000" : "0" });
  return Object.assign(await openHolder(who), { who });
}

/** Somebody new in front of the button that pays. */
export async function openCheckout(thing: Thing): Promise<Buyer> {
  const [{ [thing]: id }, buyer] = await Promise.all([openShop(), newBuyer(thing)]);
  await buyer.goto(`/checkout/${id}`);
  await buyer.page.getByRole("button", { name: pay }).waitFor();
  return buyer;
}

/** … gone after what is done there. */
export function atCheckout<Result>(thing: Thing, act: (buyer: Buyer) => Promise<Result>): Promise<Result> {
  return asVisitor(openCheckout(thing), act);
}
