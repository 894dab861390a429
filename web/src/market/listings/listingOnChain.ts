import type { Hex } from "viem";
import { cidOfDigest } from "../../../../protocol/cid.ts";
import { kinds, listingStatuses, UNLIMITED_STOCK } from "../../../../protocol/ids.ts";
import { publicClient } from "../../services/chain.ts";
import { registry } from "../../services/contracts.ts";
import { graphql, query } from "../../services/graph.ts";
import { readMetadata } from "../../services/ipfs.ts";
import { findReplacement, findTerms } from "../orders/calldata.ts";
import type { Listing } from "./listing.ts";

const sellerDocument = graphql(`
  query ListingSeller($id: ID!) {
    account(id: $id) {
      createdAt
      seller {
        ratings
        completed
        disputed
        orders
      }
    }
  }
`);

/** What the listing says about itself, straight from its file; null while no gateway has it. */
export async function wordsOf(cid: string): Promise<Listing["metadata"]> {
  const metadata = await readMetadata(cid).catch(() => null);
  return (
    metadata && {
      ...metadata,
      condition: metadata.condition ?? null,
      place: metadata.place?.name ?? null,
    }
  );
}

/** What the index knows of a seller, even when it has not read this listing yet. */
async function recordOf(seller: Hex): Promise<Listing["seller"]> {
  const answer = await query(sellerDocument, { id: seller.toLowerCase() }).catch(() => null);
  return { id: seller, ...(answer?.data.account ?? { createdAt: null, seller: null }) };
}

/**
 * A listing as the chain has it, for when the index has not read it or does not answer: terms from this device or from the
 * logs, words from IPFS.
 */
export async function listingOnChain(listingId: Hex): Promise<Listing | null> {
  const terms = await findTerms(listingId);
  const kind = terms && kinds[terms.kind];
  if (!terms || !kind) return null;
  const metadataCid = cidOfDigest(terms.metadata);
  const [state, epoch, metadata, seller] = await Promise.all([
    publicClient.readContract({ ...registry, functionName: "stateOf", args: [listingId] }),
    publicClient.readContract({ ...registry, functionName: "epochOf", args: [terms.seller] }),
    wordsOf(metadataCid),
    recordOf(terms.seller),
  ]);
  const status = listingStatuses[state.status];
  // Terms are only words until they are published; this device may remember those of a chain begun anew.
  if (status !== "active" && status !== "closed") return null;
  const closed = status === "closed";
  const replacedBy = closed ? await findReplacement(listingId) : null;
  const unlimited = terms.stock === UNLIMITED_STOCK;
  return {
    id: listingId,
    token: terms.token,
    price: terms.price.toString(),
    deposit: terms.deposit.toString(),
    stock: String(terms.stock),
    unlimited,
    sold: String(state.sold),
    left: String(unlimited ? terms.stock : terms.stock - state.sold),
    expiry: String(terms.expiry),
    fulfilWindow: String(terms.fulfilWindow),
    inspectWindow: String(terms.inspectWindow),
    rulingWindow: String(terms.rulingWindow),
    slot: String(terms.slot),
    slotOffset: String(terms.slotOffset),
    freeNotice: String(terms.freeNotice),
    lateRefundBps: terms.lateRefundBps,
    sellerFeeBps: terms.sellerFeeBps,
    buyerFeeBps: terms.buyerFeeBps,
    referralBps: terms.referralBps,
    kind,
    arbitrator: terms.arbitrator,
    category: terms.category,
    courtId: String(terms.courtId),
    options: terms.options,
    metadataDigest: terms.metadata,
    metadataCid,
    epoch: String(terms.epoch),
    status: closed || epoch !== terms.epoch ? "closed" : "active",
    replacedBy: replacedBy && { id: replacedBy },
    seller,
    metadata,
  };
}
