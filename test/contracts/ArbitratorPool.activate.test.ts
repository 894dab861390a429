import { expect } from "chai";
import { lock, minStake, poolParameters, stakeOf } from "./support/court.ts";
import { drawn, freeze, fullPool, load, pool, time } from "./support/pool.ts";

const { activationDelay } = poolParameters;

async function staked() {
  const parts = await pool();
  const [person, other] = [parts.people[0]!, parts.people[1]!];
  await parts.pool.connect(person).stake({ value: minStake });
  return { ...parts, person, other, contract: parts.pool.connect(person) };
}

/** One of a panel of three was absent. */
async function suspended() {
  const parts = await fullPool();
  const [address] = await drawn(parts);
  await parts.pool.connect(parts.court).release(lock, [{ arbitrator: address!, slash: lock, suspend: true }]);
  const person = parts.members.find((member) => member.address === address)!;
  return { ...parts, person, contract: parts.pool.connect(person) };
}

describe("ArbitratorPool.activate", () => {
  context("given the head of the queue is frozen", () => {
    it("reverts Frozen", async () => {
      const parts = await load(staked);
      await time.increase(activationDelay);
      const drawBlock = await freeze(parts);
      await expect(parts.contract.activate())
        .to.be.revertedWithCustomError(parts.contract, "Frozen")
        .withArgs(drawBlock);
    });
  });

  context("given the caller is suspended", () => {
    it("reverts Suspended", async () => {
      const { contract, person } = await load(suspended);
      await expect(contract.activate()).to.be.revertedWithCustomError(contract, "Suspended").withArgs(person.address);
    });
  });

  context("given the caller has no stake", () => {
    it("reverts NothingToActivate", async () => {
      const { pool: contract, other } = await load(staked);
      await expect(contract.connect(other).activate())
        .to.be.revertedWithCustomError(contract, "NothingToActivate")
        .withArgs(other.address);
    });
  });

  context("given all of the stake counts already", () => {
    it("reverts NothingToActivate", async () => {
      const { contract, person } = await load(staked);
      await time.increase(activationDelay);
      await contract.activate();
      await expect(contract.activate())
        .to.be.revertedWithCustomError(contract, "NothingToActivate")
        .withArgs(person.address);
    });
  });

  context("when the delay is not over", () => {
    it("reverts NotYet in its last second, and goes through in the next", async () => {
      const { contract, person } = await load(staked);
      const { activeFrom } = await contract.arbitratorOf(person);
      await time.setNextBlockTimestamp(activeFrom - 1n);
      await expect(contract.activate())
        .to.be.revertedWithCustomError(contract, "NotYet")
        .withArgs(activeFrom, activeFrom - 1n);
      await time.setNextBlockTimestamp(activeFrom);
      await contract.activate();
    });
  });

  context("when the delay is over", () => {
    it("lets the whole stake count", async () => {
      const { contract, person } = await load(staked);
      await time.increase(activationDelay);
      await contract.activate();
      expect((await contract.arbitratorOf(person)).weight).to.equal(minStake);
      expect([await contract.activeCount(), await contract.totalWeight()]).to.deep.equal([1n, minStake]);
    });

    it("gives every one a leaf of its own", async () => {
      const { pool: contract, members } = await load(fullPool);
      const leaves = await Promise.all(members.map(async (member) => (await contract.arbitratorOf(member)).index));
      expect(leaves).to.deep.equal([1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n]);
      const sum = members.reduce((total, _, i) => total + stakeOf(i), 0n);
      expect([await contract.activeCount(), await contract.totalWeight()]).to.deep.equal([8n, sum]);
    });

    it("counts what was added later, on the same leaf", async () => {
      const { contract, person } = await load(staked);
      await time.increase(activationDelay);
      await contract.activate();
      await contract.stake({ value: 5n });
      await time.increase(activationDelay);
      await contract.activate();
      const { weight, index } = await contract.arbitratorOf(person);
      expect([weight, index]).to.deep.equal([minStake + 5n, 1n]);
      expect([await contract.activeCount(), await contract.totalWeight()]).to.deep.equal([1n, minStake + 5n]);
    });

    it("emits ArbitratorUpdated", async () => {
      const { contract, person } = await load(staked);
      const { activeFrom } = await contract.arbitratorOf(person);
      await time.increase(activationDelay);
      await expect(contract.activate())
        .to.emit(contract, "ArbitratorUpdated")
        .withArgs(person.address, minStake, minStake, 0n, 0n, false, activeFrom, 0);
    });
  });
});

describe("ArbitratorPool.reactivate", () => {
  context("given the head of the queue is frozen", () => {
    it("reverts Frozen", async () => {
      const parts = await load(suspended);
      const drawBlock = await freeze(parts);
      await expect(parts.contract.reactivate())
        .to.be.revertedWithCustomError(parts.contract, "Frozen")
        .withArgs(drawBlock);
    });
  });

  context("given the caller is not suspended", () => {
    it("reverts NotSuspended", async () => {
      const { contract, person } = await load(staked);
      await expect(contract.reactivate())
        .to.be.revertedWithCustomError(contract, "NotSuspended")
        .withArgs(person.address);
    });
  });

  context("given the stake was added to a moment ago", () => {
    it("reverts NotYet, and the suspension stays", async () => {
      const { contract, person } = await load(suspended);
      await contract.stake({ value: lock });
      const { activeFrom } = await contract.arbitratorOf(person);
      await time.setNextBlockTimestamp(activeFrom - 1n);
      await expect(contract.reactivate())
        .to.be.revertedWithCustomError(contract, "NotYet")
        .withArgs(activeFrom, activeFrom - 1n);
      expect((await contract.arbitratorOf(person)).suspended).to.equal(true);
    });
  });

  context("given nothing is left of the stake", () => {
    it("ends the suspension, and counts nobody", async () => {
      const parts = await load(fullPool);
      const [address] = await drawn(parts);
      const { stake } = await parts.pool.arbitratorOf(address!);
      await parts.pool.connect(parts.court).release(lock, [{ arbitrator: address!, slash: stake, suspend: true }]);
      const count = await parts.pool.activeCount();
      const person = parts.members.find((member) => member.address === address)!;
      await parts.pool.connect(person).reactivate();
      const { weight, suspended: isSuspended } = await parts.pool.arbitratorOf(person);
      expect([weight, isSuspended, await parts.pool.activeCount()]).to.deep.equal([0n, false, count]);
    });
  });

  context("when all is well", () => {
    it("lets what is left count again", async () => {
      const { contract, person } = await load(suspended);
      const [count, total] = [await contract.activeCount(), await contract.totalWeight()];
      await contract.reactivate();
      const { stake, weight, suspended: isSuspended } = await contract.arbitratorOf(person);
      expect([weight, isSuspended]).to.deep.equal([stake, false]);
      expect([await contract.activeCount(), await contract.totalWeight()]).to.deep.equal([count + 1n, total + stake]);
    });

    it("emits ArbitratorUpdated", async () => {
      const { contract, person } = await load(suspended);
      const { stake, activeFrom } = await contract.arbitratorOf(person);
      await expect(contract.reactivate())
        .to.emit(contract, "ArbitratorUpdated")
        .withArgs(person.address, stake, stake, 0n, 0n, false, activeFrom, 0);
    });
  });
});
