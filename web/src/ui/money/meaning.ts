/** Where money is. Colour in this product says this and nothing else. */
export type Meaning = "held" | "turn" | "paid" | "returned" | "dispute";

export const meaningWords = {
  held: "Held",
  turn: "Your turn",
  paid: "Paid out",
  returned: "Returned",
  dispute: "In dispute",
} as const satisfies Record<Meaning, string>;
