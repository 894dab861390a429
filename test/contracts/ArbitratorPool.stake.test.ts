import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { day, ethers, minStake, poolParameters } from "./support/court.ts";
import { freeze, load, mine, pool, time, zeroHash } from "./support/pool.ts";

const { maxStake, activationDelay } = poolParameters;

describe("ArbitratorPool.constructor", () => {
  const wrong: [string, object][] = [
    ["the minimum stake is zero", { minStake: 0n }],
    ["the maximum stake is below the minimum", { maxStake: minStake - 1n }],
    ["the epoch is zero", { epoch: 0 }],
    ["a draw does not look ahead", { lookahead: 0, freeze: 0 }],
    ["a draw freezes before it can be known", { freeze: poolParameters.lookahead + 1 }],
  ];

  context("when the court, or the source of randomness, is nobody", () => {
    it("reverts BadParameters", async () => {
      const { court, entropy } = await load(pool);
      const factory = await ethers.getContractFactory("ArbitratorPool");
      for (const [judge, source] of [
        [ZeroAddress, entropy],
        [court, ZeroAddress],
      ] as const) {
        await expect(factory.deploy(judge, source, poolParameters)).to.be.revertedWithCustomError(
          factory,
          "BadParameters",
        );
      }
    });
  });

  for (const [when, changes] of wrong) {
    context(`when ${when}`, () => {
      it("reverts BadParameters", async () => {
        const { court, entropy } = await load(pool);
        const factory = await ethers.getContractFactory("ArbitratorPool");
        await expect(factory.deploy(court, entropy, { ...poolParameters, ...changes })).to.be.revertedWithCustomError(
          factory,
          "BadParameters",
        );
      });
    });
  }

  it("says what it was given", async () => {
    const { court, entropy, pool: contract } = await load(pool);
    const given = Object.values(poolParameters).map(BigInt);
    expect(await contract.parameters()).to.deep.equal(given);
    expect(await contract.minStake()).to.equal(minStake);
    expect(await contract.court()).to.equal(court.address);
    expect(await contract.entropy()).to.equal(await entropy.getAddress());
  });

  it("takes a freeze as long as its look-ahead, and a maximum as small as its minimum", async () => {
    const { court, entropy } = await load(pool);
    const narrow = { ...poolParameters, maxStake: minStake, freeze: poolParameters.lookahead };
    await ethers.deployContract("ArbitratorPool", [court, entropy, narrow]);
  });
});

describe("ArbitratorPool.stake", () => {
  context("given the head of the queue is frozen", () => {
    it("reverts Frozen", async () => {
      const parts = await load(pool);
      const drawBlock = await freeze(parts);
      await expect(parts.pool.stake({ value: minStake }))
        .to.be.revertedWithCustomError(parts.pool, "Frozen")
        .withArgs(drawBlock);
    });

    it("goes through in the last block before", async () => {
      const { pool: contract, court, people } = await load(pool);
      await contract.connect(court).enqueue(7);
      const [, drawBlock] = await contract.nextDraw();
      const last = Number(drawBlock) - poolParameters.freeze - 1;
      await mine(last - 1 - (await ethers.provider.getBlockNumber()));
      await contract.stake({ value: minStake });
      expect(await ethers.provider.getBlockNumber()).to.equal(last);
      await expect(contract.connect(people[0]).stake({ value: minStake })).to.be.revertedWithCustomError(
        contract,
        "Frozen",
      );
    });
  });

  for (const [when, value] of [
    ["nothing is sent", 0n],
    ["less than the minimum is sent", minStake - 1n],
    ["more than the maximum is sent", maxStake + 1n],
  ] as const) {
    context(`when ${when}`, () => {
      it("reverts StakeOutOfBounds", async () => {
        const { pool: contract } = await load(pool);
        await expect(contract.stake({ value }))
          .to.be.revertedWithCustomError(contract, "StakeOutOfBounds")
          .withArgs(value, minStake, maxStake);
      });
    });
  }

  context("given a stake", () => {
    const staked = async () => {
      const parts = await pool();
      const contract = parts.pool.connect(parts.people[0]);
      await contract.stake({ value: minStake });
      return { ...parts, contract, person: parts.people[0]! };
    };

    context("when nothing is added", () => {
      it("reverts StakeOutOfBounds", async () => {
        const { contract } = await load(staked);
        await expect(contract.stake())
          .to.be.revertedWithCustomError(contract, "StakeOutOfBounds")
          .withArgs(minStake, minStake, maxStake);
      });
    });

    context("when both together are more than the maximum", () => {
      it("reverts StakeOutOfBounds", async () => {
        const { contract } = await load(staked);
        await expect(contract.stake({ value: maxStake - minStake + 1n }))
          .to.be.revertedWithCustomError(contract, "StakeOutOfBounds")
          .withArgs(maxStake + 1n, minStake, maxStake);
      });
    });

    it("adds even a single wei", async () => {
      const { contract, person } = await load(staked);
      await contract.stake({ value: 1n });
      expect((await contract.arbitratorOf(person)).stake).to.equal(minStake + 1n);
    });

    it("makes the whole wait again, and leaves what counts already as it is", async () => {
      const { contract, person } = await load(staked);
      await time.increase(activationDelay);
      await contract.activate();
      await contract.stake({ value: 1n });
      const { weight, activeFrom } = await contract.arbitratorOf(person);
      expect(weight).to.equal(minStake);
      expect(activeFrom).to.equal((await time.latest()) + 7 * day);
    });
  });

  context("when it is within the bounds", () => {
    for (const value of [minStake, maxStake]) {
      it(`keeps ${value}, which does not count yet`, async () => {
        const { pool: contract, people } = await load(pool);
        await contract.connect(people[0]).stake({ value });
        const { stake, weight, locked, index } = await contract.arbitratorOf(people[0]!);
        expect([stake, weight, locked, index]).to.deep.equal([value, 0n, 0n, 0n]);
        expect(await ethers.provider.getBalance(contract)).to.equal(value);
        expect([await contract.activeCount(), await contract.totalWeight()]).to.deep.equal([0n, 0n]);
      });
    }

    it("emits ArbitratorUpdated", async () => {
      const { pool: contract, people } = await load(pool);
      const now = (await time.latest()) + 60;
      await time.setNextBlockTimestamp(now);
      await expect(contract.connect(people[0]).stake({ value: minStake }))
        .to.emit(contract, "ArbitratorUpdated")
        .withArgs(people[0]!.address, minStake, 0n, 0n, 0n, false, now + activationDelay, 0);
    });
  });
});

describe("ArbitratorPool.setEncryptionKey", () => {
  it("emits EncryptionKeySet", async () => {
    const { pool: contract, people } = await load(pool);
    await expect(contract.connect(people[0]).setEncryptionKey(zeroHash))
      .to.emit(contract, "EncryptionKeySet")
      .withArgs(people[0]!.address, zeroHash);
  });
});
