import type { Deal } from "../market.ts";
import type { PersonName } from "../people.ts";
import type { Cast, Tale } from "./tale.ts";

type Quarrel = {
  buyer: PersonName;
  what: string;
  quantity?: number;
  bought: number;
  /** Absent when it was never sent. */
  shipped?: number;
  opened: number;
  opener: PersonName;
  claim: readonly [name: string, description: string];
};

/** An order up to the opening of its dispute. */
async function opened({ market, timeline }: Cast, quarrel: Quarrel): Promise<Deal> {
  const { buyer, what, quantity, bought, shipped, opener, claim } = quarrel;
  await timeline.daysAgo(bought);
  const deal = await market.buy(buyer, what, { quantity });
  if (shipped !== undefined) {
    await timeline.daysAgo(shipped);
    await market.ship(deal);
  }
  await timeline.daysAgo(quarrel.opened);
  await market.openDispute(deal, opener);
  await market.submitEvidence(deal, opener, ...claim);
  return deal;
}

type Answer = { answered: number; reply: readonly [name: string, description: string] };

/** … and up to the court. */
async function raised(cast: Cast, quarrel: Quarrel & Answer): Promise<{ deal: Deal; id: bigint }> {
  const deal = await opened(cast, quarrel);
  const other = quarrel.opener === deal.buyer ? deal.seller : deal.buyer;
  await cast.timeline.daysAgo(quarrel.answered);
  const id = await cast.market.answerDispute(deal, other);
  await cast.market.submitEvidence(deal, other, ...quarrel.reply);
  return { deal, id };
}

// Past cases.

const forTheBuyer: Tale = async (cast) => {
  const { deal, id } = await raised(cast, {
    buyer: "goran",
    what: "overcoat",
    bought: 26.4,
    shipped: 25.3,
    opened: 21.2,
    opener: "goran",
    claim: [
      "Moth holes in the left sleeve",
      "The listing says that there are none. There are five, each as large as a lentil, on the inside of the left sleeve. I found them in daylight on the first day and wrote at once.",
    ],
    answered: 20.1,
    reply: [
      "It left without holes",
      "I checked it against the window before I packed it. I can't explain this. I would take it back, but we did not agree on who pays the postage.",
    ],
  });
  await cast.court.judge(id, [
    {
      ruling: "buyer",
      reasons: "Five holes are shown in daylight, the listing promised none. The seller does not deny them.",
    },
    { ruling: "buyer", reasons: "What was promised did not arrive. That the seller meant well does not change that." },
    { ruling: "buyer" },
  ]);
  await cast.market.executeRuling(deal, "goran");
  await cast.reviews.countRuling(deal, "goran");
  await cast.reviews.both(
    deal,
    {
      rating: 2,
      text: "A fine coat with five holes that the listing said were not there. The court saw it the same way.",
    },
    { rating: 4, text: "Fair in tone to the end. I should have looked twice." },
  );
};

const forTheSeller: Tale = async (cast) => {
  const { deal, id } = await raised(cast, {
    buyer: "hina",
    what: "dress",
    bought: 14.6,
    shipped: 11.8,
    opened: 7.4,
    opener: "hina",
    claim: ["Too long by four centimetres", "It reaches below the knee. I had imagined it above."],
    answered: 6.7,
    reply: [
      "Sewn to her numbers",
      "Her message gives 104 cm from shoulder to hem. The dress measures 104 cm, see the tape. I offered to shorten it at my cost, as the listing says.",
    ],
  });
  await cast.court.judge(id, [
    {
      ruling: "seller",
      reasons: "The dress has the length that was ordered. The listing offers an alteration, and it was offered.",
    },
    { ruling: "seller", reasons: "Made to measure, and it measures what was asked." },
    { ruling: "buyer", reasons: "The drawing in the listing suggests above the knee." },
  ]);
  await cast.market.executeRuling(deal, "farah");
  await cast.reviews.countRuling(deal, "farah");
};

