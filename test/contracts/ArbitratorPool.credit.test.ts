import { expect } from "chai";
import { ethers } from "./support/court.ts";
import { load, Party, pool } from "./support/pool.ts";

async function credited() {
  const parts = await pool();
  const contract = parts.pool.connect(parts.court);
  const [person] = parts.people;
  await contract.credit([person!.address], [9n], { value: 9n });
  return { ...parts, contract, person: person! };
}

describe("ArbitratorPool.credit", () => {
  context("when the caller is not the court", () => {
    it("reverts NotCourt", async () => {
      const { pool: contract, stranger } = await load(pool);
      await expect(contract.connect(stranger).credit([], []))
        .to.be.revertedWithCustomError(contract, "NotCourt")
        .withArgs(stranger.address);
    });
  });

  for (const value of [8n, 10n]) {
    context(`when ${value} are sent to credit 9`, () => {
      it("reverts WrongCredit", async () => {
        const { pool: contract, people } = await load(pool);
        await expect(contract.credit([people[0]!.address, people[1]!.address], [4n, 5n], { value }))
          .to.be.revertedWithCustomError(contract, "WrongCredit")
          .withArgs(value, 9n);
      });
    });
  }

  it("adds to what an account has already", async () => {
    const { contract, person, stranger } = await load(credited);
    await contract.credit([person.address, stranger.address, person.address], [1n, 2n, 3n], { value: 6n });
    expect([await contract.creditOf(person), await contract.creditOf(stranger)]).to.deep.equal([13n, 2n]);
  });

  it("emits Credited, unless it is nothing", async () => {
    const { contract, person, stranger } = await load(credited);
    const crediting = contract.credit([person.address, stranger.address], [1n, 0n], { value: 1n });
    await expect(crediting).to.emit(contract, "Credited").withArgs(person.address, 1n);
    const receipt = await (await crediting).wait();
    expect(receipt?.logs.length).to.equal(1);
  });
});

describe("ArbitratorPool.withdraw", () => {
  context("when the account has no credit", () => {
    it("reverts NothingToWithdraw", async () => {
      const { contract, stranger } = await load(credited);
      await expect(contract.withdraw(stranger))
        .to.be.revertedWithCustomError(contract, "NothingToWithdraw")
        .withArgs(stranger.address);
    });
  });

  context("when the account refuses", () => {
    it("reverts TransferFailed, and keeps the credit", async () => {
      const { contract, person } = await load(credited);
      const party = await ethers.deployContract("ContractParty", [person]);
      await party.set(Party.Refusing);
      await contract.credit([party], [5n], { value: 5n });
      await expect(contract.withdraw(party))
        .to.be.revertedWithCustomError(contract, "TransferFailed")
        .withArgs(await party.getAddress(), 5n);
      expect(await contract.creditOf(party)).to.equal(5n);
    });
  });

  context("when the account calls back", () => {
    it("pays once", async () => {
      const { contract, person } = await load(credited);
      const party = await ethers.deployContract("ContractParty", [person]);
      await contract.credit([party, person], [5n, 50n], { value: 55n });
      await party.setCallback(contract, contract.interface.encodeFunctionData("withdraw", [person.address]));
      await party.set(Party.CallingBack);
      await contract.withdraw(party);
      expect(await party.received()).to.equal(5n);
      const failure = contract.interface.parseError(await party.failure());
      expect(failure?.name).to.equal("ReentrancyGuardReentrantCall");
      expect(await contract.creditOf(person)).to.equal(59n);
    });
  });

  context("when anybody asks", () => {
    it("pays the account", async () => {
      const { contract, person, stranger } = await load(credited);
      await expect(() => contract.connect(stranger).withdraw(person)).to.changeEtherBalances(
        ethers,
        [contract, person],
        [-9n, 9n],
      );
      expect(await contract.creditOf(person)).to.equal(0n);
    });

    it("emits Withdrawn, and answers the amount", async () => {
      const { contract, person, stranger } = await load(credited);
      expect(await contract.withdraw.staticCall(person)).to.equal(9n);
      await expect(contract.connect(stranger).withdraw(person))
        .to.emit(contract, "Withdrawn")
        .withArgs(person.address, 9n);
    });
  });
});
