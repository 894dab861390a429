import type { Hex } from "viem";
import { UNLIMITED_STOCK, ZERO_WORD } from "../../../../protocol/ids.ts";
import type { ListingMetadata } from "../../../../protocol/metadata.ts";
import { choiceOf, type Option } from "../../../../protocol/options.ts";

/** The options in the listing's words. */
export function optionsIn(words: Pick<ListingMetadata, "options">): Option[] {
  return (words.options ?? []).map(({ variant, delivery, stock, unitPrice, orderPrice }) => ({
    variant,
    delivery,
    stock,
    unitPrice: BigInt(unitPrice),
    orderPrice: BigInt(orderPrice),
  }));
}

/** The option that an order took, by the words' own hash; null when the words name none like it. */
export function chosenIn(words: Pick<ListingMetadata, "options">, choice: Hex): Option | null {
  return optionsIn(words).find((option) => choiceOf(option) === choice) ?? null;
}

/** What somebody has picked of it so far: both halves of a choice, or the one that is there. */
export function pickedIn(words: Pick<ListingMetadata, "options">, choice: Hex): Picked {
  const options = optionsIn(words);
  const named = (half: keyof Picked) => {
    const halfOf = (whole: Hex) => whole.slice(...(half === "variant" ? [2, 34] : [34]));
    return halves(options, half).find((name) => halfOf(choiceOf({ [half]: name })) === halfOf(choice));
  };
  return { variant: named("variant"), delivery: named("delivery") };
}

/** What an order chose, for the eye: matched by hash, so that words which it did not choose are never shown as if it had. */
export function choiceWords(
  choice: Hex,
  words: Pick<ListingMetadata, "options"> | undefined,
  unreachable: boolean,
): string | undefined {
  if (choice === ZERO_WORD) return undefined;
  if (!words) return unreachable ? "Something whose words can’t be reached now" : undefined;
  const option = chosenIn(words, choice);
  return option ? nameOf(option) : "Something that the listing does not name";
}

/** "Large, by post". */
export function nameOf({ variant, delivery }: Pick<Option, "variant" | "delivery">): string {
  return [variant, delivery].filter((half) => half !== undefined).join(", ");
}

/** What has been pressed so far: of a listing with both, one half at a time. */
export type Picked = { variant?: string | undefined; delivery?: string | undefined };

/** The different words of one half, in the file's order. */
export function halves(options: readonly Option[], half: keyof Picked): string[] {
  return [...new Set(options.map((option) => option[half]).filter((words) => words !== undefined))];
}

/** The option that is picked; null while a half is missing, or nothing of the kind is offered. */
export function pickedOf(options: readonly Option[], { variant, delivery }: Picked): Option | null {
  return options.find((option) => option.variant === variant && option.delivery === delivery) ?? null;
}

/** What needs no asking: a half of which there is only one. */
export function settled(options: readonly Option[], picked: Picked): Picked {
  const only = (half: keyof Picked) => {
    const words = halves(options, half);
    return words.length === 1 && options.every((option) => option[half] !== undefined) ? words[0] : undefined;
  };
  return { variant: picked.variant ?? only("variant"), delivery: picked.delivery ?? only("delivery") };
}

/** Units of a variant that are left; `UNLIMITED_STOCK` when only the listing's own stock counts. */
export function variantLeft({ stock, variant }: Option, sold: bigint | undefined): number {
  if (variant === undefined || stock === UNLIMITED_STOCK) return UNLIMITED_STOCK;
  return Math.max(0, stock - Number(sold ?? 0n));
}
