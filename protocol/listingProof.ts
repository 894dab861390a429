import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";
import { type Address, type Hex, hashStruct } from "viem";
import { listingId, type Terms, termsTypes, ZERO_WORD } from "./terms.ts";
import { noOption, type OptionProof } from "./options.ts";

/**
 * What shows that an order can be made. `ListingProof` of contracts/interfaces/IListingRegistry.sol, where each field is explained.
 */
export type ListingProof = { path: readonly Hex[]; contents: Hex; signature: Hex; option: OptionProof };

/** For a listing that was published and has no options. */
export const noProof = {
  path: [],
  contents: ZERO_WORD,
  signature: "0x",
  option: noOption,
} as const satisfies ListingProof;

const domain = (chainId: number, registry: Address) =>
  ({ name: "Handsel Listings", version: "1", chainId, verifyingContract: registry }) as const;

/** What a seller's wallet is asked to sign (EIP-712) so that `terms` can be bought without a transaction of its own. */
export function termsTypedData(chainId: number, registry: Address, terms: Terms) {
  return {
    domain: domain(chainId, registry),
    types: termsTypes,
    primaryType: "Terms",
    message: terms,
  } as const;
}

export const signedProof = (signature: Hex): ListingProof => ({ ...noProof, signature });

/** Many listings under one root. `contents` is the digest of the file that holds them all. */
export type Catalogue = { seller: Address; root: Hex; contents: Hex; epoch: number };

export const catalogueTypes = {
  Catalogue: [
    { name: "seller", type: "address" },
    { name: "root", type: "bytes32" },
    { name: "contents", type: "bytes32" },
    { name: "epoch", type: "uint32" },
  ],
} as const;

export function catalogueId(catalogue: Catalogue): Hex {
  return hashStruct({ data: catalogue, types: catalogueTypes, primaryType: "Catalogue" });
}

/** What a seller's wallet is asked to sign (EIP-712) so that a whole catalogue can be bought from without one. */
export function catalogueTypedData(chainId: number, registry: Address, catalogue: Catalogue) {
  return {
    domain: domain(chainId, registry),
    types: catalogueTypes,
    primaryType: "Catalogue",
    message: catalogue,
  } as const;
}

/** The tree over the listings' ids: sorted pairs, leaves as they are. */
function treeOf(listings: readonly Terms[]) {
  return SimpleMerkleTree.of(listings.map(listingId));
}

/** The catalogue of one seller's listings. Throws when they are not all of one seller and one epoch. */
export function catalogueOf(listings: readonly Terms[], contents: Hex): Catalogue {
  const [first] = listings;
  if (!first) throw new RangeError("A catalogue holds at least one listing.");
  const { seller, epoch } = first;
  const other = listings.find((terms) => terms.seller !== seller || terms.epoch !== epoch);
  if (other)
    throw new RangeError(
      `A catalogue is of one seller and one epoch: ${seller} ${epoch} and ${other.seller} ${other.epoch}.`,
    );
  return { seller, root: treeOf(listings).root as Hex, contents, epoch };
}

/** How a buyer shows that `terms` stand in the catalogue. `signature` is needed when it was not published. */
export function catalogueProof(
  listings: readonly Terms[],
  contents: Hex,
  terms: Terms,
  signature: Hex = "0x",
): ListingProof {
  return catalogueProofs(listings, contents, signature)(terms);
}

/** The same for many: the tree is grown once. */
export function catalogueProofs(listings: readonly Terms[], contents: Hex, signature: Hex = "0x") {
  const tree = treeOf(listings);
  return (terms: Terms): ListingProof => {
    return { path: tree.getProof(listingId(terms)) as Hex[], contents, signature, option: noOption };
  };
}
