import { expect } from "chai";
import {
  cost,
  drawHeader,
  ethers,
  fee,
  keeperFee,
  load,
  networkHelpers,
  passPhase,
  Phase,
  room,
  serve,
  vote,
} from "./support/court.ts";

const { time } = networkHelpers;
const price = 10n ** 18n;
const evidence = "/ipfs/bafkreievidence";

/** @kleros/erc-792's own escrow, as published: it knows nothing of our court but the standard's functions. */
async function foreignEscrow() {
  const parts = await room();
  const { court, partyA: payer, partyB: payee } = parts;
  const factory = await ethers.getContractFactory("SimpleEscrowWithERC1497", payer);
  const escrow = await factory.deploy(payee, court, "/ipfs/bafkreimeta", { value: price });
  return { ...parts, payer, payee, escrow };
}

/** Its payer wants the money back, and both have paid the court's fee. */
async function disputed() {
  const parts = await foreignEscrow();
  const { escrow, payer, payee } = parts;
  await escrow.connect(payer).reclaimFunds({ value: cost });
  await escrow.connect(payee).depositArbitrationFeeForPayee({ value: cost });
  return { ...parts, id: 0n };
}

describe("An ERC-792 arbitrable of others, in our court", () => {
  it("asks what it costs, with extra data of no length", async () => {
    const { escrow, payer } = await load(foreignEscrow);
    await expect(escrow.connect(payer).reclaimFunds({ value: cost - 1n }))
      .to.be.revertedWithCustomError(escrow, "InsufficientPayment")
      .withArgs(cost - 1n, cost);
  });

  it("raises a dispute, announced by both sides' events", async () => {
    const { court, escrow, payer, payee } = await load(foreignEscrow);
    await escrow.connect(payer).reclaimFunds({ value: cost });
    const [at, brought] = [await court.getAddress(), await escrow.getAddress()];
    await expect(escrow.connect(payee).depositArbitrationFeeForPayee({ value: cost }))
      .to.emit(court, "DisputeCreation")
      .withArgs(0, brought)
      .to.emit(escrow, "Dispute")
      .withArgs(at, 0, 0, 0);
    await expect(escrow.connect(payer).submitEvidence(evidence))
      .to.emit(escrow, "Evidence")
      .withArgs(at, 0, payer.address, evidence);
  });

  for (const [choice, winner] of [
    [1, "payer"],
    [2, "payee"],
    [0, "payee"],
  ] as const) {
    it(`is ruled ${choice} by strangers, and pays its ${winner}`, async () => {
      const parts = await load(disputed);
      const { court, escrow, id } = parts;
      await passPhase(parts, id);
      await serve(parts);
      await vote(parts, id, [choice, choice, choice]);
      await passPhase(parts, id);
      // The price, and the fee of the one who asked first.
      await expect(() => court.connect(parts.keeper).executeRuling(id)).to.changeEtherBalances(
        ethers,
        [escrow, parts[winner]],
        [-(price + cost), price + cost],
      );
      expect(await escrow.status()).to.equal(3n);
    });
  }

  it("is appealed by the standard's own functions", async () => {
    const parts = await load(disputed);
    const { court, payee, id } = parts;
    await passPhase(parts, id);
    await serve(parts);
    await vote(parts, id, [1, 1, 1]);
    const standard = new ethers.Contract(
      await court.getAddress(),
      [
        "function appealCost(uint256,bytes) view returns (uint256)",
        "function appealPeriod(uint256) view returns (uint256, uint256)",
        "function disputeStatus(uint256) view returns (uint8)",
        "function currentRuling(uint256) view returns (uint256)",
        "function appeal(uint256,bytes) payable",
      ],
      payee,
    );
    const [, end] = await standard.getFunction("appealPeriod")(id);
    expect(end).to.equal((await court.caseOf(id)).phaseEnd);
    expect(await standard.getFunction("disputeStatus")(id)).to.equal(1n);
    const value = await standard.getFunction("appealCost")(id, "0x");
    expect(value).to.equal(((7n * fee + keeperFee) * 3n) / 2n);
    await standard.getFunction("appeal")(id, "0x", { value });
    await court.draw(await drawHeader(parts));
    await vote(parts, id, [2, 2, 2, 2, 2, 2, 2]);
    await time.increaseTo((await court.caseOf(id)).phaseEnd + 1n);
    await court.advance(id);
    expect((await court.caseOf(id)).phase).to.equal(Phase.Resolved);
    expect(await standard.getFunction("currentRuling")(id)).to.equal(2n);
    // It cannot say who won, so the bond would go to the treasury; nothing of it sticks to the settlement.
    await court.settle(id, 0, 0);
  });
});
