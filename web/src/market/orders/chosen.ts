import { useQuery } from "@tanstack/react-query";
import type { Order } from "#protocol/order.ts";
import { ZERO_WORD } from "#protocol/terms.ts";
import { wordsOptions } from "./order.ts";
import { choiceWords } from "../listings/choices.ts";
import { type Naming, namingOf } from "../stays/stayWords.ts";

/** Which option an order took, in the listing's own words; undefined while there is nothing to say. */
export function useChosen({ terms, choice }: Order): string | undefined {
  const { data, isError } = useQuery({ ...wordsOptions(terms.metadata), enabled: choice !== ZERO_WORD });
  return choiceWords(choice, data, isError);
}

/** How the seller names what is booked. */
export function useNaming({ terms }: Pick<Order, "terms">): Naming {
  const { data } = useQuery({ ...wordsOptions(terms.metadata), enabled: terms.slot !== 0 });
  return namingOf(data);
}
