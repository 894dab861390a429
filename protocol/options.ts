import { concat, type Hex, keccak256, slice, stringToHex } from "viem";

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

/** What `quantity` units with this option cost above the listing's price. */
export function extraOf({ unitPrice, orderPrice }: Option, quantity: number): bigint {
  return unitPrice * BigInt(quantity) + orderPrice;
}
