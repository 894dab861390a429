import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { concat, type Hex, keccak256, slice, stringToHex } from "viem";
import { UNLIMITED_STOCK, ZERO_WORD } from "./ids.ts";

/**
 * One of a listing's options, whole: a variant (size, colour), which has a stock of its own, together with a way to get it
 * (delivery, an extra), which has none. Either may be missing, not both.
 */
export type Option = {
  /** In words, as the metadata file has it. */
  variant?: string | undefined;
  delivery?: string | undefined;
  /** Units of the variant; `UNLIMITED_STOCK` where only the listing's own stock counts. The same in all options of a variant. */
  stock: number;
  /** Added to the price of each unit, and once for an order. */
  unitPrice: bigint;
  orderPrice: bigint;
};

/** `Option` of contracts/interfaces/IListingRegistry.sol: what a purchase shows of the option taken. */
export type OptionProof = { stock: number; unitPrice: bigint; orderPrice: bigint; path: readonly Hex[] };

/** For a listing without options. */
export const noOption = { stock: 0, unitPrice: 0n, orderPrice: 0n, path: [] } as const satisfies OptionProof;

const NO_HALF = `0x${"0".repeat(32)}` as const;

/** Half of a choice: the first 16 bytes of the words' hash. */
function half(words: string | undefined): Hex {
  return words === undefined ? NO_HALF : slice(keccak256(stringToHex(words.normalize("NFC"))), 0, 16);
}

/** An order's `choice`: the variant's half, then that of the delivery. */
export function choiceOf({ variant, delivery }: Pick<Option, "variant" | "delivery">): Hex {
  return concat([half(variant), half(delivery)]);
}

const leafOf = (option: Option): [Hex, number, bigint, bigint] => [
  choiceOf(option),
  option.variant === undefined ? UNLIMITED_STOCK : option.stock,
  option.unitPrice,
  option.orderPrice,
];

const leafTypes = ["bytes32", "uint32", "uint96", "uint96"];

const treeOf = (options: readonly Option[]) => StandardMerkleTree.of(options.map(leafOf), leafTypes);

/** What goes into the terms. Throws when two options are called the same, or one is nothing. */
export function optionsRoot(options: readonly Option[]): Hex {
  if (options.length === 0) return ZERO_WORD;
  const ids = options.map(choiceOf);
  if (ids.some((id) => id === ZERO_WORD)) throw new RangeError("An option names a variant, a delivery, or both.");
  if (new Set(ids).size !== ids.length) throw new RangeError("Two options are called the same.");
  return treeOf(options).root as Hex;
}

/** What `quantity` units with this option cost above the listing's price. */
export function extraOf({ unitPrice, orderPrice }: Option, quantity: number): bigint {
  return unitPrice * BigInt(quantity) + orderPrice;
}

/** How a buyer shows that an option is one of the listing's. */
export function optionProof(options: readonly Option[], chosen: Option): OptionProof {
  const [, stock, unitPrice, orderPrice] = leafOf(chosen);
  return { stock, unitPrice, orderPrice, path: treeOf(options).getProof(leafOf(chosen)) as Hex[] };
}
