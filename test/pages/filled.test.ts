import { expect } from "chai";
import { expectGoodLooks, untilFilled } from "./support/looks.ts";
import { resident } from "./support/people.ts";
import {
  checkoutSights,
  disputeSights,
  listingSights,
  orderSights,
  type Seeded,
  seeded,
  type Sight,
} from "./support/sights.ts";
import { openHolder, openVisitor, type Visitor } from "./support/visitor.ts";

/** Ada of the seeded market buys and sells; Chidi judges too. */
const [ada, chidi] = [1, 3];

/** Looks at one page after the other, and tells of all that are not as they should be. */
async function lookAtAll(visitor: Visitor, sights: readonly Sight[]): Promise<void> {
  const complaints: string[] = [];
  for (const { name, path } of sights) {
    visitor.faults.length = 0;
    try {
      await visitor.goto(path);
      await untilFilled(visitor.page);
      await expectGoodLooks(visitor);
    } catch (error) {
      complaints.push(`${name} (${path}): ${(error as Error).message.slice(0, 600)}`);
    }
  }
  expect(complaints.join("\n")).to.equal("");
}

describe("every page of a market that has everything", function () {
  this.timeout(240_000);
  let known: Seeded;
  let visitor: Visitor;

  before(async () => {
    known = await seeded();
    visitor = await openVisitor();
  });
  after(() => visitor?.close());

  it("has the home, the search and the settings", () =>
    lookAtAll(visitor, [
      { name: "home", path: "/" },
      { name: "search", path: "/search" },
      { name: "search by words", path: "/search?text=bicycle" },
      { name: "search in a category", path: "/search?category=home&sort=cheapest" },
      { name: "selling", path: "/sell" },
      { name: "settings", path: "/settings" },
    ]));

  it("has listings of every kind", async () => {
    const sights = listingSights(known);
    expect(sights.length).to.be.greaterThan(6);
    await lookAtAll(visitor, sights);
  });

  it("has a checkout for each of them, or a word why not", () => lookAtAll(visitor, checkoutSights(known)));

  it("has orders in every state", async () => {
    const sights = orderSights(known);
    expect(sights.length).to.be.greaterThan(8);
    await lookAtAll(visitor, sights);
  });

  it("has disputes in every phase", async () => {
    const sights = disputeSights(known);
    expect(sights.length).to.be.greaterThan(4);
    await lookAtAll(visitor, sights);
  });

  it("has a profile for whoever trades", () =>
    lookAtAll(
      visitor,
      [ada, chidi].map((index) => ({ name: `profile ${index}`, path: `/profile/${resident(index).address}` })),
    ));

  for (const [name, index] of Object.entries({ "somebody who trades": ada, "somebody who judges": chidi })) {
    it(`shows ${name} their own things`, async () => {
      const who = resident(index);
      const holder = await openHolder(who);
      const own = known.orders.filter(({ buyer, listing }) =>
        [buyer.id, listing.seller.id].includes(who.address.toLowerCase() as `0x${string}`),
      );
      const seats = known.orders.filter(({ dispute }) =>
        dispute?.case?.seats.some(({ arbitrator }) => arbitrator.id === who.address.toLowerCase()),
      );
      await lookAtAll(holder, [
        { name: "own orders", path: "/orders" },
        { name: "own desk", path: "/desk" },
        { name: "own profile", path: `/profile/${who.address}` },
        { name: "own settings", path: "/settings" },
        ...own.slice(0, 4).map(({ id, status }) => ({ name: `own order, ${status}`, path: `/order/${id}` })),
        ...seats.slice(0, 3).map(({ id }) => ({ name: "a case of theirs", path: `/dispute/${id}` })),
      ]).finally(() => holder.close());
    });
  }
});
