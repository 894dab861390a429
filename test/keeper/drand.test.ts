import { expect } from "chai";
import { join } from "node:path";
import { parseEther, parseGwei } from "viem";
import { phases } from "#protocol/due.ts";
import { openKeeper } from "../../scripts/keeper/keeper.ts";
import { openLedger } from "../../scripts/keeper/ledger.ts";
import { drandOf, Misused } from "../../scripts/keeper/options.ts";
import { networks } from "../../scripts/parameters.ts";
import { rpc } from "../../scripts/stack/rpc.ts";
import { drandOf as networkOf, openDrandEndpoint } from "../support/drand.ts";
import { drandDelay, keeperAccount, openRoom, type People, people, type Room } from "./support/trade.ts";

const DAY = 86_400;
const network = networkOf("keeper", { genesis: Math.floor(Date.now() / 1_000) - 1_000 });

describe("openKeeper, on a market that draws by drand's beacons", () => {
  let room: Room;
  let market: People;
  let said: string[];
  let snapshot: string;
  let stops: (() => Promise<void>)[];

  before(async function () {
    this.timeout(120_000);
    room = await openRoom(19_347, network);
  });
  after(() => room.stop());
  beforeEach(async () => {
    [said, stops] = [[], []];
    market = await people(room);
    snapshot = await rpc(room.rpcUrl, "evm_snapshot");
  });
  afterEach(async () => {
    await Promise.all(stops.map((stop) => stop()));
    await rpc(room.rpcUrl, "evm_revert", [snapshot]);
  });

  let ledgers = 0;
  const keeper = (drand?: string[]) =>
    openKeeper({
      rpcUrl: room.rpcUrl,
      deployment: room.deployment,
      account: market.wallets.account(keeperAccount),
      ledger: openLedger(join(room.folder, `drand-${ledgers++}.json`), parseEther("1")),
      maxGasPrice: parseGwei("100"),
      say: (line) => said.push(line),
      ...(drand && { drand }),
    });

  async function relay(answer: (round: bigint) => unknown) {
    const opened = await openDrandEndpoint(answer);
    stops.push(opened.stop);
    return opened;
  }

  const honest = (round: bigint) => ({ round: Number(round), signature: network.signatureOf(round) });
  const phaseNow = async () => phases[(await market.caseOf(0n)).phase];

  /** A case whose draw block is over. */
  async function due() {
    await market.disputed();
    await market.wait(DAY);
    await keeper([]).round();
    expect(await phaseNow()).to.equal("draw");
    await market.mine(4);
    said = [];
  }

  /** The same, its round fixed and published. */
  async function published() {
    await due();
    await keeper([]).round();
    await market.wait(drandDelay + network.period);
    said = [];
  }

  it("fixes the round, waits until it is published, and draws by it", async () => {
    await due();
    const good = await relay(honest);
    const { round } = keeper([good.url]);
    expect((await round()).sent).to.equal(1);
    expect(said[0]).to.match(/^case 0: round of its draw fixed: done/);
    expect((await round()).sent).to.equal(0);
    expect(good.asked, "nobody is asked for what cannot be there").to.deep.equal([]);
    await market.wait(drandDelay + network.period);
    await round();
    expect(said.at(-1)).to.match(/^case 0: draw: done/);
    expect(await phaseNow()).to.equal("commit");
    expect(good.asked).to.have.lengthOf(1);
  });

  it("goes on to the next relay when one is down, lies, has nothing or speaks nonsense", async () => {
    await published();
    const bad = [
      await relay((round) => honest(round - 1n)),
      await relay(() => ({ signature: "12" })),
      await relay(() => undefined),
      await relay(() => "<html>"),
    ].map(({ url }) => url);
    const { url } = await relay(honest);
    await keeper(["http://127.0.0.1:9/chain", ...bad, url]).round();
    expect(await phaseNow()).to.equal("commit");
    const complaints = said.filter((line) => line.includes("no beacon of round"));
    expect(complaints).to.have.lengthOf(5);
    expect(complaints.map((line) => line.split(" has ")[0])).to.deep.equal(["http://127.0.0.1:9", ...bad]);
    expect(complaints[1]).to.match(/that holds: BadBeacon$/);
    expect(complaints[3]).to.match(/HTTP 404$/);
  });

  it("sends nothing while no relay has it, and draws as soon as one does", async () => {
    await published();
    let there = false;
    const { url } = await relay((round) => (there ? honest(round) : undefined));
    const { round } = keeper([url]);
    expect((await round()).sent).to.equal(0);
    there = true;
    expect((await round()).sent).to.be.greaterThan(0);
    expect(await phaseNow()).to.equal("commit");
  });

  it("says that relays have to be named", async () => {
    await published();
    expect((await keeper().round()).sent).to.equal(0);
    expect(said).to.deep.equal(["This market draws by drand's beacons: name relays in HANDSEL_DRAND."]);
  });
});

describe("drandOf", () => {
  it("takes the relays that are named, and otherwise those of the network's parameters", () => {
    expect(drandOf("arbitrum-one", {})).to.deep.equal(networks["arbitrum-one"]?.drand?.endpoints);
    expect(drandOf("base", {})).to.deep.equal([]);
    expect(drandOf("base", { HANDSEL_DRAND: "https://a.example/x, http://b.example" })).to.deep.equal([
      "https://a.example/x",
      "http://b.example",
    ]);
  });

  it("refuses what is no web address", () => {
    for (const wrong of ["a.example", "ftp://a.example", "https://a.example,"])
      expect(() => drandOf("base", { HANDSEL_DRAND: wrong }), wrong).to.throw(Misused, "HANDSEL_DRAND");
  });
});
