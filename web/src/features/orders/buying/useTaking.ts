import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listingId, plainOrder, UNLIMITED_STOCK, ZERO_WORD } from "../../../../../protocol/ids.ts";
import type { ListingMetadata } from "../../../../../protocol/metadata.ts";
import { choiceOf, extraOf, type Option } from "../../../../../protocol/options.ts";
import type { Seconds } from "../../../lib/time.ts";
import { type Wish, wishOf } from "./wish.ts";
import { mostOf, readQuantity, type Sale } from "./purchase.ts";
import type { Offered } from "../../../market/listings/offered.ts";
import { type Picked, pickedIn, pickedOf, settled, variantLeft } from "../../../market/listings/choices.ts";
import { takenOptions, variantsSoldOptions } from "../../../market/stays/taken.ts";
import { fits, freeRun, isBooking, slotAt, type Stay } from "../../../market/stays/stays.ts";

/** What somebody is about to take of a listing: how many or from when to when, and which option. */
export function useTaking(
  { terms, sold }: Pick<Sale, "terms" | "sold">,
  words: ListingMetadata | undefined,
  wish: Wish,
  now: Seconds,
) {
  const { options: root, slot } = terms;
  const [typed, setTyped] = useState(String(wish.quantity ?? 1));
  const [asked, setStay] = useState<Stay | null>(
    wish.start === undefined ? null : { start: wish.start, quantity: wish.quantity ?? 1 },
  );
  const [pressed, setPressed] = useState<Picked | null>(null);

  // Without options on either side there is nothing to compare, and no tree of hashes to load.
  const bare = root === ZERO_WORD && words?.options === undefined;
  const { data: compared } = useQuery({
    queryKey: ["offered", root, slot, terms.metadata],
    queryFn: async () =>
      (await import("../../../market/listings/offered.ts")).offeredOf({ options: root, slot }, words),
    enabled: words !== undefined && !bare,
    staleTime: Infinity,
  });
  const offered: Offered = bare ? nothing : (compared ?? waiting);
  const options = offered.state === "options" ? offered.options : [];
  const wished = words && wish.choice ? pickedIn(words, wish.choice) : null;
  const picked = settled(options, pressed ?? wished ?? {});
  const option = pickedOf(options, picked);
  const { data: variantsSold } = useQuery(variantsSoldOptions(listingId(terms), options));
  const leftOf = (each: Option) => variantLeft(each, variantsSold?.get(each.variant));

  const booking = isBooking(terms);
  const stay = booking && asked && fits(terms, asked, now) ? asked : null;
  const first = stay ? slotAt(terms, stay.start) : 0;
  const { data: around } = useQuery({ ...takenOptions(terms, first, stay?.quantity ?? 1), enabled: stay !== null });
  // Somebody may have been faster since it was chosen.
  const clash = stay !== null && around !== undefined && freeRun(around, first, terms.stock) < stay.quantity;

  const most = Math.min(mostOf({ terms, sold }), option ? leftOf(option) : UNLIMITED_STOCK);
  const read = readQuantity(typed, Math.max(1, most));
  const quantity = booking ? (stay?.quantity ?? 1) : "quantity" in read ? read.quantity : 1;

  return {
    offered,
    options,
    picked,
    pick: setPressed,
    option,
    leftOf,
    booking,
    stay,
    setStay,
    clash,
    typed,
    setTyped,
    most,
    wish: wishOf(stay, quantity, picked),
    /** Everything that an order holds of it. */
    taken: {
      quantity,
      start: stay?.start ?? plainOrder.start,
      ...(option ? { choice: choiceOf(option), extra: extraOf(option, quantity) } : plainChoice),
    },
    missing: missingOf({
      unchosen: offered.state !== "nothing" && !option,
      undated: booking && !stay,
      clash,
      soldOut: most === 0,
      unread: !booking && !("quantity" in read),
    }),
  };
}

export type Taking = ReturnType<typeof useTaking>;

const nothing: Offered = { state: "nothing" };
const waiting: Offered = { state: "waiting" };
const plainChoice = { choice: plainOrder.choice, extra: plainOrder.extra };

type Lacks = { unchosen: boolean; undated: boolean; clash: boolean; soldOut: boolean; unread: boolean };

/** What is still to be done before it can be paid, as the words of a button; null when nothing is. */
function missingOf({ unchosen, undated, clash, soldOut, unread }: Lacks): string | null {
  if (undated) return "Choose when first";
  if (clash) return "Choose another time";
  if (unchosen) return "Choose one first";
  if (soldOut) return "Sold out";
  return unread ? "Say how many first" : null;
}
