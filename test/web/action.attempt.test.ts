import { expect } from "chai";
import type { Hex } from "viem";
import { type Order, orderId } from "#protocol/order.ts";
import { ObstacleError } from "../../web/src/lib/obstacle.ts";
import { type Plan, press, type Standing, watch } from "../../web/src/action/attempts/attempt.ts";
import type { Deed } from "../../web/src/action/attempts/asked.ts";
import { nextOrder, toldFirst } from "../../web/src/features/orders/buying/identity.ts";
import { order } from "./support/orders.ts";
import { makeBrowser, makeWorld, payment, purchase, type Receipt, sender, settle, traceOf } from "./support/world.ts";

const subject = "buy:0x01";
const buying = purchase("01");
const planOf = (deed: Deed, once = true): Plan => ({ title: "You pay 100", deed, trace: traceOf(deed), once });
const refusal = Object.assign(new Error("User rejected the request."), { code: 4001 });

/** What a person sees in one tab, in order. */
function seen() {
  const standings: Standing<Receipt>[] = [];
  return {
    report: (standing: Standing<Receipt>) => void standings.push(standing),
    last: () => standings.at(-1),
    steps: () => standings.map(({ step }) => step),
  };
}

describe("action: an attempt", () => {
  function setting(send: (world: ReturnType<typeof makeWorld>, deed: Deed) => Promise<unknown>) {
    const world = makeWorld();
    const browser = makeBrowser();
    const open = (lives?: number) => browser.openTab(world, (deed) => send(world, deed), lives);
    return { world, browser, open };
  }
  /** Presses in a tab and follows, for a while. */
  async function go(
    tab: ReturnType<ReturnType<typeof makeBrowser>["openTab"]>,
    plan = planOf(buying),
    mine = () => {},
  ) {
    const view = seen();
    const end = new AbortController();
    const work = press({ subject, sender }, async () => plan, tab.ports, view.report).then((next) =>
      next === "watch" ? watch({ subject, sender }, tab.ports, view.report, end.signal) : undefined,
    );
    await settle();
    mine();
    await settle(120);
    end.abort();
    return { ...view, work };
  }

  it("ends in its receipt when all is well", async () => {
    const { world, open } = setting(async (world, deed) => world.send(sender, deed));
    const { last, steps } = await go(open(), planOf(buying), () => world.mine());
    expect(steps()).to.include.members(["wallet", "sent"]);
    expect(last()).to.have.property("step", "done");
  });

  it("keeps what it asks before the wallet is asked", async () => {
    const { browser, open } = setting(async () => {
      expect(browser.store.size).to.equal(1);
      throw refusal;
    });
    const { last } = await go(open());
    expect(last()).to.have.nested.property("answer.trouble", "rejected");
    expect(browser.store.size).to.equal(0);
  });

  for (const [words, error] of [
    ["a time-out", Object.assign(new Error("Request timed out"), { code: -32603 })],
    ["a refusal", refusal],
    ["a lost connection", Object.assign(new Error("Disconnected"), { code: 4900 })],
  ] as const) {
    it(`finds the payment of a wallet that sends and then answers with ${words}`, async () => {
      const { world, open } = setting(async (world, deed) => {
        world.send(sender, deed);
        throw error;
      });
      const { last, steps } = await go(open(), planOf(buying), () => world.mine());
      expect(steps()).not.to.include("unsent");
      expect(last()).to.have.property("step", "done");
    });
  }

  for (const answer of ["0xnonsense", `0x${"ab".repeat(32)}`, null]) {
    it(`says what it does not know when the wallet answers ${String(answer).slice(0, 12)} and sends nothing`, async () => {
      const { browser, open } = setting(async () => answer);
      const { last } = await go(open());
      expect(last()).to.have.property("step", "doubt");
      expect(browser.store.size, "and keeps it").to.equal(1);
    });
  }

  it("is not done when the transaction was cancelled", async () => {
    const { world, open } = setting(async (world, deed) => world.send(sender, deed));
    const { last } = await go(open(), planOf(payment("05"), false), () => {
      world.replace(sender, 0, { to: sender, data: "0x", value: "0" });
      world.mine();
    });
    expect(last()).to.deep.include({ step: "replaced", cancelled: true });
  });

  it("is done when it was sped up", async () => {
    const { world, open } = setting(async (world, deed) => world.send(sender, deed));
    const { last } = await go(open(), planOf(buying), () => {
      world.replace(sender, 0, buying);
      world.mine();
    });
    expect(last()).to.have.property("step", "done");
  });

  it("refuses the second press in another tab, whatever it is about", async () => {
    for (const deed of [buying, payment("05")]) {
      let prompts = 0;
      const { open } = setting(() => {
        prompts++;
        return new Promise(() => {});
      });
      await go(open(), planOf(deed, false));
      const second = await go(open(), planOf(deed, false));
      expect(second.steps()[0]).to.equal("elsewhere");
      expect(second.last()).to.have.property("step", "elsewhere");
      expect(prompts).to.equal(1);
    }
  });

  it("lets go of the waiting and not of the question", async () => {
    let say: (hash: unknown) => void = () => {};
    const { world, open } = setting(
      (_, deed) => new Promise((resolve) => (say = () => resolve(world.send(sender, deed)))),
    );
    const tab = open();
    const view = seen();
    const end = new AbortController();
    const work = press({ subject, sender }, async () => planOf(buying), tab.ports, view.report);
    await settle();
    const asking = view.last();
    if (asking?.step !== "wallet") throw new Error("The wallet was not asked");
    asking.stop();
    expect(await work).to.equal("watch");
    const watching = watch({ subject, sender }, tab.ports, view.report, end.signal);
    await settle();
    expect(view.last()).to.deep.include({ step: "doubt", why: "unanswered" });
    say(null);
    await settle();
    world.mine();
    await watching;
    expect(view.last()).to.have.property("step", "done");
  });

  it("does not pay again for what may still come, unless the contract takes it once only", async () => {
    let prompts = 0;
    const { open } = setting(async () => {
      prompts++;
      throw Object.assign(new Error("Request timed out"), { code: -32603 });
    });
    await go(open(), planOf(payment("05"), false));
    const again = await go(open(), planOf(payment("05"), false));
    expect(prompts).to.equal(1);
    expect(again.last()).to.deep.include({ step: "doubt", why: "answered" });
  });

  it("waits on for the first question when the second one is refused", async () => {
    const answers: ((how: "yes" | "no") => void)[] = [];
    const { world, browser, open } = setting(
      (world, deed) =>
        new Promise((resolve, reject) =>
          answers.push((how) => (how === "yes" ? resolve(world.send(sender, deed)) : reject(refusal))),
        ),
    );
    const tab = open();
    const first = seen();
    const pressed = press({ subject, sender }, async () => planOf(buying), tab.ports, first.report);
    await settle();
    const asking = first.last();
    if (asking?.step !== "wallet") throw new Error("The wallet was not asked");
    asking.stop();
    await pressed;

    const second = await go(tab, planOf(buying), () => answers[1]?.("no"));
    expect(answers).to.have.length(2);
    expect(second.steps(), "of the first nothing is proven").not.to.include("unsent");
    expect(second.last()).to.deep.include({ step: "doubt", why: "unanswered" });
    expect(browser.store.size).to.equal(1);

    answers[0]?.("yes");
    await settle();
    const end = new AbortController();
    const watching = watch({ subject, sender }, tab.ports, second.report, end.signal);
    world.mine();
    await settle(120);
    end.abort();
    await watching;
    expect(second.last()).to.have.property("step", "done");
  });

  it("hears the hash of the first question while the second one is open", async () => {
    const answers: (() => void)[] = [];
    const { browser, open } = setting(
      (world, deed) => new Promise((resolve) => answers.push(() => resolve(world.send(sender, deed)))),
    );
    const tab = open();
    const view = seen();
    const pressed = press({ subject, sender }, async () => planOf(buying), tab.ports, view.report);
    await settle();
    const asking = view.last();
    if (asking?.step !== "wallet") throw new Error("The wallet was not asked");
    asking.stop();
    await pressed;
    browser.later(5);
    await go(tab, planOf(buying), () => answers[0]?.());
    expect(answers).to.have.length(2);
    const [kept = "{}"] = browser.store.values();
    expect(JSON.parse(kept)).to.have.property("hash").that.is.a("string");
  });

  it("keeps the first question when the second one never reached the wallet", async () => {
    let asked = 0;
    const { browser, open } = setting(async () => {
      if (asked++ > 0) throw new ObstacleError("Your wallet is on another network.", "Switch it.");
      throw Object.assign(new Error("Request timed out"), { code: -32603 });
    });
    await go(open());
    const { work } = await go(open());
    expect(await work.catch((error: unknown) => error)).to.be.instanceOf(ObstacleError);
    expect(browser.store.size).to.equal(1);
  });

  it("says that it may be this one, and not that it is, while something of the sender's waits", async () => {
    const { world, open } = setting(() => new Promise(() => {}));
    const tab = open();
    const view = seen();
    void press({ subject, sender }, async () => planOf(payment("05"), false), tab.ports, view.report);
    await settle();
    const asking = view.last();
    if (asking?.step !== "wallet") throw new Error("The wallet was not asked");
    asking.stop();
    world.send(sender, payment("77"));
    const end = new AbortController();
    const watching = watch({ subject, sender }, tab.ports, view.report, end.signal);
    await settle(40);
    end.abort();
    await watching;
    expect(view.last()).to.deep.include({ step: "doubt", why: "unsure" });
  });

  it("asks for nothing else while something is open under the same subject", async () => {
    let prompts = 0;
    const { open } = setting(async () => {
      prompts++;
      throw Object.assign(new Error("Request timed out"), { code: -32603 });
    });
    await go(open());
    const other = await go(open(), planOf(purchase("02")));
    expect(prompts).to.equal(1);
    expect(other.last()).to.deep.include({ step: "doubt", why: "other" });
  });

  it("says that the chain is silent, and forgets nothing", async () => {
    const { world, browser, open } = setting(async (world, deed) => {
      world.send(sender, deed);
      world.answers = false;
      throw refusal;
    });
    const { last } = await go(open());
    expect(last()).to.deep.include({ step: "doubt", why: "silent" });
    expect(browser.store.size).to.equal(1);
    world.answers = true;
  });
});