/** One arbitrator, an open vote, and nobody to be believed: half and half. */
const halfAndHalf: Tale = async (cast) => {
  const { deal, id } = await raised(cast, {
    buyer: "ada",
    what: "apron-pattern",
    bought: 19.4,
    shipped: 19.3,
    opened: 18.6,
    opener: "ada",
    claim: [
      "The test square prints too small",
      "Printed at 100 %, the 5 cm square comes out as 4.8 cm on two printers.",
    ],
    answered: 17.9,
    reply: ["It prints right here", "5.0 cm on mine and at the copy shop. Forty people have used the file."],
  });
  const votes = [
    { ruling: "split", reasons: "Both show a ruler beside a square, and both rulers are right. Printers differ." },
  ] as const;
  await cast.court.judge(id, votes, false);
  await cast.market.executeRuling(deal, "ada");
};

/** Disputed, then settled by themselves: seventy for the seller, the rest back. */
const settledByThemselves: Tale = async (cast) => {
  const deal = await opened(cast, {
    buyer: "goran",
    what: "handbag",
    bought: 16.8,
    shipped: 15.7,
    opened: 11.9,
    opener: "goran",
    claim: [
      "A seam is open at the strap",
      "Three stitches at the left ring are missing. My sister likes the bag, so I would rather keep it for less.",
    ],
  });
  await cast.timeline.daysAgo(11.1);
  await cast.market.settle(deal, "ada", "goran", "95.00 tUSD");
  await cast.reviews.both(
    deal,
    { rating: 4, text: "A seam was open; we agreed on a price in an hour. The bag is lovely." },
    { rating: 5, text: "Lo hablamos como personas y lo arreglamos en una tarde." },
  );
};

const neverAnswered: Tale = async (cast) => {
  const deal = await opened(cast, {
    buyer: "hina",
    what: "axe",
    bought: 23.3,
    shipped: 21.9,
    opened: 17.7,
    opener: "hina",
    claim: ["The head is loose", "It moves on the handle when I shake it. I don't dare to use it."],
  });
  await cast.timeline.at((await cast.market.deadlineOf(deal.id)) + 1_800);
  await cast.market.resolveUnanswered(deal);
};

/** Ruled by one, and waiting for anybody to have it paid out. */
const ruledNotPaid: Tale = async (cast) => {
  const { id } = await raised(cast, {
    buyer: "farah",
    what: "clamps",
    quantity: 2,
    bought: 9.2,
    shipped: 7.8,
    opened: 3.6,
    opener: "farah",
    claim: [
      "One thread is stripped",
      "The second clamp slips after half a turn. The listing says that the threads were cleaned and greased.",
    ],
    answered: 2.9,
    reply: ["It held when it left", "I tried each one on the bench. Perhaps the pad was screwed on crooked."],
  });
  const votes = [
    { ruling: "buyer", reasons: "The film shows it slip three times. A clamp that slips is no clamp." },
  ] as const;
  await cast.court.judge(id, votes, false);
};

export const pastDisputes: readonly Tale[] = [
  forTheBuyer,
  forTheSeller,
  halfAndHalf,
  settledByThemselves,
  neverAnswered,
  ruledNotPaid,
];

// Today's: one in each phase.

/** Opened yesterday; the other side has two more days to answer. */
const waitsForAnswer: Tale = async (cast) => {
  await opened(cast, {
    buyer: "ada",
    what: "toolbox",
    bought: 6.1,
    shipped: 5.3,
    opened: 0.9,
    opener: "ada",
    claim: [
      "Two sockets and a hammer are missing",
      "The listing names one missing socket. Here three pieces are: 13 mm, 17 mm and the small hammer. I laid everything out and counted twice.",
    ],
  });
};

/** Moments of the last hour, as days. */
const minutes = (count: number) => count / (24 * 60);

