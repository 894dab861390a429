import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { contractParty, ethers, loadFixture, Receiver, time, Token } from "./support/market.ts";
import {
  anyTotal,
  delay,
  member,
  memberPrice,
  membershipIn,
  memberships,
  next,
  passOf,
  period,
  waiting,
} from "./support/edges.ts";

describe("Membership, its pass", () => {
  it("cannot be transferred by its holder, nor by whom the holder has approved", async () => {
    const { membership, seller, stranger, id } = await loadFixture(member);
    await membership.connect(seller).approve(stranger, id);
    await membership.connect(seller).setApprovalForAll(stranger, true);
    for (const by of [seller, stranger]) {
      await expect(membership.connect(by).transferFrom(seller, stranger, id))
        .to.be.revertedWithCustomError(membership, "PassNotTransferable")
        .withArgs(id);
      await expect(
        membership.connect(by)["safeTransferFrom(address,address,uint256)"](seller, stranger, id),
      ).to.be.revertedWithCustomError(membership, "PassNotTransferable");
    }
    expect(await membership.ownerOf(id)).to.equal(seller.address);
  });

  it("says that it is locked, once it exists", async () => {
    const { membership, id, stranger } = await loadFixture(member);
    expect(await membership.locked(id)).to.equal(true);
    await expect(membership.locked(passOf(stranger)))
      .to.be.revertedWithCustomError(membership, "ERC721NonexistentToken")
      .withArgs(passOf(stranger));
  });

  it("knows ERC-165, ERC-721, ERC-5192 and ERC-5643, and nothing else", async () => {
    const { membership } = await loadFixture(memberships);
    for (const id of ["0x01ffc9a7", "0x80ac58cd", "0x5b5e139f", "0xb45a3c0e", "0x8c65f84d"]) {
      expect(await membership.supportsInterface(id), id).to.equal(true);
    }
    for (const id of ["0xffffffff", "0x780e9d63"]) {
      expect(await membership.supportsInterface(id), id).to.equal(false);
    }
    expect([await membership.name(), await membership.symbol()]).to.deep.equal(["Handsel Membership", "HANDSEL"]);
  });

  it("is given to a contract that would take no token, without calling it", async () => {
    const { membership, buyer } = await loadFixture(memberships);
    const party = await contractParty(buyer);
    await party.set(Receiver.Refusing);
    const id = BigInt(await party.getAddress());
    await membership.connect(buyer).renewAtMost(id, period, anyTotal);
    expect(await membership.isMember(party)).to.equal(true);
  });
});

describe("Membership.cancelSubscription", () => {
  it("reverts WrongValue when something is sent along", async () => {
    const { membership, seller, id } = await loadFixture(member);
    await expect(membership.connect(seller).cancelSubscription(id, { value: 1n }))
      .to.be.revertedWithCustomError(membership, "WrongValue")
      .withArgs(1n, 0n);
  });

  it("reverts ERC721NonexistentToken when there is no pass", async () => {
    const { membership, stranger } = await loadFixture(memberships);
    await expect(membership.connect(stranger).cancelSubscription(passOf(stranger))).to.be.revertedWithCustomError(
      membership,
      "ERC721NonexistentToken",
    );
  });

  it("reverts NotHolder for anybody else: not the owner, the payer, or whom the holder has approved", async () => {
    const { membership, owner, buyer, seller, stranger, id } = await loadFixture(member);
    await membership.connect(seller).approve(stranger, id);
    for (const by of [owner, buyer, stranger]) {
      await expect(membership.connect(by).cancelSubscription(id))
        .to.be.revertedWithCustomError(membership, "NotHolder")
        .withArgs(by.address, id);
    }
  });

  it("gives the pass back, for nothing", async () => {
    const { membership, dollar, seller, treasury, id } = await loadFixture(member);
    const cancelled = membership.connect(seller).cancelSubscription(id);
    await expect(cancelled).to.emit(membership, "SubscriptionUpdate").withArgs(id, 0n);
    await expect(cancelled).to.emit(membership, "Transfer").withArgs(seller.address, ZeroAddress, id);
    await expect(cancelled).to.changeTokenBalances(ethers, dollar, [seller, treasury], [0n, 0n]);
    expect([await membership.isMember(seller), await membership.expiresAt(id)]).to.deep.equal([false, 0n]);
  });

  it("lets the account become a member again, from then on", async () => {
    const { membership, buyer, seller, id } = await loadFixture(member);
    await membership.connect(seller).cancelSubscription(id);
    await membership.connect(buyer).renewAtMost(id, period, anyTotal);
    expect(await membership.expiresAt(id)).to.equal((await time.latest()) + period);
    expect(await membership.ownerOf(id)).to.equal(seller.address);
  });
});

