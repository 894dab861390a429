import { expect } from "chai";
import { type Address } from "viem";
import { orderId } from "#protocol/order.ts";
import { payout } from "#protocol/money.ts";
import {
  contractParty,
  ethers,
  kind,
  loadFixture,
  Outcome,
  orderable,
  shippedOrder,
  through,
  valueOf,
} from "./support/market.ts";
import { idOf, one, opened, passports, sale } from "./support/passports.ts";

/*
 * One entry for each attack that passports were designed against. What another file shows already is only named here.
 *
 * A passport for somebody else's sale: ItemPassport.mint, "reverts NotSaleSeller for anybody but its seller".
 * A history without money: ItemPassport.mint, "reverts NotSold for a settlement: it may have been for nothing, and so without a
 *   fee".
 * One sale in two histories: ItemPassport.append, "reverts AlreadyRecorded for one that is in any passport".
 * An old sale of something else, put behind a good history: ItemPassport.append, "reverts NotLater for a sale from before the
 *   owner had the object".
 * What no contract can see: that two sales were of the same object, and whether one object has two passports.
 */
describe("ItemPassport under attack", () => {
  it("trading with oneself: each entry costs the fee on the price that it shows", async () => {
    const m = await loadFixture(passports);
    // Bob is alice's other wallet: what the pair has lost in the end is what the treasury has won.
    const wealth = async () => (await m.dollar.balanceOf(m.alice)) + (await m.dollar.balanceOf(m.bob));
    const before = await wealth();
    const first = await sale(m, m.alice, m.bob, { token: m.addresses.dollar, price: 1_000_000_000n });
    await m.passport.connect(m.alice).mint(first.order);
    const { fee } = payout(first.order, 1_000_000_000n, 1_000_000_000n);
    expect(before - (await wealth())).to.equal(fee);
    expect(fee).to.equal(35_400_000n);
    const [recorded] = await m.passport.queryFilter(m.passport.filters.SaleRecorded(idOf(first)));
    expect(recorded!.args.price).to.equal(1_000_000_000n);
  });

  it("a forged pre-image: other photographs, price, kind or people are another order, which never was", async () => {
    const m = await loadFixture(passports);
    const { order } = await sale(m, m.alice, m.bob);
    const forged = [
      { ...order, terms: { ...order.terms, metadata: `0x${"11".repeat(32)}` as const } },
      { ...order, terms: { ...order.terms, price: 10n ** 20n } },
      { ...order, terms: { ...order.terms, token: m.addresses.dollar } },
      { ...order, buyer: m.dave.address as Address },
      { ...order, nonce: 2n },
    ];
    for (const other of forged) {
      await expect(m.passport.connect(m.alice).mint(other))
        .to.be.revertedWithCustomError(m.passport, "NotSold")
        .withArgs(orderId(other), Outcome.None);
    }
    const service = await sale(m, m.alice, m.bob, { kind: kind("service") });
    const asItem = { ...service.order, terms: { ...service.order.terms, kind: kind("item") } };
    await expect(m.passport.connect(m.alice).mint(asItem)).to.be.revertedWithCustomError(m.passport, "NotSold");
    const thief = { ...order, terms: { ...order.terms, seller: m.dave.address as Address } };
    await expect(m.passport.connect(m.dave).mint(thief)).to.be.revertedWithCustomError(m.passport, "NotSold");
  });

  it("dirty calldata: a word with more than its type holds is refused", async () => {
    const m = await loadFixture(passports);
    const { order } = await sale(m, m.alice, m.bob);
    const data = m.passport.interface.encodeFunctionData("mint", [order]);
    // The thirteenth word of the terms is the kind, the third their price.
    for (const word of [2, 12]) {
      const at = 10 + word * 64;
      const dirty = `${data.slice(0, at)}01${data.slice(at + 2)}`;
      await expect(m.alice.sendTransaction({ to: m.passport, data: dirty })).to.be.revert(ethers);
    }
  });

  it("a buyer that takes no tokens can't keep the seller from writing, nor is it called", async () => {
    const m = await loadFixture(passports);
    const own = await sale(m, m.bob, m.alice);
    await m.passport.connect(m.bob).mint(own.order);
    // It has no onERC721Received.
    const party = await contractParty(m.dave);
    const buyer = (await party.getAddress()) as Address;
    const { order, id } = await orderable(m, { ...one, buyer });
    await through(party, m.escrow, "buy", [order], valueOf(order));
    await through(party, m.escrow, "confirm", [order]);
    await expect(
      m.passport.connect(m.alice)["safeTransferFrom(address,address,uint256)"](m.alice, buyer, idOf(own)),
    ).to.be.revertedWithCustomError(m.passport, "ERC721InvalidReceiver");
    await m.passport.connect(m.alice).mint(order);
    expect(await m.passport.ownerOf(BigInt(id))).to.equal(buyer);
  });

  it("a passport handed on outside of sales: whoever has it can go on, and history shows the gap", async () => {
    const m = await loadFixture(opened);
    await m.passport.connect(m.bob).transferFrom(m.bob, m.dave, m.id);
    const resale = await sale(m, m.dave, m.carol);
    await m.passport.connect(m.dave).append(m.id, resale.order);
    const [first, second] = await m.passport.queryFilter(m.passport.filters.SaleRecorded(m.id));
    const [moved] = await m.passport.queryFilter(m.passport.filters.MovedOutsideSale(m.id));
    expect(first!.args.buyer).to.not.equal(second!.args.seller);
    expect([moved!.args.from, moved!.args.to]).to.deep.equal([first!.args.buyer, second!.args.seller]);
  });

  it("a purchase of one's own: the escrow sells nobody what is theirs", async () => {
    const m = await loadFixture(passports);
    await expect(
      shippedOrder({ ...m, seller: m.bob }, { ...one, buyer: m.bob.address as Address }),
    ).to.be.revertedWithCustomError(m.escrow, "SelfPurchase");
  });
});

