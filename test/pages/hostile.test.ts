import { expect } from "chai";
import type { BrowserContext } from "playwright-core";
import { expectGoodLooks } from "./support/looks.ts";
import { market } from "./support/market.ts";
import { resident } from "./support/people.ts";
import { seeded } from "./support/sights.ts";
import { openHolder, type Visitor } from "./support/visitor.ts";

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Fields that hold a stranger's words, as the index hands them on. */
const words = new Set(
  "title description alt name value variant delivery place keywords category condition language".split(" "),
);

/** What they write to break a page, or to deceive whoever reads it. */
const evils = [
  "__proto__",
  "constructor",
  "hasOwnProperty",
  // Nothing that can be seen.
  "\u2800\u200D\u2060\u3164",
  "\u200B",
  "",
  // Controls that turn the text.
  "Bicycle \u202Elatot RUE 001\u202C \u2066for\u2067 free\u2069",
  "W".repeat(20_000),
  "Lamp\u0000\uFFFE\uFFFF\u0007 of\u0000brass",
  // Marks piled up on marks.
  `L${"\u0336\u0489\u0321".repeat(300)}amp`,
  `"><img src=x onerror="globalThis.hit=1"><script>globalThis.hit=1</script>{{7*7}}`,
] as const;

/** Deals them out in turn, so that each stands in another place in each round. */
function spoilWith(next: () => string) {
  return function spoil(value: Json, key = ""): Json {
    if (typeof value === "string") return words.has(key) ? next() : value;
    if (Array.isArray(value)) return value.map((part) => (key === "tags" ? next() : spoil(part)));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, spoil(part, name)]));
  };
}

/** The index hands out what a stranger has written. */
async function spoilIndex(context: BrowserContext, next: () => string): Promise<void> {
  const spoil = spoilWith(next);
  await context.route(
    (url) => url.href.startsWith(market().endpoints.graph),
    async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: spoil((await response.json()) as Json) });
    },
  );
}

describe("pages of what a stranger has written", function () {
  this.timeout(180_000);
  let visitor: Visitor;
  let paths: { [name: string]: string };
  let turn = 0;
  const who = resident(1);

  before(async () => {
    visitor = await openHolder(who, { prepare: (context) => spoilIndex(context, () => evils[turn++ % evils.length]!) });
    const { orders, listings } = await seeded();
    const plain = listings.find(({ kind, status, slot }) => kind === "item" && status === "active" && slot === "0")!;
    const own = orders.find(({ buyer }) => buyer.id === who.address.toLowerCase())!;
    const disputed = orders.find(({ dispute }) => dispute?.case)!;
    paths = {
      home: "/",
      search: "/search",
      "a category": "/search?category=home",
      "a listing": `/listing/${plain.id}`,
      "a checkout": `/checkout/${plain.id}`,
      "a profile": `/profile/${who.address}`,
      orders: "/orders",
      "an order": `/order/${own.id}`,
      "a dispute": `/dispute/${disputed.id}`,
      desk: "/desk",
    };
  });
  after(() => visitor?.close());

  for (const round of [0, 4, 8]) {
    it(`stand, and deceive nobody, with evil number ${round} first`, async () => {
      turn = round;
      const complaints: string[] = [];
      for (const [page, path] of Object.entries(paths)) {
        visitor.faults.length = 0;
        try {
          await visitor.goto(path);
          await visitor.page.locator("main h1, main [role=alert]").first().waitFor();
          await visitor.page.waitForLoadState("networkidle", { timeout: 1_000 }).catch(() => undefined);
          await expectGoodLooks(visitor);
          expect(await visitor.page.evaluate("globalThis.hit")).to.equal(undefined);
        } catch (error) {
          complaints.push(`${page}: ${(error as Error).message.slice(0, 500)}`);
        }
      }
      expect(complaints.join("\n")).to.equal("");
    });
  }
});
