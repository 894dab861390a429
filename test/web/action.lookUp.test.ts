import { expect } from "chai";
import type { Asked } from "../../web/src/action/attempts/asked.ts";
import { lookUp } from "../../web/src/action/attempts/lookUp.ts";
import { makeWorld, payment, purchase, sender, traceOf, type World } from "./support/world.ts";

const deed = purchase("01");

function askedIn(world: World, more: Partial<Asked> = {}): Asked {
  return {
    ...{ subject: "buy", title: "You pay", sender, deed, trace: traceOf(deed), once: true },
    ...{ nonce: world.nextNumber(sender), numbered: false, block: 0 },
    ...{ askedAt: 1_000, hash: null, answer: null, answeredAt: null },
    ...more,
  };
}

describe("action: what the chain did", () => {
  context("when the wallet has said nothing, or an error", () => {
    it("finds what was sent all the same, by its trace", async () => {
      const world = makeWorld();
      const asked = askedIn(world);
      world.send(sender, deed);
      world.mine();
      expect(await lookUp(asked, world.chain)).to.have.property("is", "done");
    });

    it("finds it by the sender’s number where it leaves no trace", async () => {
      const world = makeWorld();
      const asked = askedIn(world, { trace: null });
      for (let blocks = 0; blocks < 20; blocks++) world.mine();
      world.send(sender, deed);
      world.mine();
      for (let blocks = 0; blocks < 20; blocks++) world.mine();
      expect(await lookUp(asked, world.chain)).to.have.property("is", "done");
    });

    it("finds it by the number when the node has forgotten the past", async () => {
      const world = makeWorld();
      const asked = askedIn(world, { trace: null });
      world.send(sender, deed);
      world.mine();
      world.mine();
      world.remembers = false;
      expect(await lookUp(asked, world.chain)).to.have.property("is", "done");
    });

    it("says that something of the sender’s waits", async () => {
      const world = makeWorld();
      const asked = askedIn(world);
      world.send(sender, deed);
      expect(await lookUp(asked, world.chain)).to.deep.equal({ is: "waiting", known: null });
    });

    it("says nowhere when nothing was sent", async () => {
      const world = makeWorld();
      expect(await lookUp(askedIn(world), world.chain)).to.deep.equal({ is: "nowhere" });
    });

    it("claims no end of it because of another transaction in its place: the wallet may still send it with the next number", async () => {
      const world = makeWorld();
      const asked = askedIn(world);
      world.send(sender, payment("02"));
      world.mine();
      expect(await lookUp(asked, world.chain)).to.deep.equal({ is: "nowhere" });
      world.send(sender, deed);
      world.mine();
      expect(await lookUp(asked, world.chain)).to.have.property("is", "done");
    });

    it("finds it under a later number without a trace too", async () => {
      const world = makeWorld();
      const asked = askedIn(world, { trace: null });
      world.send(sender, payment("02"));
      world.send(sender, deed);
      world.mine();
      expect(await lookUp(asked, world.chain)).to.have.property("is", "done");
    });

    it("sees a refusal by the contract", async () => {
      const world = makeWorld();
      world.send("0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc", deed);
      world.mine();
      const asked = askedIn(world, { block: 1 });
      world.send(sender, deed);
      world.mine();
      expect(await lookUp(asked, world.chain)).to.have.property("is", "reverted");
    });
  });

  context("when it was sped up while nobody looked", () => {
    it("finds the one that took its place", async () => {
      for (const trace of [traceOf(deed), null]) {
        const world = makeWorld();
        const asked = askedIn(world, { trace });
        const hash = world.send(sender, deed);
        world.replace(sender, asked.nonce, deed);
        world.mine();
        expect(await lookUp({ ...asked, hash }, world.chain)).to.have.property("is", "done");
      }
    });
  });

  context("when it was cancelled", () => {
    const nothing = { to: sender, data: "0x", value: "0" } as const;

    it("says so, and never that it is done", async () => {
      const world = makeWorld();
      const asked = askedIn(world, { trace: null });
      const hash = world.send(sender, deed);
      const by = world.replace(sender, asked.nonce, nothing);
      world.mine();
      expect(await lookUp({ ...asked, hash }, world.chain)).to.deep.equal({ is: "replaced", by, cancelled: true });
    });

    it("says so of one that was replaced by something else, once its number is certain", async () => {
      const world = makeWorld();
      const asked = askedIn(world);
      const hash = world.send(sender, deed);
      const by = world.replace(sender, asked.nonce, payment("07"));
      world.mine();
      expect(await lookUp({ ...asked, hash, numbered: true }, world.chain)).to.deep.equal({
        is: "replaced",
        by,
        cancelled: false,
      });
      expect(await lookUp({ ...asked, hash }, world.chain)).to.deep.equal({ is: "nowhere" });
    });
  });

  context("when one node has counted what the next one has not read", () => {
    it("does not say that it was replaced", async () => {
      const world = makeWorld();
      const asked = askedIn(world, { numbered: true });
      world.send(sender, deed);
      world.mine();
      const behind = {
        ...world.chain,
        receiptOf: async () => null,
        transactionOf: async () => null,
        sentIn: async () => [],
        tracesOf: async () => [],
      };
      expect(await lookUp(asked, behind)).to.deep.equal({ is: "nowhere" });
      expect(await lookUp(asked, world.chain)).to.have.property("is", "done");
    });
  });

  context("when the wallet names a hash", () => {
    it("says nowhere of one that the chain does not know", async () => {
      const world = makeWorld();
      const hash = `0x${"ab".repeat(32)}` as const;
      expect(await lookUp(askedIn(world, { hash }), world.chain)).to.deep.equal({ is: "nowhere" });
    });

    it("does not believe the hash of something else", async () => {
      const world = makeWorld();
      const asked = askedIn(world);
      const hash = world.send("0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc", payment("09"));
      world.mine();
      expect(await lookUp({ ...asked, hash }, world.chain)).to.deep.equal({ is: "nowhere" });
    });

    it("learns the number of what waits", async () => {
      const world = makeWorld();
      const asked = askedIn(world);
      world.send(sender, payment("02"));
      const hash = world.send(sender, deed);
      const verdict = await lookUp({ ...asked, hash }, world.chain);
      expect(verdict).to.have.property("is", "waiting");
      expect(verdict.is === "waiting" && verdict.known).to.include({ hash, nonce: 1 });
    });

    it("knows that it is done when the hash is the second of two, which the chain turned down", async () => {
      const world = makeWorld();
      const asked = askedIn(world);
      world.send(sender, deed);
      const hash = world.send(sender, deed);
      world.mine();
      expect(await lookUp({ ...asked, hash }, world.chain)).to.have.property("is", "done");
    });

    it("takes data with a wallet’s own mark behind them for the same", async () => {
      const world = makeWorld();
      const asked = askedIn(world, { trace: null });
      world.send(sender, { ...deed, data: `${deed.data}c0ffee` });
      world.mine();
      expect(await lookUp(asked, world.chain)).to.have.property("is", "done");
    });
  });

  it("does not take an older trace of the same kind for this one", async () => {
    const world = makeWorld();
    const again = payment("05");
    world.send(sender, again);
    world.mine();
    const asked = askedIn(world, { deed: again, trace: traceOf(again), block: 1 });
    expect(await lookUp(asked, world.chain)).to.deep.equal({ is: "nowhere" });
  });

  it("throws while the chain is silent, and claims nothing", async () => {
    const world = makeWorld();
    world.answers = false;
    const failed = await lookUp(askedIn(world), world.chain).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(Error);
  });
});
