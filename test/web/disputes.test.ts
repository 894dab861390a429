import { expect } from "chai";
import { obstacleTo } from "../../web/src/features/disputes/opening/obstacleTo.ts";
import { type Order, plainOrder, plainTerms } from "../../protocol/ids.ts";
import type { CourtCase, CourtConfig } from "../../web/src/market/courts/case.ts";
import { type Round, rulingOf, votesHidden } from "../../web/src/market/courts/case.ts";
import { type Situation, dueSteps } from "../../protocol/due.ts";
import { cidOfUri, evidenceEnd, isOneBlock, numbered } from "../../web/src/features/disputes/evidence/exhibits.ts";
import { type DisputeFacts, headlineOf } from "../../web/src/features/disputes/file/headline.ts";
import { mayAnswer } from "../../web/src/features/disputes/disputeView.ts";
import { namesFor } from "../../web/src/market/side.ts";
import { feesBack, prospects, sellerAmount } from "../../web/src/features/disputes/prospects/prospects.ts";
import { longestTime, stepsOf, usualTime } from "../../web/src/features/disputes/file/schedule.ts";

const buyer = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const seller = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
const nobody = "0x0000000000000000000000000000000000000000" as const;
const zero32 = `0x${"00".repeat(32)}` as const;

const config: CourtConfig = {
  evidencePeriod: 300,
  commitPeriod: 200,
  revealPeriod: 100,
  appealPeriod: 50,
  drawTimeout: 30,
  seats: 3,
  minSeats: 3,
  maxRounds: 4,
  hidden: true,
  fee: 10n,
  lockBps: 30_000,
  incoherentBps: 6_667,
  bondBps: 5_000,
  keeperFee: 2n,
};

const order: Order = {
  ...plainOrder,
  terms: {
    ...plainTerms,
    seller,
    token: nobody,
    price: 1_000n,
    deposit: 401n,
    stock: 1,
    expiry: 0,
    fulfilWindow: 60,
    inspectWindow: 60,
    rulingWindow: 10_000,
    sellerFeeBps: 200,
    buyerFeeBps: 100,
    referralBps: 0,
    kind: 0,
    arbitrator: nobody,
    courtId: 0,
    metadata: zero32,
    epoch: 0,
  },
  buyer,
  quantity: 1,
  referrer: nobody,
  nonce: 1n,
};

const courtCase: CourtCase = {
  id: 7n,
  arbitrable: nobody,
  parties: [buyer, seller],
  phase: "evidence",
  round: 0,
  attempt: 0,
  executed: false,
  undecided: false,
  drawFailed: false,
  phaseEnd: 500,
  ruling: "split",
  drawBlock: 40n,
  config,
};

describe("dispute prospects", () => {
  it("gives the buyer everything, price, fee and deposit, when the buyer wins", () => {
    const [forBuyer] = prospects(order, 1_000n);
    expect(forBuyer).to.deep.equal({
      ruling: "buyer",
      payout: { toSeller: 0n, toBuyer: 1_411n, fee: 0n, referral: 0n },
    });
  });

  it("gives the seller the price less the fee, and the deposit, when the seller wins", () => {
    const [, forSeller] = prospects(order, 1_000n);
    expect(forSeller?.payout).to.deep.equal({ toSeller: 1_381n, toBuyer: 0n, fee: 30n, referral: 0n });
  });

  it("halves price and deposit together when nobody wins, rounding down for the seller", () => {
    expect(sellerAmount(order, 1_000n, "split")).to.equal(700n);
  });

  it("moves the same sum whatever the ruling", () => {
    const sums = prospects(order, 1_000n).map(({ payout: p }) => p.toBuyer + p.toSeller + p.fee + p.referral);
    expect(new Set(sums)).to.deep.equal(new Set([1_411n]));
  });

  it("hands the second arbitration fee to the winner, or half to each", () => {
    expect(feesBack(33n, "buyer")).to.deep.equal({ toBuyer: 33n, toSeller: 0n });
    expect(feesBack(33n, "seller")).to.deep.equal({ toBuyer: 0n, toSeller: 33n });
    expect(feesBack(33n, "split")).to.deep.equal({ toBuyer: 16n, toSeller: 17n });
  });
});

