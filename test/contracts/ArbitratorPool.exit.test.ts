import { expect } from "chai";
import { ethers, lock, minStake, poolParameters, stakeOf } from "./support/court.ts";
import { drawn, freeze, fullPool, load, Party, time } from "./support/pool.ts";

const { maxStake, exitDelay } = poolParameters;

/** The fourth of eight: enough stake to take a part out. */
async function member() {
  const parts = await fullPool();
  const person = parts.members[3]!;
  return { ...parts, person, contract: parts.pool.connect(person), stake: stakeOf(3) };
}

async function leaving() {
  const parts = await member();
  await parts.contract.requestExit(parts.stake);
  return parts;
}

describe("ArbitratorPool.requestExit", () => {
  context("given the head of the queue is frozen", () => {
    it("reverts Frozen", async () => {
      const parts = await load(member);
      const drawBlock = await freeze(parts);
      await expect(parts.contract.requestExit(1n))
        .to.be.revertedWithCustomError(parts.contract, "Frozen")
        .withArgs(drawBlock);
    });
  });

  context("when nothing is to leave", () => {
    it("reverts NothingToExit", async () => {
      const { contract, person } = await load(member);
      await expect(contract.requestExit(0n))
        .to.be.revertedWithCustomError(contract, "NothingToExit")
        .withArgs(person.address);
    });
  });

  context("when more is to leave than there is", () => {
    it("reverts StakeLocked", async () => {
      const { contract, stake } = await load(member);
      await expect(contract.requestExit(stake + 1n))
        .to.be.revertedWithCustomError(contract, "StakeLocked")
        .withArgs(0n, stake, stake + 1n);
    });
  });

  context("given a part of it stands behind a seat", () => {
    it("reverts StakeLocked for that part", async () => {
      const parts = await load(fullPool);
      const [address] = await drawn(parts);
      const person = parts.members.find((other) => other.address === address)!;
      const contract = parts.pool.connect(person);
      const { stake } = await contract.arbitratorOf(person);
      await expect(contract.requestExit(stake - lock + 1n))
        .to.be.revertedWithCustomError(contract, "StakeLocked")
        .withArgs(lock, stake, stake - lock + 1n);
    });
  });

  context("when too little would be left", () => {
    it("reverts StakeOutOfBounds, and takes exactly the minimum", async () => {
      const { contract, person, stake } = await load(member);
      await expect(contract.requestExit(stake - minStake + 1n))
        .to.be.revertedWithCustomError(contract, "StakeOutOfBounds")
        .withArgs(minStake - 1n, minStake, maxStake);
      await contract.requestExit(stake - minStake);
      expect((await contract.arbitratorOf(person)).stake).to.equal(minStake);
    });
  });

  for (const [what, part] of [
    ["all", stakeOf(3)],
    ["a part", stakeOf(3) - minStake],
  ] as const) {
    context(`when ${what} is to leave`, () => {
      it("takes it out of the draw at once", async () => {
        const { contract, person, stake } = await load(member);
        const [count, total] = [await contract.activeCount(), await contract.totalWeight()];
        await contract.requestExit(part);
        const after = await contract.arbitratorOf(person);
        expect([after.stake, after.weight, after.exiting]).to.deep.equal([stake - part, stake - part, part]);
        expect(await contract.totalWeight()).to.equal(total - part);
        expect(await contract.activeCount()).to.equal(part === stake ? count - 1n : count);
      });

      it("emits ArbitratorUpdated", async () => {
        const { contract, person, stake } = await load(member);
        const { activeFrom } = await contract.arbitratorOf(person);
        const now = (await time.latest()) + 60;
        await time.setNextBlockTimestamp(now);
        await expect(contract.requestExit(part))
          .to.emit(contract, "ArbitratorUpdated")
          .withArgs(person.address, stake - part, stake - part, 0n, part, false, activeFrom, now + exitDelay);
      });
    });
  }

  it("takes first what does not count yet", async () => {
    const { contract, person, stake } = await load(member);
    await contract.stake({ value: 10n });
    await contract.requestExit(7n);
    expect((await contract.arbitratorOf(person)).weight).to.equal(stake);
  });

  it("adds to what is leaving already, and all of it waits again", async () => {
    const { contract, person } = await load(member);
    await contract.requestExit(1n);
    await time.increase(exitDelay - 10);
    await contract.requestExit(2n);
    const { exiting, exitAt } = await contract.arbitratorOf(person);
    expect([exiting, exitAt]).to.deep.equal([3n, BigInt((await time.latest()) + exitDelay)]);
  });

  it("is open to who is suspended", async () => {
    const parts = await load(fullPool);
    const [address] = await drawn(parts);
    await parts.pool.connect(parts.court).release(lock, [{ arbitrator: address!, slash: lock, suspend: true }]);
    const person = parts.members.find((other) => other.address === address)!;
    const { stake } = await parts.pool.arbitratorOf(person);
    await parts.pool.connect(person).requestExit(stake);
    expect((await parts.pool.arbitratorOf(person)).exiting).to.equal(stake);
  });
});

