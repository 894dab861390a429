import { expect } from "chai";
import { headlineOf, needs, stepsOf } from "../../web/src/features/orders/life.ts";
import {
  as,
  booked,
  disputed,
  finished,
  funded,
  late,
  onTime,
  order,
  raised,
  rentPaid,
  rental,
  shipped,
  terms,
} from "./support/orders.ts";

describe("orders: steps", () => {
  context("given it is paid", () => {
    it("lets the seller send until the last second, and anyone send back one second later", () => {
      expect(stepsOf(onTime(as(funded, "seller"))).first).to.equal("ship");
      for (const side of ["buyer", "seller", null] as const)
        expect(stepsOf(late(as(funded, side))).first).to.equal("refund");
    });

    it("asks nothing of the buyer, and offers what the contract lets the buyer do", () => {
      expect(stepsOf(funded)).to.deep.equal({
        first: null,
        others: ["confirm", "release", "extend", "settle", "dispute"],
      });
    });

    it("offers the seller no dispute about what was not sent", () => {
      expect(stepsOf(as(funded, "seller")).others).to.deep.equal(["settle", "refund"]);
    });

    it("offers a stranger nothing before the deadline", () => {
      expect(stepsOf(as(funded, null))).to.deep.equal({ first: null, others: [] });
    });

    it("never offers to confirm a deposit that was not handed over", () => {
      const rented = { ...funded, order: rental };
      expect(stepsOf(rented).others).not.to.include("confirm");
      expect(stepsOf(late(rented)).others).to.deep.equal(["settle"]);
      expect(stepsOf(late(funded)).others).to.deep.equal(["confirm", "settle"]);
    });
  });

  context("given it is sent", () => {
    it("asks the buyer, then lets anyone have it paid out", () => {
      expect(stepsOf(onTime(shipped)).first).to.equal("confirm");
      expect(stepsOf(late(shipped)).first).to.equal("claim");
      expect(stepsOf(late(as(shipped, null)))).to.deep.equal({ first: "claim", others: [] });
    });

    it("leaves the seller the way to be generous even after the deadline", () => {
      expect(stepsOf(late(as(shipped, "seller"))).others).to.deep.equal(["settle", "refund"]);
      expect(stepsOf(late(as(rentPaid, "seller"))).others).to.deep.equal(["settle"]);
    });

    it("asks the seller for the deposit once the rent is paid", () => {
      expect(stepsOf(as(rentPaid, "seller")).first).to.equal("refund");
      expect(stepsOf(rentPaid)).to.deep.equal({ first: null, others: ["settle", "dispute"] });
    });
  });

  context("given a dispute", () => {
    it("leaves the ways to end it in peace until the ruling is in", () => {
      expect(stepsOf(disputed).others).to.deep.equal(["settle", "confirm"]);
      expect(stepsOf(as(raised, "seller")).others).to.deep.equal(["settle", "refund"]);
      expect(stepsOf({ ...raised, dispute: { ...raised.dispute, phase: "ruled" } }).others).to.deep.equal([]);
    });

    it("does not let a renter end it alone", () => {
      expect(stepsOf({ ...disputed, order: rental }).others).to.deep.equal(["settle"]);
    });
  });

  it("offers nothing once it is over", () => {
    expect(stepsOf(finished)).to.deep.equal({ first: null, others: [] });
  });
});

