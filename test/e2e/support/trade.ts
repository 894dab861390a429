import sharp from "sharp";
import { rgbaToThumbHash } from "thumbhash";
import { type Address, type Hex, zeroAddress, zeroHash } from "viem";
import { digestOfCid } from "../../../protocol/cid.ts";
import { escrowAbi, listingRegistryAbi } from "../../../protocol/generated/abi.ts";
import { deployments } from "../../../protocol/generated/deployments.ts";
import { type Order, orderId, plainOrder, plainTerms, type Terms } from "../../../protocol/ids.ts";
import { encodeMetadata, type Photo } from "../../../protocol/metadata.ts";
import { openFiles } from "../../../scripts/seed/files.ts";
import type { Endpoints } from "../../../scripts/stack/endpoints.ts";
import type { Books } from "./books.ts";

const day = 86_400;
const { contracts } = deployments[31337];
const registry = { address: contracts.ListingRegistry, abi: listingRegistryAbi };
const escrow = { address: contracts.Escrow, abi: escrowAbi };

/** Trades as people make them, without their screens: for tests that begin later in an order's life. */
export function openTrades(books: Books, { ipfs }: Pick<Endpoints, "ipfs">) {
  const files = openFiles(ipfs);
  let nonce = 1n;

  async function photograph(alt: string): Promise<Photo> {
    const [width, height] = [640, 480];
    const picture = sharp({ create: { width, height, channels: 4, background: "#caa" } });
    const pixels = await picture.clone().resize(64, 48).raw().toBuffer();
    const thumbhash = Buffer.from(rgbaToThumbHash(64, 48, pixels)).toString("base64");
    const cid = await files.add(await picture.png().toBuffer());
    return { cid, type: "image/png", width, height, thumbhash, alt };
  }

  async function list(seller: Address, title: string, price: bigint, over: Partial<Terms> = {}): Promise<Terms> {
    const metadata = encodeMetadata({
      schema: "handsel/listing/1",
      title,
      description: `${title}, as it stands here.`,
      category: "home",
      tags: [],
      photos: [await photograph(title)],
      attributes: [],
      language: "en",
    });
    const { timestamp } = await books.chain.getBlock();
    const terms: Terms = {
      ...plainTerms,
      seller,
      token: zeroAddress,
      price,
      deposit: 0n,
      stock: 9,
      expiry: Number(timestamp) + 90 * day,
      fulfilWindow: 3 * day,
      inspectWindow: 3 * day,
      rulingWindow: 90 * day,
      sellerFeeBps: 150,
      buyerFeeBps: 0,
      referralBps: 0,
      kind: 0,
      arbitrator: contracts.ArbitrationCourt,
      courtId: 0,
      metadata: digestOfCid(await files.add(metadata)),
      epoch: 0,
      ...over,
    };
    await books.send(seller, { ...registry, functionName: "publish", args: [terms] });
    return terms;
  }

  async function buy(buyer: Address, terms: Terms): Promise<Order> {
    const order: Order = { ...plainOrder, terms, buyer, quantity: 1, referrer: zeroAddress, nonce: nonce++ };
    await books.send(buyer, { ...escrow, functionName: "buy", args: [order], value: terms.price });
    return order;
  }

  async function ship(order: Order): Promise<void> {
    await books.send(order.terms.seller, { ...escrow, functionName: "ship", args: [order, zeroHash] });
  }

  /** Bought and said to be sent; where its page is. */
  async function shipped(seller: Address, buyer: Address, title: string, price: bigint): Promise<Hex> {
    const order = await buy(buyer, await list(seller, title, price));
    await ship(order);
    return orderId(order);
  }

  return { list, buy, ship, shipped };
}
