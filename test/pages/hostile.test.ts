import { expect } from "chai";
import type { BrowserContext } from "playwright-core";
import { expectGoodLooks } from "./support/looks.ts";
import { market } from "./support/market.ts";
import { resident } from "./support/people.ts";
import { seeded } from "./support/sights.ts";
import { openHolder, type Visitor } from "./support/visitor.ts";

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Fields that hold a stranger's words, as the index hands them on. */
const words = new Set(["title", "description", "alt", "name", "value", "variant", "delivery", "place", "keywords"]);
const keys = new Set(["category", "condition", "language"]);

type Evil = { words?: string; keys?: string; tags?: string[] };

const evils: Record<string, Evil> = {
  "names of what every object has": { keys: "__proto__", words: "constructor", tags: ["__proto__", "toString"] },
  "the name of a method": { keys: "hasOwnProperty", words: "__proto__" },
  "nothing that can be seen": { words: "\u2800\u200D\u2060\u3164", keys: "\u200B", tags: ["\u2800"] },
  "controls that turn the text": {
    words: "Bicycle \u202Elatot RUE 001\u202C \u2066for\u2067 free\u2069",
    keys: "\u202Eemoh",
    tags: ["\u202Egat"],
  },
  "one word without an end": { words: "W".repeat(20_000), keys: "k".repeat(5_000), tags: ["t".repeat(3_000)] },
  "zero bytes and halves of letters": { words: "Lamp\u0000\uFFFE\uFFFF\u0007 of\u0000brass", keys: "\u0000home" },
  "marks piled up on marks": { words: `L${"\u0336\u0489\u0321".repeat(300)}amp`, keys: "home" },
  markup: {
    words: `"><img src=x onerror="globalThis.hit=1"><script>globalThis.hit=1</script>{{7*7}}`,
    keys: `"><svg onload=globalThis.hit=1>`,
  },
  nothing: { words: "", keys: "", tags: [] },
};

function spoil(value: Json, evil: Evil, key = ""): Json {
  if (typeof value === "string") {
    if (words.has(key)) return evil.words ?? value;
    return keys.has(key) ? (evil.keys ?? value) : value;
  }
  if (Array.isArray(value)) return key === "tags" && evil.tags ? evil.tags : value.map((part) => spoil(part, evil));
  if (value === null || typeof value !== "object") return value;
  // Not Object.fromEntries: a key of "__proto__" has to arrive as one.
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, spoil(part, evil, name)]));
}

/** The index hands out what a stranger has written. */
async function spoilIndex(context: BrowserContext, evil: () => Evil): Promise<void> {
  await context.route(
    (url) => url.href.startsWith(market().endpoints.graph),
    async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: spoil((await response.json()) as Json, evil()) });
    },
  );
}

describe("pages of what a stranger has written", function () {
  this.timeout(180_000);
  let visitor: Visitor;
  let paths: { [name: string]: string };
  let evil: Evil = {};
  const who = resident(1);

  before(async () => {
    visitor = await openHolder(who, { prepare: (context) => spoilIndex(context, () => evil) });
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

  for (const [name, how] of Object.entries(evils)) {
    it(`stand, and deceive nobody, with ${name}`, async () => {
      evil = how;
      const complaints: string[] = [];
      for (const [page, path] of Object.entries(paths)) {
        visitor.faults.length = 0;
        try {
          await visitor.goto(path);
          await visitor.page.locator("main h1, main [role=alert]").first().waitFor();
          await visitor.page.waitForLoadState("networkidle", { timeout: 1_500 }).catch(() => undefined);
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