describe("dispute schedule", () => {
  it("lists the steps of a hidden vote and dates the running one alone", () => {
    const steps = stepsOf(config, { phase: "commit", phaseEnd: 900, seats: 3 });
    expect(steps.map((step) => step.phase)).to.deep.equal([
      "evidence",
      "draw",
      "commit",
      "reveal",
      "appeal",
      "resolved",
    ]);
    expect(steps.map((step) => step.state)).to.deep.equal(["past", "past", "now", "next", "next", "next"]);
    expect(steps.map((step) => step.endsAt)).to.deep.equal([null, null, 900, null, null, null]);
  });

  it("leaves the secret part out for a panel of one", () => {
    expect(votesHidden(config, 1)).to.equal(false);
    const steps = stepsOf(config, { phase: "reveal", phaseEnd: 900, seats: 1 });
    expect(steps.map((step) => step.label)).to.deep.equal(["Evidence", "Draw", "Vote", "Appeal", "Final"]);
  });

  it("gives the final step no end", () => {
    expect(stepsOf(config, { phase: "resolved", phaseEnd: 900, seats: 3 }).at(-1)?.endsAt).to.equal(null);
  });

  it("adds up the usual and the longest time", () => {
    expect(usualTime(config)).to.equal(650);
    expect(longestTime(config)).to.equal(300 + 2 * 330 + 50);
  });
});

describe("due steps", () => {
  const raised: Situation = {
    now: 500,
    block: 40n,
    dispute: { phase: "raised", deadline: 1_000 },
    open: true,
    court: courtCase,
    attempts: [],
    queue: null,
  };
  const steps = (change: Partial<Situation>) => dueSteps({ ...raised, ...change }).map((due) => due.step);

  it("has none at the last second of a phase, and advance one second later", () => {
    expect(steps({})).to.deep.equal([]);
    expect(steps({ now: 501 })).to.deep.equal(["advance"]);
  });

  it("draws from the block after the draw block on, whoever's turn in the queue it is", () => {
    const court = { ...courtCase, phase: "draw" as const };
    expect(steps({ court, queue: { id: 3n, block: 40n } })).to.deep.equal([]);
    expect(dueSteps({ ...raised, court, block: 41n, queue: { id: 3n, block: 40n } })).to.deep.equal([
      { step: "draw", id: 3n, block: 40n },
    ]);
  });

  it("resolves an unanswered dispute after the last second to answer", () => {
    const dispute = { phase: "opened" as const, deadline: 500 };
    expect(steps({ court: null, dispute })).to.deep.equal([]);
    expect(steps({ court: null, dispute, now: 501 })).to.deep.equal(["resolveUnanswered"]);
  });

  it("resolves a stalled dispute after the ruling deadline", () => {
    expect(steps({ court: null, now: 1_001 })).to.deep.equal(["resolveStalled"]);
  });

  it("hands over the ruling, settles what is not settled, and then pays", () => {
    const court = { ...courtCase, phase: "resolved" as const };
    const attempts = [
      { round: 0, attempt: 0, settled: true },
      { round: 0, attempt: 1, settled: false },
    ];
    expect(steps({ court, attempts, now: 501 })).to.deep.equal(["executeAtCourt", "settle"]);
    const handed = { court: { ...court, executed: true }, attempts: [], now: 501 };
    expect(steps({ ...handed, dispute: { phase: "ruled", deadline: 0 } })).to.deep.equal(["executeAtEscrow"]);
    expect(steps({ ...handed, dispute: { phase: "ruled", deadline: 0 }, open: false })).to.deep.equal([]);
  });
});