describe("Membership.proposePrice", () => {
  it("reverts for anybody but the owner", async () => {
    const { membership, stranger } = await loadFixture(memberships);
    await expect(membership.connect(stranger).proposePrice(1n)).to.be.revertedWithCustomError(
      membership,
      "OwnableUnauthorizedAccount",
    );
  });

  it("holds by itself after the delay, and not a second earlier", async () => {
    const { membership, buyer, dollar } = await loadFixture(memberships);
    const effectiveAt = (await next()) + delay;
    await expect(membership.proposePrice(2n * memberPrice))
      .to.emit(membership, "MembershipPriceProposed")
      .withArgs(2n * memberPrice, effectiveAt);
    expect(await membership.proposedPrice()).to.deep.equal([2n * memberPrice, BigInt(effectiveAt)]);
    for (const [at, price] of [
      [effectiveAt - 1, memberPrice],
      [effectiveAt, 2n * memberPrice],
    ] as const) {
      await time.setNextBlockTimestamp(at);
      await expect(membership.connect(buyer).renewAtMost(passOf(buyer), period, anyTotal)).to.changeTokenBalance(
        ethers,
        dollar,
        buyer,
        -price,
      );
      expect(await membership.price()).to.equal(price);
    }
  });

  it("replaces a price that does not hold yet, and starts from the one that does", async () => {
    const { membership } = await loadFixture(memberships);
    await membership.proposePrice(1n);
    await membership.proposePrice(2n);
    expect(await membership.price()).to.equal(memberPrice);
    await time.increase(delay);
    expect(await membership.price()).to.equal(2n);
    await membership.proposePrice(3n);
    expect(await membership.price()).to.equal(2n);
  });

  it("may make it free: then nothing is taken", async () => {
    const { membership, stranger } = await loadFixture(memberships);
    await membership.proposePrice(0n);
    await time.increase(delay);
    await membership.connect(stranger).renewAtMost(passOf(stranger), period, anyTotal);
    expect([await membership.isMember(stranger), await waiting(membership)]).to.deep.equal([true, 0n]);
  });

  it("asks a token that sends nothing for nothing, when it is free", async () => {
    const m = await loadFixture(memberships);
    const membership = await membershipIn(m, m.odd);
    await membership.proposePrice(0n);
    await time.increase(delay);
    await m.odd.set(Token.Refusing, Token.Refusing);
    await expect(membership.connect(m.stranger).renewAtMost(passOf(m.stranger), period, anyTotal)).to.not.emit(
      membership,
      "Credited",
    );
  });

  it("says the first price, too", async () => {
    const { membership, owner, treasury, addresses } = await loadFixture(memberships);
    const sent = membership.deploymentTransaction()!;
    await expect(Promise.resolve(sent)).to.emit(membership, "MembershipPriceProposed");
    expect([await membership.price(), await membership.priceDelay()]).to.deep.equal([memberPrice, BigInt(delay)]);
    expect([await membership.token(), await membership.treasury(), await membership.owner()]).to.deep.equal([
      addresses.dollar,
      treasury.address,
      owner.address,
    ]);
  });
});