describe("ArbitratorPool.exit", () => {
  context("given nothing is leaving", () => {
    it("reverts NothingToExit", async () => {
      const { contract, person } = await load(member);
      await expect(contract.exit()).to.be.revertedWithCustomError(contract, "NothingToExit").withArgs(person.address);
    });
  });

  context("when the delay is not over", () => {
    it("reverts NotYet in its last second, and goes through in the next", async () => {
      const { contract, person } = await load(leaving);
      const { exitAt } = await contract.arbitratorOf(person);
      await time.setNextBlockTimestamp(exitAt - 1n);
      await expect(contract.exit())
        .to.be.revertedWithCustomError(contract, "NotYet")
        .withArgs(exitAt, exitAt - 1n);
      await time.setNextBlockTimestamp(exitAt);
      await contract.exit();
    });
  });

  context("when the receiver refuses", () => {
    it("reverts TransferFailed, and keeps it", async () => {
      const { pool: contract, people } = await load(leaving);
      const party = await ethers.deployContract("ContractParty", [people[0]]);
      const exit = contract.interface.encodeFunctionData("exit");
      await party.act(contract, contract.interface.encodeFunctionData("stake"), { value: minStake });
      await party.act(contract, contract.interface.encodeFunctionData("requestExit", [minStake]));
      await time.increase(exitDelay);
      await party.set(Party.Refusing);
      await expect(party.act(contract, exit))
        .to.be.revertedWithCustomError(contract, "TransferFailed")
        .withArgs(await party.getAddress(), minStake);
      await party.set(Party.Taking);
      await party.act(contract, exit);
      expect(await party.received()).to.equal(minStake);
    });
  });

  context("when the receiver calls back", () => {
    it("pays once", async () => {
      const { pool: contract, people } = await load(leaving);
      const party = await ethers.deployContract("ContractParty", [people[0]]);
      await party.act(contract, contract.interface.encodeFunctionData("stake"), { value: minStake });
      await party.act(contract, contract.interface.encodeFunctionData("requestExit", [minStake]));
      await time.increase(exitDelay);
      const exit = contract.interface.encodeFunctionData("exit");
      await party.setCallback(contract, exit);
      await party.set(Party.CallingBack);
      await party.act(contract, exit);
      expect(await party.received()).to.equal(minStake);
      const failure = contract.interface.parseError(await party.failure());
      expect(failure?.name).to.equal("NothingToExit");
    });
  });

  context("when the delay is over", () => {
    it("pays, even while a draw is frozen", async () => {
      const parts = await load(leaving);
      await time.increase(exitDelay);
      await freeze(parts);
      await expect(() => parts.contract.exit()).to.changeEtherBalances(
        ethers,
        [parts.contract, parts.person],
        [-parts.stake, parts.stake],
      );
      expect((await parts.contract.arbitratorOf(parts.person)).exiting).to.equal(0n);
    });

    it("emits ArbitratorUpdated", async () => {
      const { contract, person } = await load(leaving);
      const { activeFrom, exitAt } = await contract.arbitratorOf(person);
      await time.increase(exitDelay);
      await expect(contract.exit())
        .to.emit(contract, "ArbitratorUpdated")
        .withArgs(person.address, 0n, 0n, 0n, 0n, false, activeFrom, exitAt);
    });
  });
});