describe("answer to a dispute", () => {
  const opened = {
    status: "disputed",
    side: "seller",
    dispute: { phase: "opened", openedByBuyer: true },
    deadline: 100,
    now: 100,
  } as const;

  it("is the other side's to give, up to the last second", () => {
    expect(mayAnswer(opened)).to.equal(true);
    expect(mayAnswer({ ...opened, now: 101 })).to.equal(false);
    expect(mayAnswer({ ...opened, side: "buyer" })).to.equal(false);
    expect(mayAnswer({ ...opened, side: null })).to.equal(false);
    expect(mayAnswer({ ...opened, side: "buyer", dispute: { phase: "opened", openedByBuyer: false } })).to.equal(true);
  });

  it("is asked for no longer once it is given, or the order has ended", () => {
    expect(mayAnswer({ ...opened, dispute: { phase: "raised", openedByBuyer: true } })).to.equal(false);
    expect(mayAnswer({ ...opened, dispute: { phase: "ruled", openedByBuyer: true } })).to.equal(false);
    expect(mayAnswer({ ...opened, status: "resolved" })).to.equal(false);
  });
});

describe("exhibits", () => {
  const cid = `bafkrei${"a".repeat(52)}`;

  it("can be checked when its name is the hash of its own bytes", () => {
    expect(isOneBlock(`bafkrei${"a".repeat(52)}`)).to.equal(true);
    expect(isOneBlock(`bafybei${"a".repeat(52)}`)).to.equal(false);
  });

  it("reads the CID out of a path and nothing out of anything else", () => {
    expect(cidOfUri(`/ipfs/${cid}`)).to.equal(cid);
    expect(cidOfUri(`ipfs://${cid}`)).to.equal(cid);
    expect(cidOfUri(`/ipfs/${cid}/evidence.json`)).to.equal(cid);
    for (const uri of ["", "https://example.org/x", "javascript:alert(1)", `/ipfs/../${cid}`, "/ipfs/Qm123"]) {
      expect(cidOfUri(uri), uri).to.equal(null);
    }
  });

  it("numbers each side's pieces in time and marks the late ones", () => {
    const end = evidenceEnd(11_000, 10_000, 300);
    const list = numbered(
      [
        { id: "c", party: buyer, uri: "", at: 1_301 },
        { id: "a", party: seller, uri: "", at: 1_100 },
        { id: "b", party: buyer.toLowerCase() as typeof buyer, uri: "", at: 1_300 },
      ],
      buyer,
      end,
    );
    expect(list.map(({ side, number, late }) => [side, number, late])).to.deep.equal([
      ["seller", 1, false],
      ["buyer", 1, false],
      ["buyer", 2, true],
    ]);
  });

  it("reads a ruling that was never asked for as no decision", () => {
    expect([0n, 1n, 2n, 3n].map(rulingOf)).to.deep.equal(["split", "buyer", "seller", "split"]);
  });
});

