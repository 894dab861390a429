import { expect } from "chai";
import { ethers, headerAt, lock, poolParameters, type Signer } from "./support/court.ts";
import { drawn, freeze, fullPool, load, mine, noHeader, pool, ready, requestOf, thaw } from "./support/pool.ts";

const nobody = 2n ** 256n - 1n;
const { epoch, lookahead } = poolParameters;
const blockNumber = async () => BigInt(await ethers.provider.getBlockNumber());

async function queued() {
  const parts = await fullPool();
  const contract = parts.pool.connect(parts.court);
  await contract.enqueue(1);
  return { ...parts, contract };
}

describe("ArbitratorPool.enqueue", () => {
  context("when the caller is not the court", () => {
    it("reverts NotCourt", async () => {
      const { pool: contract, stranger } = await load(pool);
      await expect(contract.connect(stranger).enqueue(1))
        .to.be.revertedWithCustomError(contract, "NotCourt")
        .withArgs(stranger.address);
    });
  });

  for (let offset = 0; offset < epoch; offset += 3) {
    context(`when the look-ahead ends ${offset} blocks into an epoch`, () => {
      it("waits for the first epoch's block from there", async () => {
        const { pool: contract } = await load(pool);
        while (((await blockNumber()) + 1n + BigInt(lookahead)) % BigInt(epoch) !== BigInt(offset)) await mine(1);
        await contract.enqueue(3);
        const earliest = (await blockNumber()) + BigInt(lookahead);
        const [id, drawBlock] = await contract.nextDraw();
        expect(id).to.equal(3n);
        expect(drawBlock % BigInt(epoch)).to.equal(0n);
        expect(drawBlock - earliest).to.equal(BigInt((epoch - offset) % epoch));
      });
    });
  }

  it("answers the block", async () => {
    const { pool: contract } = await load(pool);
    const expected = await contract.enqueue.staticCall(3);
    await contract.enqueue(3);
    expect((await contract.nextDraw()).drawBlock).to.equal(expected);
  });

  it("queues first in, first out", async () => {
    const { pool: contract } = await load(pool);
    for (const id of [5, 4, 9]) await contract.enqueue(id);
    for (const id of [5n, 4n, 9n]) {
      expect((await contract.nextDraw()).id).to.equal(id);
      await contract.skip(false);
    }
    expect(await contract.nextDraw()).to.deep.equal([nobody, 0n]);
  });
});

describe("ArbitratorPool.skip", () => {
  context("when the caller is not the court", () => {
    it("reverts NotCourt", async () => {
      const { pool: contract, stranger } = await load(pool);
      await expect(contract.connect(stranger).skip(false))
        .to.be.revertedWithCustomError(contract, "NotCourt")
        .withArgs(stranger.address);
    });
  });
});

describe("ArbitratorPool.frozen", () => {
  it("is false while nobody waits", async () => {
    expect(await (await load(pool)).pool.frozen()).to.equal(false);
  });

  it("lasts from `freeze` blocks before the draw block until the head is served", async () => {
    const parts = await load(pool);
    const drawBlock = await freeze(parts);
    // A call is executed in the block after the last.
    expect((await blockNumber()) + BigInt(poolParameters.freeze)).to.equal(drawBlock);
    expect(await parts.pool.freezes(drawBlock + 1n)).to.equal(false);
    await mine(20);
    expect(await parts.pool.frozen()).to.equal(true);
    await thaw(parts);
    expect(await parts.pool.frozen()).to.equal(false);
  });
});

