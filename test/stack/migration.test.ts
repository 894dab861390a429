import { expect } from "chai";
import { join } from "node:path";
import { type Abi, type Address, encodeFunctionData, parseEther, toFunctionSelector, toHex, zeroHash } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { standingOver } from "#protocol/editions.ts";
import {
  arbitratorPoolAbi,
  escrowAbi,
  feeScheduleAbi,
  itemPassportAbi,
  listingRegistryAbi,
  membershipAbi,
  reputationAbi,
  requestBoardAbi,
  sellerBondsAbi,
  testTokenAbi,
} from "#protocol/generated/abi.ts";
import { kinds } from "#protocol/enums.ts";
import { type Order, orderKey } from "#protocol/order.ts";
import type { Terms } from "#protocol/terms.ts";
import { NO_TEXT } from "#protocol/review.ts";
import { standing } from "#protocol/score.ts";
import type { ContractName } from "../../scripts/contracts.ts";
import { deploy } from "../../scripts/deploy/deploy.ts";
import type { Deployment } from "../../scripts/deployments.ts";
import { setPaused } from "../../scripts/drill/drill.ts";
import { TEST_MNEMONIC } from "../../scripts/parameters.ts";
import { repository } from "../../scripts/stack/supervisor.ts";
import { openRoom, type People, people, price, type Room, type Trade } from "../keeper/support/trade.ts";

const [owner, buyer, seller, stranger] = [0, 1, 2, 5] as const;
const DAY = 86_400;
const month = 30 * DAY;
const bond = 50_000000n;
const budget = parseEther("2");
const kept = [
  "ArbitratorPool",
  "ArbitrationCourt",
  "BlockEntropy",
  "TestToken",
  "Membership",
  "FeeSchedule",
  "SellerBonds",
] as const;

/** What the node says of the registry's refusal. */
const isPaused = toFunctionSelector("function Paused()");

