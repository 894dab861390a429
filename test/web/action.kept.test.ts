import { expect } from "chai";
import type { Asked } from "../../web/src/action/attempts/asked.ts";
import { keptUnder, type Tabs } from "../../web/src/action/attempts/kept.ts";
import { leases, webLocks } from "../../web/src/action/attempts/locks.ts";
import { doubtWords, elsewhereWords } from "../../web/src/action/doubtWords.ts";
import { purchase, sender, traceOf } from "./support/world.ts";

const deed = purchase("01");
const asked: Asked = {
  ...{ subject: "buy:0x01", title: "You pay 100", sender, deed, trace: traceOf(deed), once: true },
  ...{ nonce: 0, numbered: false, block: 0, askedAt: 1_000, hash: null, answer: null, answeredAt: null },
};

/** Two tabs of one browser; with storage, or without. */
function twoTabs(store: Tabs["store"]) {
  const tabs: { heard: ((message: unknown) => void)[]; stored: ((key: string | null) => void)[] }[] = [];
  const open = () => {
    const tab: (typeof tabs)[number] = { heard: [], stored: [] };
    tabs.push(tab);
    const others = () => tabs.filter((other) => other !== tab);
    return keptUnder("asked", {
      store,
      onStored: (listener) => tab.stored.push(listener),
      channel: {
        post: (message) => others().forEach(({ heard }) => heard.forEach((listener) => listener(message))),
        onMessage: (listener) => tab.heard.push(listener),
      },
    });
  };
  return [open(), open()] as const;
}

function memoryStore() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, text: string) => void items.set(key, text),
    removeItem: (key: string) => void items.delete(key),
  };
}

describe("action: what is kept", () => {
  it("is seen by the other tab at once, and forgotten by both", () => {
    const store = memoryStore();
    const [one, other] = twoTabs(() => store);
    let told = 0;
    other.subscribe(() => told++);
    one.put(asked);
    expect(other.get(asked.subject, sender)).to.deep.equal(asked);
    expect(told).to.equal(1);
    other.drop(asked.subject, sender);
    expect(one.get(asked.subject, sender)).to.equal(undefined);
  });

  it("is shared where the browser keeps nothing", () => {
    for (const store of [
      () => null,
      () => {
        throw new Error("SecurityError");
      },
    ]) {
      const [one, other] = twoTabs(store);
      one.put(asked);
      expect(other.get(asked.subject, sender)).to.deep.equal(asked);
      expect(one.get(asked.subject, sender)).to.deep.equal(asked);
    }
  });

  it("believes the storage and not a message that comes late", () => {
    const store = memoryStore();
    const messages: unknown[] = [];
    let hear: (message: unknown) => void = () => {};
    const one = keptUnder("asked", {
      store: () => store,
      onStored: () => {},
      channel: { post: (message) => void messages.push(message), onMessage: (listener) => (hear = listener) },
    });
    one.put(asked);
    hear("[]");
    expect(one.get(asked.subject, sender)).to.deep.equal(asked);
  });

  it("keeps each sender’s own, whatever letters the address is written in", () => {
    const [one] = twoTabs(() => null);
    one.put(asked);
    expect(one.get(asked.subject, "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc")).to.equal(undefined);
    expect(one.get(asked.subject, "0x70997970C51812dc3A010C7d01b50e0d17dc79C8")).to.deep.equal(asked);
  });

  it("is the same object until something changes", () => {
    const store = memoryStore();
    const [one] = twoTabs(() => store);
    one.put(asked);
    expect(one.get(asked.subject, sender)).to.equal(one.get(asked.subject, sender));
  });

  it("survives what is damaged, and what another version wrote", () => {
    const store = memoryStore();
    for (const text of ["", "{", "null", "{}", '["x", null, 7]', '[{"hash":"0x","subject":"buy"}]']) {
      store.setItem("asked", text);
      expect(twoTabs(() => store)[0].all(), text).to.deep.equal([]);
    }
  });
});

describe("action: one tab at a time", () => {
  it("lets one have the browser’s lock", async () => {
    const locks = webLocks(navigator.locks, "test.");
    const release = await locks.take("buy");
    expect(release).to.be.a("function");
    expect(await locks.take("buy")).to.equal(null);
    expect(await locks.isTaken("buy")).to.equal(true);
    expect(await locks.take("sell")).to.be.a("function");
    release?.();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await locks.isTaken("buy")).to.equal(false);
  });

  it("does it by leases where there are no locks, and lets go of a dead tab’s", async () => {
    const store = memoryStore() as unknown as Storage;
    let time = 0;
    const works: (() => void)[] = [];
    const clock = {
      now: () => time,
      wait: () => new Promise<void>((resolve) => setTimeout(resolve, 1)),
      every: (_: number, work: () => void) => {
        works.push(work);
        return () => void works.splice(works.indexOf(work), 1);
      },
    };
    const [one, other] = ["one", "other"].map((me) => leases(store, "lock.", me, clock));
    if (!one || !other) throw new Error("Two tabs");
    const [first, second] = await Promise.all([one.take("buy"), other.take("buy")]);
    expect([first, second].filter((release) => release !== null)).to.have.length(1);
    expect(await (first ? other : one).isTaken("buy")).to.equal(true);
    // It is renewed as long as its tab lives.
    time += 5_000;
    works.forEach((work) => work());
    time += 5_000;
    expect(await (first ? other : one).take("buy")).to.equal(null);
    // And runs out when it is not.
    time += 6_001;
    expect(await (first ? other : one).take("buy")).to.be.a("function");
  });
});

describe("action: doubts in words", () => {
  const reasons = ["unanswered", "answered", "unseen", "silent", "other"] as const;

  it("never says that no money has moved", () => {
    for (const why of reasons)
      for (const once of [true, false]) {
        const { title, known, next } = doubtWords(why, { ...asked, once, answer: { trouble: "broken", words: "?" } });
        expect(`${title} ${known} ${next}`, why).not.to.match(/no money|nothing (was|has been) (sent|paid)/i);
        expect(next, why).to.match(/\.$/);
      }
  });

  it("says when pressing again is safe, and when both would happen", () => {
    expect(doubtWords("unanswered", asked).next).to.include("take it once only");
    expect(doubtWords("unanswered", { ...asked, once: false }).next).to.include("both will happen");
  });

  it("refuses the second tab in words", () => {
    expect(elsewhereWords("buy:0x01")).to.match(/^You are buying this already, in another tab/);
    expect(elsewhereWords("0x01:release")).to.match(/^You are doing this already, in another tab/);
  });
});