describe("ItemPassport, moved outside a sale", () => {
  for (const verb of ["transferFrom", "safeTransferFrom", "safeTransferFrom with data"] as const) {
    it(`${verb} emits MovedOutsideSale`, async () => {
      const m = await loadFixture(opened);
      const { passport } = m;
      const owner = passport.connect(m.bob);
      const sent =
        verb === "transferFrom"
          ? owner.transferFrom(m.bob, m.dave, m.id)
          : verb === "safeTransferFrom"
            ? owner["safeTransferFrom(address,address,uint256)"](m.bob, m.dave, m.id)
            : owner["safeTransferFrom(address,address,uint256,bytes)"](m.bob, m.dave, m.id, "0x01");
      await expect(sent).to.emit(passport, "MovedOutsideSale").withArgs(m.id, m.bob.address, m.dave.address, 1n);
      expect(await passport.ownerOf(m.id)).to.equal(m.dave.address);
    });
  }

  it("by whom the owner lets", async () => {
    const m = await loadFixture(opened);
    await m.passport.connect(m.bob).setApprovalForAll(m.carol, true);
    await expect(m.passport.connect(m.carol).transferFrom(m.bob, m.carol, m.id))
      .to.emit(m.passport, "MovedOutsideSale")
      .withArgs(m.id, m.bob.address, m.carol.address, 1n);
  });

  it("reverts for anybody else, and records nothing", async () => {
    const m = await loadFixture(opened);
    await expect(m.passport.connect(m.alice).transferFrom(m.bob, m.alice, m.id)).to.be.revertedWithCustomError(
      m.passport,
      "ERC721InsufficientApproval",
    );
    expect(await m.passport.queryFilter(m.passport.filters.MovedOutsideSale(m.id))).to.have.length(0);
  });
});