describe("Membership: what if", () => {
  it("the owner raises the price: what was bought stays as long as it was", async () => {
    const { membership, seller, id, expiresAt } = await loadFixture(member);
    await membership.proposePrice(2n ** 96n - 1n);
    await time.increase(delay);
    expect(await membership.expiresAt(id)).to.equal(expiresAt);
    await time.increaseTo(expiresAt);
    expect(await membership.isMember(seller)).to.equal(true);
  });

  it("a stranger fills somebody's membership up to the end: the member has gained, and can still cancel", async () => {
    const { membership, buyer, seller, id, expiresAt } = await loadFixture(member);
    await membership.connect(buyer).renewAtMost(id, 23 * period, anyTotal);
    expect(await membership.expiresAt(id)).to.equal(expiresAt + BigInt(23 * period));
    await membership.connect(seller).cancelSubscription(id);
    expect(await membership.isMember(seller)).to.equal(false);
  });

  it("the token calls back while it is taken: it is kept out", async () => {
    const m = await loadFixture(memberships);
    const membership = await membershipIn(m, m.odd);
    const again = membership.interface.encodeFunctionData("renewAtMost", [passOf(m.stranger), period, anyTotal]);
    await m.odd.setCallback(again);
    await m.odd.set(Token.CallingBack, Token.Honest);
    await membership.connect(m.buyer).renewAtMost(passOf(m.buyer), period, anyTotal);
    expect(await m.odd.failure()).to.equal(ethers.id("ReentrancyGuardReentrantCall()").slice(0, 10));
    expect(await membership.isMember(m.stranger)).to.equal(false);
  });

  it("the token calls back while it is swept: it is kept out", async () => {
    const m = await loadFixture(memberships);
    const membership = await membershipIn(m, m.odd);
    await m.odd.set(Token.Honest, Token.Refusing);
    await membership.connect(m.buyer).renewAtMost(passOf(m.buyer), period, anyTotal);
    await m.odd.setCallback(membership.interface.encodeFunctionData("sweep"));
    await m.odd.set(Token.Honest, Token.CallingBack);
    await membership.sweep();
    expect(await m.odd.failure()).to.equal(ethers.id("ReentrancyGuardReentrantCall()").slice(0, 10));
    expect(await m.odd.balanceOf(m.treasury)).to.equal(memberPrice);
  });

  it("the token answers true and moves nothing: nobody becomes a member by it", async () => {
    const m = await loadFixture(memberships);
    const membership = await membershipIn(m, m.odd);
    await m.odd.set(Token.Lying, Token.Honest);
    await expect(membership.connect(m.buyer).renewAtMost(passOf(m.buyer), period, anyTotal))
      .to.be.revertedWithCustomError(membership, "WrongReceived")
      .withArgs(0n, memberPrice);
  });

  it("the treasury is blocked by the token for good: it has the money sent elsewhere, in parts", async () => {
    const m = await loadFixture(memberships);
    const membership = await membershipIn(m, m.odd);
    await m.odd.setBlocked(m.treasury, true);
    await membership.connect(m.buyer).renewAtMost(passOf(m.buyer), period, anyTotal);
    await expect(membership.connect(m.stranger).withdraw(m.odd, m.stranger, 1n))
      .to.be.revertedWithCustomError(membership, "AmountOutOfBounds")
      .withArgs(1n, 0n);
    await membership.connect(m.treasury).withdraw(m.odd, m.stranger, 7n);
    expect([await m.odd.balanceOf(m.stranger), await waiting(membership)]).to.deep.equal([7n, memberPrice - 7n]);
  });

  it("the owner gives the office up: the price announced last holds for good", async () => {
    const { membership, owner } = await loadFixture(memberships);
    await membership.proposePrice(5n);
    await membership.connect(owner).renounceOwnership();
    await time.increase(delay);
    expect(await membership.price()).to.equal(5n);
  });

  it("the treasury is blocked by the token: the money waits", async () => {
    const m = await loadFixture(memberships);
    const membership = await membershipIn(m, m.odd);
    await m.odd.setBlocked(m.treasury, true);
    await membership.connect(m.buyer).renewAtMost(passOf(m.buyer), period, anyTotal);
    expect([await membership.isMember(m.buyer), await waiting(membership)]).to.deep.equal([true, memberPrice]);
    await m.odd.setBlocked(m.treasury, false);
    await membership.sweep();
    expect(await m.odd.balanceOf(m.treasury)).to.equal(memberPrice);
  });
});