/** docs/migration.md, step by step, on a chain with a market that people are using. */
describe("a second edition takes over from a first", () => {
  let room: Room;
  let first: People;
  let second: People;
  let deployment: Deployment;
  let done: Trade;
  let open: Record<"funded" | "shipped" | "disputed", Trade>;
  let wanted: Terms;
  const folder = process.env.HANDSEL_DEPLOYMENTS;

  before(async function () {
    this.timeout(120_000);
    room = await openRoom(19_363);
    first = await people(room);
    await trade();
  });
  after(() => room?.stop());

  const addressOf = (index: number): Address => first.wallets.account(index).address;
  const at = (name: ContractName, edition = room.deployment) => edition.contracts[name] as Address;

  function send(who: number, to: Address, abi: Abi, functionName: string, args: unknown[], value?: bigint) {
    const data = encodeFunctionData({ abi, functionName, args });
    return first.wallets.send(first.wallets.account(who), { to, data, ...(value !== undefined && { value }) });
  }

  const read = <T>(address: Address, abi: Abi, functionName: string, args: unknown[] = []) =>
    first.wallets.chain.readContract({ address, abi, functionName, args }) as Promise<T>;

  const refusal = (act: Promise<unknown>): Promise<string> =>
    act.then(
      () => "it went through",
      (error: Error) => error.message,
    );

  /** The buyer's two and the seller's five stars. */
  async function reviewed(edition: Deployment, order: Order): Promise<void> {
    const reputation = at("Reputation", edition);
    const seal = toHex("what will be said", { size: 32 });
    await send(buyer, reputation, reputationAbi, "seal", [orderKey(order), seal, "0x"]);
    await send(seller, reputation, reputationAbi, "review", [orderKey(order), 5, NO_TEXT]);
  }

  /** What people have in the first edition when it ends. */
  async function trade(): Promise<void> {
    done = await first.shipped();
    await send(buyer, at("Escrow"), escrowAbi, "confirm", [done.order]);
    await reviewed(room.deployment, done.order);
    await send(seller, at("ItemPassport"), itemPassportAbi, "mint", [done.order]);

    const token = at("TestToken");
    for (const who of [buyer, seller]) await send(who, token, testTokenAbi, "mint", [addressOf(who), 1_000_000000n]);
    const cost = await read<bigint>(at("Membership"), membershipAbi, "price");
    await send(buyer, token, testTokenAbi, "approve", [at("Membership"), 12n * cost]);
    const year = [BigInt(addressOf(buyer)), BigInt(12 * month)];
    await send(buyer, at("Membership"), membershipAbi, "renewSubscription", year);
    await send(seller, token, testTokenAbi, "approve", [at("SellerBonds"), bond]);
    await send(seller, at("SellerBonds"), sellerBondsAbi, "postBond", [bond]);

    open = { funded: await first.bought(), shipped: await first.shipped(), disputed: await first.disputed() };
    wanted = {
      ...open.funded.order.terms,
      kind: kinds.indexOf("request"),
      seller: addressOf(buyer),
      metadata: zeroHash,
    };
    await send(buyer, at("ListingRegistry"), listingRegistryAbi, "publish", [wanted]);
    await send(buyer, at("RequestBoard"), requestBoardAbi, "fund", [wanted, budget], budget);
  }

  it("1. the first takes nothing new: no listing, no order, however it is paid", async () => {
    await setPaused(room, mnemonicToAccount(TEST_MNEMONIC, { addressIndex: owner }), true);
    first = await people(room);
    const more = { ...open.funded.order, nonce: 99n };
    expect(await refusal(first.bought())).to.contain(isPaused);
    expect(await refusal(send(buyer, at("Escrow"), escrowAbi, "buy", [more], price))).to.contain(isPaused);
  });

  it("2. the second is deployed beside it, and goes on with what knows no trade", async function () {
    this.timeout(60_000);
    process.env.HANDSEL_DEPLOYMENTS = join(room.folder, "second");
    try {
      const keep = join(repository, "deployments/local.json");
      deployment = await deploy({ rpcUrl: room.rpcUrl, network: "local", keep, isCompiled: true });
      const again = await deploy({ rpcUrl: room.rpcUrl, network: "local", keep, isCompiled: true });
      expect(again).to.deep.equal(deployment);
    } finally {
      if (folder === undefined) delete process.env.HANDSEL_DEPLOYMENTS;
      else process.env.HANDSEL_DEPLOYMENTS = folder;
    }
    expect(deployment.kept).to.have.members([...kept]);
    for (const name of Object.keys(room.deployment.contracts) as ContractName[]) {
      const isKept = (kept as readonly string[]).includes(name);
      expect(at(name, deployment) === at(name), name).to.equal(isKept);
    }
    expect(await read(at("ListingRegistry", deployment), listingRegistryAbi, "paused")).to.equal(false);
    // Its index begins where what was kept began.
    expect(deployment.startBlock).to.equal(room.deployment.startBlock);
    first = await people(room);
    second = await people({ rpcUrl: room.rpcUrl, deployment });
  });

  it("3. people list and buy in the second, before the same arbitrators", async () => {
    const { order } = await second.shipped();
    const disputed = await second.disputed();
    const { status } = await second.stateOf(disputed);
    expect(status, "raised before the court that was kept").to.equal(3);
    expect(await read(at("ArbitratorPool", deployment), arbitratorPoolAbi, "activeCount")).to.equal(5n);
    first = await people(room);
    await send(buyer, at("Escrow", deployment), escrowAbi, "confirm", [order]);
    await reviewed(deployment, order);
  });

  it("4. memberships and bonds count where they did, and leave when their owners like", async () => {
    const isMember = (edition: Deployment) =>
      read<boolean>(at("Membership", edition), membershipAbi, "isMember", [addressOf(buyer)]);
    expect([await isMember(room.deployment), await isMember(deployment)]).to.deep.equal([true, true]);
    expect(await read(at("FeeSchedule", deployment), feeScheduleAbi, "membership")).to.equal(at("Membership"));
    expect(await read(at("SellerBonds", deployment), sellerBondsAbi, "bondOf", [addressOf(seller)])).to.equal(bond);
    await send(seller, at("SellerBonds"), sellerBondsAbi, "giveNotice", [bond]);
  });

  it("5. scores are read from both and added up", async () => {
    const now = (await first.wallets.chain.getBlock()).timestamp;
    const scores = await Promise.all(
      [room.deployment, deployment].map(async (edition) => {
        const args = [addressOf(buyer), 0];
        const [score] = await read<[{ num: bigint; den: bigint; updatedAt: number; count: number }]>(
          at("Reputation", edition),
          reputationAbi,
          "scoreOf",
          args,
        );
        return { num: score.num, den: score.den, updatedAt: BigInt(score.updatedAt), count: BigInt(score.count) };
      }),
    );
    expect(scores.map(({ count }) => count)).to.deep.equal([1n, 1n]);
    const both = standingOver(scores, now);
    for (const alone of scores.map((score) => standing(score, now))) {
      expect(both.points > alone.points && both.confidence > alone.confidence).to.equal(true);
    }
  });

  it("6. a passport's history stays where it is, and its owner can still hand it on", async () => {
    const passport = [BigInt(done.id)];
    expect(await read(at("ItemPassport"), itemPassportAbi, "ownerOf", passport)).to.equal(addressOf(buyer));
    const args = [addressOf(buyer), addressOf(stranger), ...passport];
    await send(buyer, at("ItemPassport"), itemPassportAbi, "transferFrom", args);
  });

  it("7. what is open in the first ends there, by its date, whoever is gone", async function () {
    this.timeout(30_000);
    const escrow = at("Escrow");
    await send(buyer, at("RequestBoard"), requestBoardAbi, "close", [wanted]);
    await send(buyer, escrow, escrowAbi, "confirm", [open.shipped.order]);
    await first.wait(4 * DAY);
    await send(stranger, escrow, escrowAbi, "refund", [open.funded.order]);
    await first.wait(100 * DAY);
    await send(stranger, escrow, escrowAbi, "resolveStalled", [open.disputed.order]);
    const statuses = await Promise.all(Object.values(open).map((trade) => first.stateOf(trade)));
    expect(statuses.map(({ status }) => status)).to.deep.equal([5, 4, 6]);
    await send(seller, at("SellerBonds"), sellerBondsAbi, "withdraw", [at("TestToken"), addressOf(seller), bond]);
  });

  it("8. nothing is left in the first but what belongs to its treasury and goes there", async () => {
    const { chain } = first.wallets;
    const keys = [done, open.shipped, open.disputed].map(({ order }) => orderKey(order));
    await send(stranger, at("Escrow"), escrowAbi, "sweep", [keys]);
    for (const name of ["Escrow", "RequestBoard"] as const)
      expect(await chain.getBalance({ address: at(name) }), name).to.equal(0n);
    expect(await read(at("ListingRegistry"), listingRegistryAbi, "paused")).to.equal(true);
  });
});
