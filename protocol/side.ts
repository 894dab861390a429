/** The two who make an order. The index of a word is the role's number in the reputation contract. */
export const sides = ["buyer", "seller"] as const;
export type Side = (typeof sides)[number];

export function otherSide(side: Side): Side {
  return side === "buyer" ? "seller" : "buyer";
}
