import { expect } from "chai";
import { ethers, lock, minStake } from "./support/court.ts";
import { drawn, freeze, fullPool, load, time } from "./support/pool.ts";

/** A panel of three, in the order of its seats. */
async function seated() {
  const parts = await fullPool();
  const panel = await drawn(parts);
  return { ...parts, panel: panel as [string, string, string], contract: parts.pool.connect(parts.court) };
}

const whole = (arbitrator: string) => ({ arbitrator, slash: 0n, suspend: false });

describe("ArbitratorPool.release", () => {
  context("when the caller is not the court", () => {
    it("reverts NotCourt", async () => {
      const { pool: contract, stranger } = await load(seated);
      await expect(contract.connect(stranger).release(lock, []))
        .to.be.revertedWithCustomError(contract, "NotCourt")
        .withArgs(stranger.address);
    });
  });

  context("given the head of the queue is frozen", () => {
    it("reverts Frozen", async () => {
      const parts = await load(seated);
      const drawBlock = await freeze(parts);
      await expect(parts.contract.release(lock, parts.panel.map(whole)))
        .to.be.revertedWithCustomError(parts.contract, "Frozen")
        .withArgs(drawBlock);
    });
  });

  context("when nobody is slashed", () => {
    it("unlocks, and leaves stake and weight as they are", async () => {
      const { contract, panel } = await load(seated);
      const before = await contract.arbitratorOf(panel[0]);
      await contract.release(lock, panel.map(whole));
      const after = await contract.arbitratorOf(panel[0]);
      expect([after.locked, after.stake, after.weight]).to.deep.equal([0n, before.stake, before.weight]);
    });

    it("sends nothing", async () => {
      const { contract, court, panel } = await load(seated);
      await expect(() => contract.release(lock, panel.map(whole))).to.changeEtherBalances(
        ethers,
        [contract, court],
        [0n, 0n],
      );
    });
  });

  context("when some are slashed", () => {
    const releases = ([first, second, third]: [string, string, string]) => [
      whole(first),
      { arbitrator: second, slash: 7n, suspend: false },
      { arbitrator: third, slash: 11n, suspend: true },
    ];

    it("takes it from their stakes, answers how much, and sends it to the court", async () => {
      const { contract, court, panel } = await load(seated);
      expect(await contract.release.staticCall(lock, releases(panel))).to.deep.equal([0n, 7n, 11n]);
      await expect(() => contract.release(lock, releases(panel))).to.changeEtherBalances(
        ethers,
        [contract, court],
        [-18n, 18n],
      );
    });

    it("lets what is left count, and nothing of whoever is suspended", async () => {
      const { contract, panel } = await load(seated);
      const [, second, third] = await Promise.all(panel.map((address) => contract.arbitratorOf(address)));
      const [count, total] = [await contract.activeCount(), await contract.totalWeight()];
      await contract.release(lock, releases(panel));
      const wrong = await contract.arbitratorOf(panel[1]);
      expect([wrong.stake, wrong.weight, wrong.suspended]).to.deep.equal([
        second!.stake - 7n,
        second!.stake - 7n,
        false,
      ]);
      const absent = await contract.arbitratorOf(panel[2]);
      expect([absent.stake, absent.weight, absent.suspended]).to.deep.equal([third!.stake - 11n, 0n, true]);
      expect(await contract.activeCount()).to.equal(count - 1n);
      expect(await contract.totalWeight()).to.equal(total - 7n - third!.weight);
    });

    it("emits ArbitratorUpdated for each", async () => {
      const { contract, panel } = await load(seated);
      const { stake, activeFrom } = await contract.arbitratorOf(panel[1]);
      await expect(contract.release(lock, releases(panel)))
        .to.emit(contract, "ArbitratorUpdated")
        .withArgs(panel[1], stake - 7n, stake - 7n, 0n, 0n, false, activeFrom, 0);
    });
  });

  context("when the slash is more than the stake", () => {
    it("takes what there is", async () => {
      const { contract, panel } = await load(seated);
      const { stake } = await contract.arbitratorOf(panel[0]);
      const releases = [{ arbitrator: panel[0], slash: stake + 1n, suspend: false }];
      expect(await contract.release.staticCall(lock, releases)).to.deep.equal([stake]);
      const count = await contract.activeCount();
      await contract.release(lock, releases);
      const after = await contract.arbitratorOf(panel[0]);
      expect([after.stake, after.weight]).to.deep.equal([0n, 0n]);
      expect(await contract.activeCount()).to.equal(count - 1n);
    });
  });

  context("given a part of the stake does not count yet", () => {
    it("takes that part first", async () => {
      const parts = await load(seated);
      const person = parts.members.find(({ address }) => address === parts.panel[0])!;
      await parts.pool.connect(person).stake({ value: 10n });
      const { weight } = await parts.pool.arbitratorOf(person);
      await parts.contract.release(lock, [{ arbitrator: person.address, slash: 7n, suspend: false }]);
      expect((await parts.pool.arbitratorOf(person)).weight).to.equal(weight);
    });
  });

  context("given the arbitrator was suspended by another case", () => {
    it("stays out of the draw", async () => {
      const parts = await load(seated);
      const [address] = parts.panel;
      const excluded = parts.members.map((member) => member.address).filter((other) => other !== address);
      await drawn(parts, { seats: 1, atLeast: 1, excluded });
      await parts.contract.release(lock, [{ arbitrator: address, slash: 0n, suspend: true }]);
      await parts.contract.release(lock, [{ arbitrator: address, slash: 1n, suspend: false }]);
      const { weight, suspended, locked } = await parts.pool.arbitratorOf(address);
      expect([weight, suspended, locked]).to.deep.equal([0n, true, 0n]);
    });
  });

  it("takes back a slashed arbitrator only with the minimum", async () => {
    const parts = await load(seated);
    const [address] = parts.panel;
    const person = parts.members.find((member) => member.address === address)!;
    const { stake } = await parts.pool.arbitratorOf(person);
    await parts.contract.release(lock, [{ arbitrator: address, slash: stake - 1n, suspend: true }]);
    await expect(parts.pool.connect(person).stake({ value: minStake - 2n })).to.be.revertedWithCustomError(
      parts.pool,
      "StakeOutOfBounds",
    );
    await parts.pool.connect(person).stake({ value: minStake - 1n });
    await time.increase((await parts.pool.parameters()).activationDelay);
    await parts.pool.connect(person).reactivate();
    expect((await parts.pool.arbitratorOf(person)).weight).to.equal(minStake);
  });
});
