import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import type { Hex } from "viem";
import { choiceOf, type Option, type OptionProof } from "./options.ts";
import { UNLIMITED_STOCK, ZERO_WORD } from "./terms.ts";

// A file of its own: who only reads what was chosen needs no trees.

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

/** How a buyer shows that an option is one of the listing's. */
export function optionProof(options: readonly Option[], chosen: Option): OptionProof {
  const [, stock, unitPrice, orderPrice] = leafOf(chosen);
  return { stock, unitPrice, orderPrice, path: treeOf(options).getProof(leafOf(chosen)) as Hex[] };
}
