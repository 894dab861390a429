import { expect } from "chai";
import { join } from "node:path";
import { parseEther, parseGwei } from "viem";
import { outcomes, statuses } from "../../protocol/ids.ts";
import { phases } from "../../protocol/due.ts";
import { gasLimitOf, type KeeperOptions, MOST_GAS, openKeeper } from "../../scripts/keeper/keeper.ts";
import { openLedger } from "../../scripts/keeper/ledger.ts";
import { rpc } from "../../scripts/stack/rpc.ts";
import { crowd, openCase, payAppeal } from "./support/crowd.ts";
import { keeperAccount, openRoom, type People, people, type Room } from "./support/trade.ts";

const DAY = 86_400;
const votes = [{ ruling: "buyer" }, { ruling: "buyer" }, { ruling: "buyer" }] as const;

describe("gasLimitOf", () => {
  it("adds a quarter to what was estimated", () => {
    expect(gasLimitOf(4_000_000n)).to.equal(5_000_000n);
  });

  it("never asks for more than a transaction may have: EIP-7825", () => {
    expect(MOST_GAS).to.equal(2n ** 24n);
    for (const estimate of [13_421_774n, 13_724_944n, MOST_GAS]) expect(gasLimitOf(estimate)).to.equal(MOST_GAS);
    expect(gasLimitOf(13_421_772n)).to.equal(16_777_215n);
  });
});

