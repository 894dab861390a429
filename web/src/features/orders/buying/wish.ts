import type { Hex } from "viem";
import { choiceOf } from "../../../../../protocol/options.ts";
import type { Picked } from "../../../market/listings/choices.ts";
import type { Stay } from "../../../market/stays/stays.ts";

/** What a link asks for: it is only proposed, and looked at like what is typed. */
export type Wish = { start?: number; quantity?: number; choice?: Hex };

/** What goes along to the checkout: of a choice also the half that stands so far. */
export function wishOf(stay: Stay | null, quantity: number, picked: Picked): Wish {
  const isPicked = picked.variant !== undefined || picked.delivery !== undefined;
  return {
    ...(stay && { start: stay.start }),
    ...((stay || quantity > 1) && { quantity }),
    ...(isPicked && { choice: choiceOf(picked) }),
  };
}