describe("ArbitratorPool.draw", () => {
  context("when the caller is not the court", () => {
    it("reverts NotCourt", async () => {
      const { pool: contract, stranger } = await load(queued);
      await expect(contract.connect(stranger).draw(noHeader, requestOf()))
        .to.be.revertedWithCustomError(contract, "NotCourt")
        .withArgs(stranger.address);
    });
  });

  context("when the draw block is not over", () => {
    it("reverts DrawNotReady in that very block", async () => {
      const { contract } = await load(queued);
      const { drawBlock } = await contract.nextDraw();
      while ((await blockNumber()) < drawBlock - 1n) await mine(1);
      const court = await ethers.getContractAt("ArbitrationCourt", await contract.getAddress());
      await expect(contract.draw(noHeader, requestOf()))
        .to.be.revertedWithCustomError(court, "DrawNotReady")
        .withArgs(drawBlock, drawBlock);
    });
  });

  context("when the header is another block's", () => {
    it("reverts BadHeader", async () => {
      const parts = await load(queued);
      const { drawBlock } = await parts.contract.nextDraw();
      const right = await ready(parts);
      const wrong = await headerAt(drawBlock - 1n);
      const court = await ethers.getContractAt("ArbitrationCourt", await parts.contract.getAddress());
      await expect(parts.contract.draw(wrong, requestOf()))
        .to.be.revertedWithCustomError(court, "BadHeader")
        .withArgs(drawBlock, ethers.keccak256(right), ethers.keccak256(wrong));
    });
  });

  context("when the chain has forgotten the draw block", () => {
    it("draws nobody, says so, and takes the head off", async () => {
      const { contract, members } = await load(queued);
      await mine(300);
      expect(await contract.draw.staticCall(noHeader, requestOf())).to.deep.equal([false, []]);
      await contract.draw(noHeader, requestOf());
      expect((await contract.nextDraw()).id).to.equal(nobody);
      for (const member of members) expect((await contract.arbitratorOf(member)).locked).to.equal(0n);
    });

    it("still has it in the 256th block after it, and no longer in the next", async () => {
      const parts = await load(queued);
      const { drawBlock } = await parts.contract.nextDraw();
      const header = await ready(parts);
      while ((await blockNumber()) < drawBlock + 255n) await mine(1);
      const last = await parts.contract.draw.staticCall(header, requestOf(), { blockTag: "pending" });
      expect(last.reachable).to.equal(true);
      await mine(1);
      const late = await parts.contract.draw.staticCall(header, requestOf(), { blockTag: "pending" });
      expect(late.reachable).to.equal(false);
    });
  });

  context("when there is a seed", () => {
    it("emits DrawBlockSeeded", async () => {
      const parts = await load(queued);
      const { drawBlock } = await parts.contract.nextDraw();
      const header = await ready(parts);
      const { mixHash } = await ethers.provider.send("eth_getBlockByNumber", [ethers.toQuantity(drawBlock), false]);
      await expect(parts.contract.draw(header, requestOf()))
        .to.emit(parts.contract, "DrawBlockSeeded")
        .withArgs(drawBlock, mixHash);
    });

    it("needs no header for the others of its epoch, however late", async () => {
      const parts = await load(queued);
      await parts.contract.enqueue(2);
      await parts.contract.draw(await ready(parts), requestOf());
      await mine(300);
      const { reachable, panel } = await parts.contract.draw.staticCall(noHeader, requestOf({ id: 2 }));
      expect([reachable, panel.length]).to.deep.equal([true, 3]);
      await expect(parts.contract.draw(noHeader, requestOf({ id: 2 }))).not.to.emit(parts.contract, "DrawBlockSeeded");
    });

    it("locks the stake behind each seat, and says so", async () => {
      const parts = await load(queued);
      const header = await ready(parts);
      const { panel } = await parts.contract.draw.staticCall(header, requestOf());
      const drawing = parts.contract.draw(header, requestOf());
      for (const address of panel) {
        const { stake, activeFrom } = await parts.contract.arbitratorOf(address);
        await expect(drawing)
          .to.emit(parts.contract, "ArbitratorUpdated")
          .withArgs(address, stake, stake, lock, 0n, false, activeFrom, 0);
      }
      for (const { address } of parts.members) {
        const { locked } = await parts.contract.arbitratorOf(address);
        expect(locked).to.equal(panel.includes(address) ? lock : 0n);
      }
    });

    for (const part of ["id", "round", "attempt"] as const) {
      it(`gives another ${part} another panel`, async () => {
        const parts = await load(queued);
        const header = await ready(parts);
        const panels = new Set<string>();
        for (let i = 0; i < 8; i++) {
          const { panel } = await parts.contract.draw.staticCall(header, requestOf({ [part]: i }));
          panels.add(panel.join());
        }
        // Of 336 possible ones: so many the same by chance once in half a million chains.
        expect(panels.size).to.be.greaterThan(4);
      });
    }
  });
});

describe("ArbitratorPool.draw, who is drawn", () => {
  const addresses = (people: Signer[]) => people.map(({ address }) => address);

  it("never the same person twice", async () => {
    const parts = await load(fullPool);
    const panel = await drawn(parts, { seats: 7 });
    expect(new Set(panel).size).to.equal(7);
  });

  it("nobody excluded, however often and with whatever stake", async () => {
    const parts = await load(fullPool);
    const kept = addresses(parts.members.slice(0, 3));
    const others = addresses(parts.members.slice(3));
    const excluded = [...others, ...others, parts.stranger.address, others[0]!];
    expect((await drawn(parts, { excluded })).sort()).to.deep.equal(kept.sort());
  });

  it("nobody who has left the draw", async () => {
    const parts = await load(fullPool);
    const [gone, ...left] = parts.members;
    const { stake } = await parts.pool.arbitratorOf(gone!);
    await parts.pool.connect(gone).requestExit(stake);
    expect((await drawn(parts, { seats: 7 })).sort()).to.deep.equal(addresses(left).sort());
  });

  it("nobody whose stake carries all it can, and three times its size is what it can", async () => {
    const parts = await load(fullPool);
    const excluded = addresses(parts.members.slice(1));
    const one = { seats: 1, atLeast: 1, excluded };
    // Five locks of one's stake, three times over.
    for (let i = 0; i < 15; i++)
      expect(await drawn(parts, { ...one, id: i })).to.deep.equal([parts.members[0]!.address]);
    expect(await drawn(parts, one)).to.deep.equal([]);
  });

  it("one fewer when they would be even", async () => {
    const parts = await load(fullPool);
    const excluded = addresses(parts.members.slice(4));
    expect((await drawn(parts, { seats: 5, atLeast: 3, excluded })).length).to.equal(3);
  });

  it("nobody when they are fewer than wanted at least", async () => {
    const parts = await load(fullPool);
    const excluded = addresses(parts.members.slice(4));
    expect(await drawn(parts, { seats: 5, atLeast: 5, excluded })).to.deep.equal([]);
    expect(await drawn(parts, { seats: 3, atLeast: 1, excluded: addresses(parts.members) })).to.deep.equal([]);
    for (const member of parts.members) expect((await parts.pool.arbitratorOf(member)).locked).to.equal(0n);
  });

  it("nobody out of an empty pool", async () => {
    expect(await drawn(await load(pool), { atLeast: 1 })).to.deep.equal([]);
  });
});
