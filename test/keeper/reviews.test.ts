import { expect } from "chai";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Hex, parseEther, parseGwei, parseEventLogs, toHex } from "viem";
import { cidOfBytes } from "#protocol/cid.ts";
import { reputationAbi } from "#protocol/generated/abi.ts";
import { encodeReview, reviewKeyOf } from "#protocol/review.ts";
import { reviewSecretOf } from "#protocol/reviewKeepers.ts";
import { openKeeper } from "../../scripts/keeper/keeper.ts";
import { openLedger } from "../../scripts/keeper/ledger.ts";
import { rpc } from "../../scripts/stack/rpc.ts";
import { keeperAccount, openRoom, type People, people, type Room, type Trade } from "./support/trade.ts";

const DAY = 86_400;
const opinion = { rating: 4, text: "Kam schnell, ein Kratzer am Deckel." };

/** Keeps what it is given, as an IPFS node does, and answers with its CID. */
function startFiles() {
  const kept = new Set<string>();
  let broken = false;
  const server: Server = createServer(async (request, response) => {
    if (broken) return response.writeHead(500).end();
    const url = `http://x${request.url ?? ""}`;
    const form = await new Request(url, {
      method: "POST",
      headers: request.headers as Record<string, string>,
      body: request as unknown as ReadableStream,
      duplex: "half",
    } as RequestInit).formData();
    const file = form.get("file");
    const cid = await cidOfBytes(new Uint8Array(await (file as File).arrayBuffer()));
    kept.add(cid);
    return response.end(JSON.stringify({ Hash: cid }));
  });
  return new Promise<{ url: string; kept: Set<string>; setBroken: (is: boolean) => void; stop: () => void }>((ready) =>
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      ready({
        ...{ url: `http://127.0.0.1:${port}`, kept, stop: () => server.close() },
        setBroken: (is) => void (broken = is),
      });
    }),
  );
}

describe("a keeper that opens sealed reviews", () => {
  let room: Room;
  let market: People;
  let files: Awaited<ReturnType<typeof startFiles>>;
  let said: string[];
  let snapshot: string;
  let secret: Hex;
  let mine: Hex;

  before(async function () {
    this.timeout(60_000);
    room = await openRoom(19_365);
    files = await startFiles();
  });
  after(() => {
    files.stop();
    return room.stop();
  });
  beforeEach(async () => {
    said = [];
    files.kept.clear();
    files.setBroken(false);
    market = await people(room);
    secret = reviewSecretOf(toHex(market.wallets.account(keeperAccount).getHdKey().privateKey!));
    mine = (await reviewKeyOf(secret)).publicKey;
    snapshot = await rpc(room.rpcUrl, "evm_snapshot");
  });
  afterEach(() => rpc(room.rpcUrl, "evm_revert", [snapshot]));

  let ledgers = 0;
  function keeper(secretOfIts: Hex = secret) {
    return openKeeper({
      rpcUrl: room.rpcUrl,
      deployment: room.deployment,
      account: market.wallets.account(keeperAccount),
      ledger: openLedger(join(room.folder, `reviews-${ledgers++}.json`), parseEther("1")),
      maxGasPrice: parseGwei("100"),
      reviews: { secret: secretOfIts, ipfs: files.url },
      say: (line) => said.push(line),
    });
  }

  async function sealed(opinions = opinion, keepers = [mine]): Promise<Trade> {
    const trade = await market.completed();
    await market.sealed(trade, opinions, keepers);
    return trade;
  }

  it("opens it once the other side has spoken, after its words are stored, while its author is away", async () => {
    const trade = await sealed();
    const { round } = keeper();
    expect((await round()).sent, "before").to.equal(0);
    expect(files.kept).to.deep.equal(new Set());

    await market.reviewed(trade, 5);
    expect((await round()).sent).to.equal(1);
    expect(await market.isOpen(trade)).to.equal(true);
    expect(files.kept).to.deep.equal(new Set([await cidOfBytes(encodeReview(opinion.text))]));
    expect(said.join()).to.contain(`order ${trade.id.slice(0, 10)}: the buyer's review opened: done`);
    expect((await round()).sent, "again").to.equal(0);
  });

  it("opens it when the window has closed though the other side was silent, and not after the time to open", async () => {
    const [one, late] = [await sealed({ rating: 5, text: "" }), await sealed()];
    const { round } = keeper();
    await market.wait(14 * DAY - 60);
    expect((await round()).sent).to.equal(0);
    await market.wait(120);
    files.setBroken(true);
    // Stars need no file; words without a place wait for one.
    expect((await round()).sent).to.equal(1);
    expect([await market.isOpen(one), await market.isOpen(late)]).to.deep.equal([true, false]);
    expect(said.join()).to.contain("can't be opened yet");
    await market.wait(14 * DAY);
    files.setBroken(false);
    expect((await round()).sent).to.equal(0);
  });

  it("is paid for it from the pot, by the base fee and no more than the pot has", async () => {
    const trade = await sealed();
    await market.fillPot(parseEther("1"));
    await market.reviewed(trade, 5);
    await keeper().round();
    const { at, wallets } = market;
    const head = await wallets.chain.getBlockNumber();
    const logs = await wallets.chain.getLogs({ address: at.Reputation, fromBlock: head - 5n });
    const [paid] = parseEventLogs({ abi: reputationAbi, eventName: "OpeningPaid", logs });
    const { baseFeePerGas } = await wallets.chain.getBlock({ blockNumber: paid!.blockNumber });
    expect(paid?.args.opener).to.equal(wallets.account(keeperAccount).address);
    expect(paid?.args.bounty).to.equal(200_000n * baseFeePerGas!);
  });

  it("leaves alone what has no box for it, or is not what was committed to", async () => {
    const foreign = (await reviewKeyOf(reviewSecretOf(secret))).publicKey;
    const trade = await sealed(opinion, [foreign]);
    await market.reviewed(trade, 5);
    expect((await keeper().round()).sent).to.equal(0);
    expect((await keeper(reviewSecretOf(secret)).round()).sent).to.equal(1);
    expect(await market.isOpen(trade)).to.equal(true);
  });
});