/** `evidence` is the length of that phase in seconds: today's cases were raised so that it is over when they need it to be. */
export function todaysDisputes(evidence: number): readonly Tale[] {
  const before = (count: number) => evidence / 86_400 + minutes(count);

  const inEvidence: Tale = async (cast) => {
    await raised(cast, {
      buyer: "goran",
      what: "skateboard",
      bought: 7.7,
      shipped: 6.6,
      opened: 0.7,
      opener: "goran",
      claim: [
        "The deck is delaminating",
        "Two plies have come apart at the tail. Chipped is one thing, split another.",
      ],
      answered: minutes(4),
      reply: [
        "It was said: a little chipped",
        "The tail was chipped when I sold it, and the listing says so. The split must have come with the fall that he wrote about.",
      ],
    });
  };

  /** The last to be raised of those that want a draw, so that it stays at the end of the queue. */
  const inTheQueue: Tale = async (cast) => {
    const { id } = await raised(cast, {
      buyer: "farah",
      what: "boots",
      bought: 8.1,
      shipped: 7.2,
      opened: 1.4,
      opener: "farah",
      claim: ["Not the size on the listing", "Marked 43 on the tongue and 42 on the sole, and they fit like 42."],
      answered: before(6),
      reply: [
        "Resoled, so the sole lies",
        "The new sole carries the cobbler's number. Inside they are 43, I measured 28 cm.",
      ],
    });
    await cast.court.advance(id);
  };

  const inCommit: Tale = async (cast) => {
    const { id } = await raised(cast, {
      buyer: "bruno",
      what: "racket",
      bought: 8.6,
      shipped: 7.5,
      opened: 1.8,
      opener: "bruno",
      claim: ["Strung at 21 kg, not 24", "My club's machine says 21.2 kg a day after it came. The listing says 24."],
      answered: before(14),
      reply: [
        "Strings lose tension",
        "Every string loses two kilos in the first days. The stringer's bill says 24 kg.",
      ],
    });
    await cast.court.advance(id);
    await cast.court.drawAll();
    await cast.court.commit(id, [{ ruling: "seller" }]);
  };

  const inReveal: Tale = async (cast) => {
    const votes = [
      {
        ruling: "buyer",
        reasons: "The box was whole, so it broke before it was packed or was packed badly. Both are the seller's side.",
      },
      { ruling: "seller" },
      { ruling: "buyer" },
    ] as const;
    const { id } = await raised(cast, {
      buyer: "hina",
      what: "jar",
      bought: 11.6,
      shipped: 10.2,
      opened: 1.9,
      opener: "hina",
      claim: [
        "Arrived with a crack from rim to handle",
        "The outer box was whole, the inner one too, and the jar has a crack. It must have been there before.",
      ],
      answered: before(22),
      reply: ["It rang like a bell", "I tap every jar before I pack it. A crack sounds dull, and this one rang."],
    });
    await cast.court.advance(id);
    await cast.court.drawAll();
    await cast.court.commit(id, votes);
    await cast.court.reveal(id, votes.slice(0, 1));
  };

  const inAppeal: Tale = async (cast) => {
    const votes = [
      {
        ruling: "seller",
        reasons: "A dry nib after two months in a drawer is not a fault, and the listing promises one week.",
      },
      { ruling: "seller", reasons: "It wrote when it was flushed, as the buyer's own film shows." },
      { ruling: "buyer", reasons: "A new pen should not need flushing." },
    ] as const;
    const { id } = await raised(cast, {
      buyer: "farah",
      what: "fountain-pen",
      bought: 12.9,
      shipped: 11.1,
      opened: 2.2,
      opener: "farah",
      claim: [
        "It does not write at once",
        "It had to be flushed twice before it wrote. The listing says that it writes after a week in a drawer.",
      ],
      answered: before(30),
      reply: [
        "Ink dries in a plane",
        "Two weeks of travel are more than one in a drawer. After the flush it writes, as she says herself.",
      ],
    });
    await cast.court.advance(id);
    await cast.court.drawAll();
    await cast.court.commit(id, votes);
    await cast.court.reveal(id, votes);
  };

  return [waitsForAnswer, inEvidence, inTheQueue, inCommit, inReveal, inAppeal];
}
