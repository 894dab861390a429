import { setTimeout } from "node:timers/promises";
import type { BrowserContext, Page } from "playwright-core";
import type { Hex } from "viem";
import { agree, late, refuse, replace, sendInSilence, sendThen, type Way } from "../../support/wallet/ways.ts";
import { type Buyer, newBuyer, openShop, pay } from "./checkout.ts";
import { denials, ordersOf, until } from "./truth.ts";
import { asVisitor, pressable } from "./visitor.ts";

/** How a page is lost. */
const kills = ["reload", "close", "second tab", "both tabs", "reload twice"] as const;
const moods = ["yes", "yes", "yes", "no", "error after sending", "silent after sending", "sped up"] as const;

type Plan = {
  number: number;
  kill: (typeof kills)[number];
  mood: (typeof moods)[number];
  /** From when on it is counted until the page is lost. */
  from: "press" | "question";
  /** Milliseconds: to the kill, and from the wallet's question to its answer. */
  killAfter: number;
  answerAfter: number;
  /** The second answer of the wallet, should it be asked again. */
  againAfter: number;
};

/** Mulberry32: the same plans for the same seed, on any machine. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function plansOf(seed: number, count: number): Plan[] {
  const roll = dice(seed);
  const one = <Value>(values: readonly Value[]) => values[Math.floor(roll() * values.length)]!;
  return Array.from({ length: count }, (_, number) => ({
    number,
    kill: one(kills),
    mood: one(moods),
    from: one(["press", "question", "question"]),
    killAfter: Math.floor(roll() * 1_800),
    answerAfter: Math.floor(roll() * 1_500),
    againAfter: Math.floor(roll() * 1_500),
  }));
}

function wayOf({ mood, answerAfter }: Plan, { line }: Buyer): Way {
  const ways: Record<Plan["mood"], Way> = {
    yes: agree,
    no: refuse(),
    "error after sending": sendThen(),
    "silent after sending": sendInSilence,
    "sped up": replace(line, "spedUp", { after: 600 }),
  };
  return late(answerAfter, ways[mood]);
}

/** Presses what pays, when the page offers it; says whether it did. */
async function payIn(page: Page): Promise<boolean> {
  const button = page.getByRole("button", { name: pay }).and(page.locator(pressable));
  try {
    if ((await button.count()) === 0) return false;
    await button.first().click({ timeout: 1_500 });
    return true;
  } catch {
    return false;
  }
}

async function openAt(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(path, { waitUntil: "domcontentloaded" });
  await page.getByRole("heading", { level: 1 }).waitFor();
  return page;
}

async function kill({ kill, from, killAfter }: Plan, buyer: Buyer, path: string): Promise<void> {
  const { context, page, wallet } = buyer;
  if (from === "question") await until("a question", async () => wallet.asked.includes("eth_sendTransaction"));
  await setTimeout(killAfter);
  if (kill === "second tab" || kill === "both tabs") {
    buyer.page = await openAt(context, path);
    if (kill === "both tabs") await payIn(page);
    return;
  }
  if (kill === "close") {
    buyer.page = await context.newPage();
    await page.close();
  }
  if (kill === "reload twice") {
    await buyer.goto(path);
    await setTimeout(300);
  }
  await buyer.goto(path);
}

export type Point = { plan: Plan; orders: Hex[]; presses: number; leads: boolean; denied: string[] };

/** Whether a page of hers shows or names the order. */
async function leadsTo(order: Hex, { context }: Buyer): Promise<boolean> {
  const found = await Promise.all(
    context.pages().map(async (page) => {
      if (page.url().includes(order)) return true;
      const link = page.locator(`a[href*="${order}"]`).first();
      return link.isVisible().catch(() => false);
    }),
  );
  return found.some(Boolean);
}

async function walk(plan: Plan): Promise<Point> {
  const { lamp } = await openShop();
  const path = `/checkout/${lamp}`;
  return asVisitor(newBuyer("lamp"), async (buyer) => {
    const { wallet, who } = buyer;
    wallet.next("eth_sendTransaction", wayOf(plan, buyer));
    wallet.always("eth_sendTransaction", late(plan.againAfter));
    await buyer.goto(path);
    await buyer.press(pay);
    await kill(plan, buyer, path);

    // Goes on as a person would, who wants the lamp and presses whatever button pays.
    let presses = 1;
    for (const end = Date.now() + 12_000; Date.now() < end; await setTimeout(400)) {
      const [order] = await ordersOf(who.address);
      if (order && (await leadsTo(order, buyer))) break;
      if (presses < 3 && (await payIn(buyer.page))) presses++;
    }
    await wallet.rest();
    const orders = await ordersOf(who.address);
    const [order] = orders;
    if (!order) return { plan, orders, presses, leads: true, denied: [] };

    // She comes back once more, when all is over.
    const before = buyer.heard.length;
    if (!(await leadsTo(order, buyer))) await buyer.goto(path);
    const leads = await until("the order", () => leadsTo(order, buyer), 15_000).then(
      () => true,
      () => false,
    );
    const said = [...buyer.heard.slice(before), await buyer.reads()];
    await payIn(buyer.page).then((pressed) => (pressed ? setTimeout(plan.againAfter + 500) : undefined));
    await wallet.rest();
    const denied = said.filter((words) => denials.test(words));
    return { plan, orders: await ordersOf(who.address), presses, leads, denied };
  });
}

const describePoint = ({ plan, orders, presses }: Point) =>
  `${JSON.stringify(plan)} ${orders.length} orders, ${presses} presses`;

/** Several at once: most of each is waiting. */
export async function walkKillPoints(seed: number, count: number, atOnce = 3) {
  const started = performance.now();
  const left = plansOf(seed, count);
  const points: Point[] = [];
  async function work(): Promise<void> {
    for (let plan = left.shift(); plan; plan = left.shift()) {
      points.push(await walk(plan));
      if (points.length % 10 === 0 && count > 20) console.log(`      ${points.length} of ${count}`);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  const bought = points.filter(({ orders }) => orders.length === 1).length;
  const paidTwice = points.filter(({ orders }) => orders.length > 1);
  const denied = points.filter(({ denied }) => denied.length > 0);
  const lost = points.filter(({ leads }) => !leads);
  const seconds = Math.round((performance.now() - started) / 1_000);
  return {
    paidTwice: paidTwice.map(describePoint),
    denied: denied.map((point) => `${describePoint(point)}: ${point.denied.join(" / ").slice(0, 200)}`),
    lost: lost.map(describePoint),
    words: `${points.length} kill points of seed ${seed} in ${seconds} s: ${bought} bought once, ${paidTwice.length} paid twice, ${points.length - bought - paidTwice.length} not bought, ${lost.length} orders not found again, ${denied.length} denied`,
  };
}
