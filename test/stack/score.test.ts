import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type Address, encodeFunctionData, type Hex, keccak256, toHex } from "viem";
import { escrowAbi, reputationAbi } from "#protocol/generated/abi.ts";
import { type Order, orderKey } from "#protocol/order.ts";
import { NO_TEXT } from "#protocol/review.ts";
import { reviewCommitment } from "#protocol/vote.ts";
import { repository } from "../../scripts/stack/supervisor.ts";
import { openRoom, type People, people, type Room } from "../keeper/support/trade.ts";

const [buyer, seller] = [1, 2];
const DAY = 86_400;
const noChain = "http://127.0.0.1:9";

describe("npm run score", () => {
  let room: Room;
  let market: People;
  let ids: Hex[];

  before(async function () {
    this.timeout(60_000);
    room = await openRoom(19_347);
    market = await people(room);
    // The same pair twice, 90 days apart.
    ids = [await reviewedOrder(1)];
    await market.wait(90 * DAY);
    ids.push(await reviewedOrder(5));
  });
  after(() => room.stop());

  const send = (to: Address, index: number, data: Hex) =>
    market.wallets.send(market.wallets.account(index), { to, data });

  /** The buyer gives `rating`, the seller four stars. */
  async function reviewedOrder(rating: number): Promise<Hex> {
    const { order, id } = await market.shipped();
    const at = room.deployment.contracts as { Escrow: Address; Reputation: Address };
    const confirm = encodeFunctionData({ abi: escrowAbi, functionName: "confirm", args: [order] });
    await send(at.Escrow, buyer, confirm);
    const slip = { chainId: 31_337n, reputation: at.Reputation, orderId: id, author: order.buyer };
    const salt = keccak256(toHex("a pinch"));
    await review(at.Reputation, order, buyer, "seal", [reviewCommitment(slip, rating, NO_TEXT, salt), "0x"]);
    await review(at.Reputation, order, seller, "review", [4, NO_TEXT]);
    await review(at.Reputation, order, buyer, "reveal", [order.buyer, rating, NO_TEXT, salt]);
    return id;
  }

  function review(to: Address, order: Order, who: number, functionName: "seal" | "review" | "reveal", rest: unknown[]) {
    const args = [orderKey(order), ...rest] as never;
    return send(to, who, encodeFunctionData({ abi: reputationAbi, functionName, args }));
  }

  function run(args: string[], rpcUrl = room.rpcUrl) {
    return spawnSync(process.execPath, [join(repository, "scripts/score.ts"), ...args], {
      encoding: "utf8",
      env: { ...process.env, HANDSEL_RPC: rpcUrl },
    });
  }

  it("makes both sides of a person anew from the logs, and finds the chain to say the same", () => {
    const { status, stdout } = run([market.wallets.account(seller).address]);
    expect(status).to.equal(0);
    const [, asBuyer = "", asSeller = ""] = stdout.split(/^As a /m);
    expect(asBuyer)
      .to.match(/^buyer: 70\.00 of 100, 0\.00 %/)
      .and.to.contain("equal");
    expect(asSeller)
      .to.match(/^seller: /)
      .and.to.contain("equal");
    const lines = asSeller.split("\n").filter((line) => line.includes("0x"));
    expect(lines.map((line) => ids.findIndex((id) => line.includes(id)))).to.deep.equal([1, 0]);
    expect(lines[0]).to.contain("5 of 5 stars").and.to.contain("number 2").and.to.contain("1/2");
    expect(lines[1]).to.contain("1 of 5 stars").and.not.to.contain("number");
  });

  it("says what a review weighed on the day and what is left of it", () => {
    const { stdout } = run([market.wallets.account(buyer).address]);
    const weights = [...stdout.matchAll(/([\d.]+) -> +([\d.]+) USD/g)].map(([, then, now]) => [
      Number(then),
      Number(now),
    ]);
    expect(weights).to.have.length(2);
    const [[young, stillYoung], [old, faded]] = weights as [[number, number], [number, number]];
    expect([young, stillYoung]).to.deep.equal([old / 2, old / 2]);
    expect(faded / old).to.be.closeTo(Math.SQRT1_2, 0.01);
  });

  it("asks for an address in one sentence and ends with 2", () => {
    for (const args of [
      [],
      ["hallo"],
      ["0x12"],
      [buyerAddress(), "nowhere"],
      [buyerAddress(), "../package"],
      ["--x"],
    ]) {
      const { status, stdout, stderr } = run(args, noChain);
      expect([status, stdout], args.join(" ")).to.deep.equal([2, ""]);
      expect(stderr.trim().split("\n"), args.join(" ")).to.have.length(1);
    }
  });

  it("ends with 1 when the chain does not answer", () => {
    const { status, stderr } = run([buyerAddress()], noChain);
    expect(status).to.equal(1);
    expect(stderr.trim()).to.match(/^The chain could not be read: .+$/);
  });

  const buyerAddress = () => market.wallets.account(buyer).address;
});