describe("orders: bookings", () => {
  const begins = booked.order.start;
  const begun = { ...booked, now: begins + 1 };

  it("can be called off by the buyer until the very second of the start, and no longer", () => {
    expect(stepsOf({ ...booked, now: begins }).others).to.include("callOff");
    expect(stepsOf(begun).others).to.not.include("callOff");
    expect(stepsOf({ ...booked, now: begins }).others).to.not.include("dispute");
    expect(stepsOf(begun).others).to.include("dispute");
    expect(stepsOf(as(booked, "seller")).others).to.not.include("callOff");
    expect(stepsOf(funded).others).to.not.include("callOff");
  });

  it("are handed over by the seller once they have begun, and not before", () => {
    expect(stepsOf(as({ ...booked, now: begins }, "seller"))).to.deep.equal({
      first: null,
      others: ["settle", "refund"],
    });
    expect(stepsOf(as(begun, "seller")).first).to.equal("ship");
    expect(headlineOf(as(begun, "seller"))).to.include({ meaning: "turn", title: "Your turn: hand it over" });
  });

  it("ask nothing of anybody before they begin", () => {
    for (const side of ["buyer", "seller", null] as const) {
      const { meaning, title, by } = headlineOf(as(booked, side));
      expect([meaning, by]).to.deep.equal(["held", undefined]);
      expect(title).to.match(/^It begins on /);
      expect(needs(as(booked, side))).to.equal("other");
    }
  });

  it("wait for the seller until the time after the start is over", () => {
    expect(booked.deadline).to.equal(begins + terms.fulfilWindow);
    expect(stepsOf(late(booked)).first).to.equal("refund");
  });

  it("that were called off have ended for the buyer", () => {
    expect(headlineOf({ ...booked, status: "refunded", outcome: "calledOff" })).to.include({
      meaning: "returned",
      title: "The buyer called it off",
    });
  });
});

describe("orders: headline", () => {
  it("turns to whoever has to act, and says by when", () => {
    expect(headlineOf(as(funded, "seller"))).to.include({
      meaning: "turn",
      title: "Your turn: send it",
      by: funded.deadline,
    });
    expect(headlineOf(funded)).to.include({ meaning: "held", title: "Waiting for the seller to send it" });
    expect(headlineOf(shipped)).to.include({ meaning: "turn", title: "Your turn: say whether all is well" });
    expect(headlineOf(as(shipped, "seller")).meaning).to.equal("held");
    expect(headlineOf(as(rentPaid, "seller")).title).to.equal("Your turn: return the deposit");
  });

  it("speaks of the kind of thing", () => {
    const service = { ...funded, order: { ...order, terms: { ...terms, kind: 2 } } };
    expect(headlineOf(service).title).to.equal("Waiting for the seller to do the work");
  });

  it("tells the seller, not of the seller, that the time has run out", () => {
    expect(headlineOf(late(as(funded, "seller"))).title).to.equal("You did not send it in time");
    expect(headlineOf(late(funded)).title).to.equal("The seller did not send it in time");
  });

  it("asks whoever did not open the dispute to answer", () => {
    expect(headlineOf(as(disputed, "seller"))).to.include({ meaning: "turn", title: "Your turn: answer the dispute" });
    expect(headlineOf(disputed).title).to.equal("Waiting for the seller to answer the dispute");
    expect(headlineOf(as(disputed, "seller")).silence).to.equal("If you don’t, you lose.");
    expect(headlineOf(late(disputed)).title).to.equal("The dispute was not answered in time");
  });

  it("says what silence about a dispute costs, and no more", () => {
    const unsent = { ...disputed, dispute: { ...disputed.dispute, unsent: true } };
    const back = "If you don’t, everything goes back to the buyer.";
    expect(headlineOf(as(unsent, "seller")).silence).to.equal(back);
    const bySeller = { ...disputed, dispute: { ...disputed.dispute, openedByBuyer: false } };
    expect(headlineOf(as(bySeller, "buyer")).silence).to.equal("If you don’t, the seller is paid.");
    expect(headlineOf({ ...as(bySeller, "buyer"), order: rental }).silence).to.equal(
      "If you don’t, the seller gets everything, the deposit too.",
    );
  });

  it("never says that money has gone where it has not", () => {
    for (const situation of [funded, shipped, rentPaid, disputed, raised].flatMap((each) => [each, late(each)])) {
      for (const side of ["buyer", "seller", null] as const) {
        expect(["held", "turn", "dispute"]).to.include(headlineOf(as(situation, side)).meaning);
      }
    }
  });

  it("sorts by it", () => {
    expect([funded, as(funded, "seller"), late(funded), finished].map(needs)).to.deep.equal([
      "other",
      "me",
      "me",
      "nobody",
    ]);
  });
});