describe("dispute headline", () => {
  const noon = 1_764_000_000;
  const standing: DisputeFacts = {
    now: noon,
    status: "disputed",
    outcome: "none",
    deadline: noon + 7_200,
    phase: "opened",
    openedByBuyer: true,
    silence: "buyerWins",
    ruling: "split",
    court: null,
    round: null,
    names: namesFor(undefined, buyer, seller),
  };
  const say = (change: Partial<DisputeFacts>) => headlineOf({ ...standing, ...change });

  it("asks the other side to answer, and says what silence costs", () => {
    const { title, body } = say({ names: namesFor(seller, buyer, seller) });
    expect(title).to.equal("Your answer is asked for");
    expect(body).to.match(/^You have to pay the same fee by .* \(in 2 hours\), so that/);
    expect(body).to.match(/If you don’t, the buyer wins, and their fee comes back\.$/);
  });

  it("lets the opener wait for the other side", () => {
    const { title, body } = say({ names: namesFor(buyer, buyer, seller) });
    expect(title).to.equal("Waiting for the seller to answer");
    expect(body).to.match(/^The seller has to pay .* If that does not happen, you win, and your fee comes back\.$/);
  });

  it("says that silence wins nothing but what only a dispute can bring", () => {
    expect(say({ silence: "everythingBack" }).body).to.match(/, everything goes back to the buyer, and their fee/);
    const bySeller = { openedByBuyer: false, silence: "sellerPaid" } as const;
    expect(say(bySeller).body).to.match(/, the seller is paid, and their fee comes back\.$/);
    expect(say({ ...bySeller, now: noon + 7_201 }).body).to.match(/now\. The seller is paid, and their fee comes back/);
    const owner = { names: namesFor(seller, buyer, seller), openedByBuyer: false, silence: "sellerTakesAll" } as const;
    expect(say(owner).body).to.match(/, you get everything, the deposit too, and your fee comes back\.$/);
  });

  it("names the default once the time to answer is over", () => {
    expect(say({ now: noon + 7_200 }).title).to.equal("Waiting for the seller to answer");
    expect(say({ now: noon + 7_201 }).title).to.equal("The seller did not answer in time");
  });

  it("counts the votes while they come in", () => {
    const seats = (["committed", "drawn", "drawn"] as const).map((status, index) => ({
      index,
      arbitrator: nobody,
      status,
      choice: null,
      commitment: zero32,
      justified: false,
    }));
    const round: Round = {
      round: 0,
      rules: 0,
      seats: 3,
      nextSeats: 0,
      decided: false,
      ruling: "split",
      fee: 10n,
      lock: 30n,
      need: 0n,
      raised: 0n,
      returned: 0n,
      attempts: [{ round: 0, attempt: 0, hidden: true, settled: false, seats }],
    };
    const court = { ...courtCase, phase: "commit" as const, phaseEnd: noon + 7_200 };
    expect(say({ phase: "raised", court, round }).body).to.match(/^1 of 3 have voted\./);
    const decided = { ...round, decided: true, ruling: "seller" as const };
    expect(say({ phase: "raised", court: { ...court, phase: "appeal" }, round: decided }).title).to.equal(
      "The panel has decided: the seller is paid",
    );
    const appealed = { ...court, phase: "appeal", round: 1 } as const;
    expect(say({ phase: "raised", court: { ...appealed, undecided: true }, round }).title).to.equal(
      "The panel found no majority: each side gets half",
    );
    expect(say({ phase: "raised", court: { ...appealed, undecided: false, ruling: "buyer" }, round }).title).to.equal(
      "The panel found no majority, so the ruling before it stands: the buyer gets the money back",
    );
  });

  it("says how it ended", () => {
    expect(say({ status: "resolved", outcome: "split", phase: "ruled" }).title).to.equal("It ended half and half");
    expect(say({ phase: "ruled", ruling: "buyer" }).title).to.equal("The ruling is in: the buyer gets the money back");
  });
});

describe("what is in the way of opening a dispute", () => {
  const now = 1_790_000_000;
  const facts = { now, deadline: now + 100, status: "funded", order: { start: now } } as const;

  it("is nothing for a buyer who waits, from the second after a stay's start on", () => {
    expect(obstacleTo({ ...facts, order: { start: 0 } }, "buyer")).to.equal(null);
    expect(obstacleTo({ ...facts, order: { start: now - 1 } }, "buyer")).to.equal(null);
    expect(obstacleTo(facts, "buyer")?.title).to.contain("not begun yet");
    expect(obstacleTo(facts, "buyer")?.text).to.contain("you can call it off");
  });

  it("is for the seller that nothing was sent, and for nobody once something was", () => {
    expect(obstacleTo(facts, "seller")?.title).to.contain("Nothing was sent yet");
    for (const side of ["buyer", "seller"] as const) {
      expect(obstacleTo({ ...facts, status: "shipped" }, side)).to.equal(null);
    }
  });

  it("is the deadline for both, whatever else is true", () => {
    for (const side of ["buyer", "seller"] as const) {
      expect(obstacleTo({ ...facts, deadline: now - 1 }, side)?.title).to.equal("The time for a dispute is over");
      expect(obstacleTo({ ...facts, deadline: now, order: { start: 0 }, status: "shipped" }, side)).to.equal(null);
    }
  });
});