/** The same numbers each time (mulberry32). */
function dice(seed: number) {
  let state = Math.imul(seed, 0x9e3779b1);
  return (sides: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

describe("action: killed at any point", () => {
  const moods = [
    "honest",
    "fails after sending",
    "answers nonsense",
    "says no after sending",
    "late",
    "never sends",
    "sped up",
  ] as const;

  it("pays once for one purchase, and every tab says so in the end: 400 kill points, in one tab and in two", async function () {
    this.timeout(120_000);
    let bought = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const roll = dice(seed);
      const world = makeWorld();
      const browser = makeBrowser();
      const questions: (() => void)[] = [];
      const wallet = (asked: Deed) =>
        new Promise<unknown>((resolve, reject) => {
          const mood = moods[roll(moods.length)];
          const answer = () => {
            if (mood === "never sends") return reject(refusal);
            const nonce = world.nextNumber(sender);
            const hash = world.send(sender, asked);
            if (mood === "sped up") world.replace(sender, nonce, asked);
            if (mood === "fails after sending")
              return reject(Object.assign(new Error("Request timed out"), { code: -32603 }));
            if (mood === "says no after sending") return reject(refusal);
            resolve(mood === "answers nonsense" ? "0xnonsense" : hash);
          };
          // A window of the wallet outlives the page that has opened it.
          if (mood === "late") questions.push(answer);
          else answer();
        });
      const deedOf = (made: Order) => purchase(orderId(made).slice(2));
      /** A page's whole life: it follows what is open, tells of what was bought, and else is pressed. */
      async function visit(
        { ports }: ReturnType<typeof browser.openTab>,
        quantity: number,
        view: ReturnType<typeof seen>,
        signal: AbortSignal,
      ) {
        await watch({ subject, sender }, ports, view.report, signal);
        const done: Standing<Receipt> = { step: "done", receipt: { status: "success", hash: "0x" } };
        if (view.last()?.step === "done") return;
        const before = () =>
          toldFirst(
            world.sold().map(() => ({ orderId: "0x", at: 1_000, status: "funded" })),
            [],
            1_000,
          );
        if (before()) return view.report(done);
        const plan = async () => {
          if (before()) throw new Error("You have bought this already.");
          const exists = async (id: Hex) => (await ports.chain.tracesOf(traceOf(purchase(id.slice(2))), 0)).length > 0;
          return planOf(deedOf(await nextOrder({ ...order, quantity }, exists)));
        };
        const next = await press({ subject, sender }, plan, ports, view.report).catch(() => view.report(done));
        if (next === "watch") await watch({ subject, sender }, ports, view.report, signal);
      }
      let said = false;
      for (let time = 0; time < 6 && !said; time++) {
        const last = time === 5;
        const tabs = [0, ...(roll(2) ? [1] : [])].map(() =>
          browser.openTab(world, wallet, last ? Infinity : 4 + roll(18)),
        );
        const end = new AbortController();
        const views = tabs.map((tab) => {
          const view = seen();
          void visit(tab, 1 + roll(2), view, end.signal);
          return view;
        });
        for (let beat = 0; beat < 8; beat++) {
          await settle(4);
          if (last || roll(8) === 0) world.mine();
          if (roll(3) === 0) questions.shift()?.();
        }
        end.abort();
        for (const tab of tabs) tab.close();
        said = views.some(({ last }) => last()?.step === "done");
        if (said) expect(world.sold(), `seed ${seed}: it was said to be bought`).to.have.length(1);
      }
      for (const question of questions) question();
      world.mine();
      expect(world.sold().length, `seed ${seed}: paid`).to.be.at.most(1);
      // Whatever was still open is found by whoever comes back.
      const tab = browser.openTab(world, wallet);
      const view = seen();
      const end = new AbortController();
      const work = watch({ subject, sender }, tab.ports, view.report, end.signal);
      await settle(30);
      end.abort();
      await work;
      const found = view.last();
      if (found?.step === "done") expect(world.sold(), `seed ${seed}: found`).to.have.length(1);
      if (found && world.sold().length === 1 && !said)
        expect(found.step, `seed ${seed}: bought, and nobody says so`).to.equal("done");
      bought += world.sold().length;
    }
    expect(bought, "of 400").to.be.greaterThan(250);
  });
});