describe("openKeeper", () => {
  let room: Room;
  let market: People;
  let said: string[];
  let snapshot: string;

  before(async function () {
    this.timeout(60_000);
    room = await openRoom(19_345);
  });
  after(() => room.stop());
  beforeEach(async () => {
    said = [];
    market = await people(room);
    snapshot = await rpc(room.rpcUrl, "evm_snapshot");
  });
  afterEach(() => rpc(room.rpcUrl, "evm_revert", [snapshot]));

  let ledgers = 0;
  function keeper(changes: Partial<KeeperOptions> & { budget?: bigint; file?: string } = {}) {
    const file = join(room.folder, changes.file ?? `ledger-${ledgers++}.json`);
    return openKeeper({
      rpcUrl: room.rpcUrl,
      deployment: room.deployment,
      account: market.wallets.account(keeperAccount),
      ledger: openLedger(file, changes.budget ?? parseEther("1")),
      maxGasPrice: parseGwei("100"),
      say: (line) => said.push(line),
      ...changes,
    });
  }

  async function phaseOf(id: bigint) {
    return phases[(await market.caseOf(id)).phase];
  }

  it("brings a case from its opening to the payment, while the people only vote", async () => {
    const trade = await market.disputed();
    const { round } = keeper();
    expect((await round()).sent).to.equal(0);

    await market.wait(DAY);
    await round();
    expect(await phaseOf(0n)).to.equal("draw");
    await market.mine(4);
    await round();
    expect(await phaseOf(0n)).to.equal("commit");
    await market.court.commit(0n, votes);
    await market.court.reveal(0n, votes);
    await market.wait(DAY);
    await round();

    const state = await market.stateOf(trade);
    expect(statuses[state.status]).to.equal("resolved");
    expect(outcomes[state.outcome]).to.equal("ruledForBuyer");
    expect(said.map((line) => line.replace(/, for .*/, ""))).to.include.members([
      "case 0: end of evidence: done",
      "case 0: draw: done",
      "case 0: end of appeal: done",
      "case 0: ruling handed over: done",
      "case 0: panel paid: done",
      `order ${trade.id.slice(0, 10)}: paid by the ruling: done`,
    ]);
    expect((await round()).sent).to.equal(0);
  });

  it("earns the keeper's fee, and fetches it once that is worth its gas", async () => {
    const { chain, account } = market.wallets;
    const { address } = account(keeperAccount);
    const before = await chain.getBalance({ address });
    const { round } = keeper();
    const drawn = async (cases: number) => {
      for (let i = 0; i < cases; i++) await market.disputed();
      await market.wait(DAY);
      const first = await round();
      await market.mine(4);
      return first.spent + (await round()).spent;
    };
    let spent = await drawn(1);
    expect(said.some((line) => line.includes("fetched"))).to.equal(false);
    // Half of the keeper's fee of 0.0002 for each draw.
    spent += await drawn(29);
    expect(said.find((line) => line.includes("fetched"))).to.match(/^earnings of 0.003 fetched: done/);
    expect(await chain.getBalance({ address })).to.equal(before + parseEther("0.003") - spent);
  });

  it("goes on where another left off, with nothing but the chain to remember by", async () => {
    await market.disputed();
    await market.wait(DAY);
    await keeper().round();
    await market.mine(4);
    await keeper().round();
    expect(await phaseOf(0n)).to.equal("commit");
  });

  it("does not serve a case again and again that nobody can be drawn for", async () => {
    await market.leave();
    await market.disputed();
    await market.wait(DAY);
    const { round } = keeper();
    await round();
    await market.mine(4);
    await round();
    await market.mine(4);
    await round();
    expect(said.filter((line) => line.startsWith("case 0: draw"))).to.have.length(1);
    await market.wait(601);
    await round();
    expect(said.filter((line) => line.startsWith("case 0: draw"))).to.have.length(2);
  });

  it("ends a dispute that was not answered, and one whose arbitrator was silent", async () => {
    const unanswered = await market.disputed({ answered: false });
    const stalled = await market.disputed();
    await market.wait(91 * DAY);
    const { round } = keeper();
    await round();
    expect(outcomes[(await market.stateOf(unanswered)).outcome]).to.equal("neverSent");
    expect(outcomes[(await market.stateOf(stalled)).outcome]).to.equal("split");
  });

  it("ends late orders only when it is told to", async () => {
    const [unsent, sent] = [await market.bought(), await market.shipped()];
    await market.wait(4 * DAY);
    await keeper().round();
    expect(statuses[(await market.stateOf(unsent)).status]).to.equal("funded");
    await keeper({ orders: true }).round();
    expect(statuses[(await market.stateOf(unsent)).status]).to.equal("refunded");
    expect(statuses[(await market.stateOf(sent)).status]).to.equal("completed");
  });

  it("gives a stay back that never began: its calldata is all in the events, also of what was only signed", async () => {
    const stay = await market.booked();
    await market.wait(6 * DAY);
    await keeper({ orders: true }).round();
    expect(statuses[(await market.stateOf(stay)).status]).to.equal("refunded");
  });

  it("gives up a draw whose time is over, without a proof", async () => {
    await market.disputed();
    await market.wait(DAY);
    const { round } = keeper();
    await round();
    expect(await phaseOf(0n)).to.equal("draw");
    await market.wait(DAY);
    await round();
    expect(said.filter((line) => line.startsWith("case 0: draw given up: done"))).to.have.length(1);
    expect(await market.caseOf(0n)).to.deep.include({ drawFailed: true, undecided: true, executed: true });
  });

  it("draws and pays the largest panels that there are, twice each", async function () {
    this.timeout(180_000);
    const rich = 16;
    await crowd(room, market, 240);
    await openCase(room, market, rich, 31);
    const { round } = keeper({ budget: parseEther("10") });
    const untilPhase = async (phase: (typeof phases)[number]) => {
      for (let looks = 0; looks < 12 && (await phaseOf(0n)) !== phase; looks++) {
        await market.wait(DAY / 2);
        await round();
      }
      expect(await phaseOf(0n)).to.equal(phase);
    };
    await untilPhase("appeal");
    const { need, nextSeats } = await market.roundOf(0n, 0);
    expect(nextSeats).to.equal(63);
    await payAppeal(room, market, rich, 0n, need);
    await untilPhase("resolved");
    await round();
    expect(said.filter((line) => /^case 0: draw: done/.test(line))).to.have.length(4);
    expect(said.filter((line) => /^case 0: panel paid: done/.test(line))).to.have.length(4);
    for (const [number, seats] of [31, 63].entries())
      for (const attempt of [0, 1])
        expect(await market.attemptOf(0n, number, attempt)).to.deep.include({ seats, settled: true });
  });

  it("does its work again after a reorg has undone it", async () => {
    await market.disputed();
    await market.wait(DAY);
    const { round } = keeper();
    const before = await rpc(room.rpcUrl, "evm_snapshot");
    await round();
    expect(await phaseOf(0n)).to.equal("draw");
    await rpc(room.rpcUrl, "evm_revert", [before]);
    expect(await phaseOf(0n)).to.equal("evidence");
    await round();
    expect(await phaseOf(0n)).to.equal("draw");
  });

  it("does no harm beside another keeper", async () => {
    await market.disputed();
    await market.disputed();
    await market.wait(DAY);
    const others = [
      keeper(),
      keeper({ account: market.wallets.account(18) }),
      keeper({ account: market.wallets.account(17) }),
    ];
    await Promise.all(others.map(({ round }) => round()));
    expect(["draw", "commit"])
      .to.include(await phaseOf(0n))
      .and.to.include(await phaseOf(1n));
    expect(said.filter((line) => line.includes("end of evidence: done"))).to.have.length(2);
  });

  it("sends nothing beyond its budget, and says so once", async () => {
    await market.disputed();
    await market.wait(DAY);
    const { round } = keeper({ budget: 1_000n });
    await round();
    await round();
    expect(await phaseOf(0n)).to.equal("evidence");
    expect(said).to.have.length(1);
    expect(said[0]).to.include("budget");
  });

  it("sends nothing while gas costs more than allowed", async () => {
    await market.disputed();
    await market.wait(DAY);
    await keeper({ maxGasPrice: 1n }).round();
    expect(await phaseOf(0n)).to.equal("evidence");
    expect(said[0]).to.include("gwei");
  });

  it("waits for a chain that does not answer", async () => {
    const stop = new AbortController();
    const running = keeper({ rpcUrl: "http://127.0.0.1:9", every: 0.01 }).run(stop.signal);
    await new Promise((wake) => setTimeout(wake, 2_500));
    stop.abort();
    await running;
    expect(said).to.have.length(1);
    expect(said[0]).to.match(/^The chain does not answer, trying again/);
  });
});
