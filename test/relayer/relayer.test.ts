import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { parseEther, parseGwei, zeroAddress } from "viem";
import { generatePrivateKey } from "viem/accounts";
import { kinds, statuses } from "#protocol/enums.ts";
import { type Order, orderId } from "#protocol/order.ts";
import { noProof } from "#protocol/listingProof.ts";
import { choiceOf, extraOf, type Option } from "#protocol/options.ts";
import { optionProof, optionsRoot } from "#protocol/optionTree.ts";
import { openLedger } from "../../scripts/keeper/ledger.ts";
import { feeOf, type Limits } from "../../scripts/relayer/policy.ts";
import { openRelayer, type RelayerOptions } from "../../scripts/relayer/relayer.ts";
import { serve, type ServerOptions } from "../../scripts/relayer/server.ts";
import { openTally } from "../../scripts/relayer/tally.ts";
import { relay } from "../../scripts/stack/loopback/relay.ts";
import { rpc } from "../../scripts/stack/rpc.ts";
import { repository } from "../../scripts/stack/supervisor.ts";
import { authorized, bought, buyer, listed, openRoom, permitted, type Room, stateOf, vouched } from "./support/room.ts";

const page = "https://market.example";
const sender = 19;

type Reply = {
  status: number;
  body: Record<string, unknown> & { reason?: string; error?: string; hash?: `0x${string}` };
};
type Changes = Partial<RelayerOptions> &
  Partial<ServerOptions> & { budget?: bigint; name?: string; perBuyer?: number } & Partial<Limits>;

describe("the relayer", () => {
  let room: Room;
  let servers: Server[] = [];
  let said: string[] = [];
  let names = 0;

  before(async function () {
    this.timeout(120_000);
    room = await openRoom(19_445);
  });
  after(() => room.stop());
  afterEach(() => {
    for (const server of servers) server.close().closeAllConnections();
    [servers, said] = [[], []];
  });

  /** One that serves; the answers are what somebody else sees of it. */
  async function relayer({ budget = parseEther("1"), name = `relayer-${names++}`, ...changes }: Changes = {}) {
    const { tokens, maxGasPrice, perBuyer, perAddress, ...options } = changes;
    const file = (what: string) => join(room.folder, `${name}-${what}.json`);
    const say = (line: string) => said.push(line);
    const core = openRelayer({
      rpcUrl: room.rpcUrl,
      deployment: room.deployment,
      account: room.wallets.account(sender),
      ledger: openLedger(file("spent"), budget),
      tally: openTally(file("served")),
      limits: {
        tokens: tokens ?? [{ token: room.dollar, minFee: 0n }],
        maxGasPrice: maxGasPrice ?? parseGwei("100"),
        perBuyer: perBuyer ?? 100,
        perAddress: perAddress ?? 100,
      },
      say,
      ...options,
    });
    const server = await serve({
      ...{ relayer: core, host: "127.0.0.1", port: 0, origins: [page], behindProxy: false, say },
      ...options,
    });
    servers.push(server);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

    async function ask(path: string, init: RequestInit = {}): Promise<Reply> {
      const response = await fetch(`${url}${path}`, init);
      const text = await response.text();
      return { status: response.status, body: text === "" ? {} : JSON.parse(text) };
    }
    const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
      ask(path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body:
          typeof body === "string"
            ? body
            : JSON.stringify(body, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)),
      });
    const purchase = async (order: Order, headers?: Record<string, string>) =>
      post("/purchase", await authorized(room, order), headers);
    return { core, url, ask, post, purchase };
  }

  async function expectDone({ status, body }: Reply, order: Order, wanted: string) {
    expect([status, body.reason]).to.deep.equal([202, undefined]);
    await room.wallets.chain.waitForTransactionReceipt({ hash: body.hash! });
    expect(statuses[(await stateOf(room, order)).status]).to.equal(wanted);
  }

  describe("what it does", () => {
    it("buys with an authorization, and the buyer pays no gas", async () => {
      const { purchase } = await relayer();
      const order = await listed(room);
      const { address } = room.wallets.account(buyer);
      const before = await room.wallets.chain.getBalance({ address });
      const reply = await purchase(order);
      await expectDone(reply, order, "funded");
      expect(reply.body["orderId"]).to.equal(orderId(order));
      expect(await room.wallets.chain.getBalance({ address })).to.equal(before);
    });

    it("buys through Permit2", async () => {
      const { post } = await relayer();
      const order = await listed(room);
      await expectDone(await post("/purchase", await permitted(room, order)), order, "funded");
    });

    it("buys one of a listing’s options", async () => {
      const { post } = await relayer();
      const options: Option[] = [
        { variant: "Blue", delivery: "Post", stock: 2, unitPrice: 5n, orderPrice: 7n },
        { variant: "Blue", delivery: "Fetched", stock: 2, unitPrice: 5n, orderPrice: 0n },
      ];
      const chosen = options[0]!;
      const plain = await listed(room, { options: optionsRoot(options) });
      const order = { ...plain, quantity: 2, choice: choiceOf(chosen), extra: extraOf(chosen, 2) };
      const proof = { ...noProof, option: optionProof(options, chosen) };
      const body = await authorized(room, order);
      expect((await post("/purchase", body)).body.error).to.equal("NotAnOption");
      await expectDone(await post("/purchase", { ...body, proof }), order, "funded");
    });

    it("books a stay", async () => {
      const { purchase } = await relayer();
      const plain = await listed(room, { kind: kinds.indexOf("rental"), stock: 1, slot: 86_400, slotOffset: 50_400 });
      const { timestamp } = await room.wallets.chain.getBlock();
      const start = (Math.ceil(Number(timestamp) / 86_400) + 3) * 86_400 + 50_400;
      await expectDone(await purchase({ ...plain, quantity: 2, start }), { ...plain, quantity: 2, start }, "funded");
    });

    it("confirms with a voucher", async () => {
      const { post } = await relayer();
      const order = await bought(room);
      await expectDone(await post("/voucher", await vouched(room, order)), order, "completed");
    });

    it("sends for several buyers at once, one transaction after the other", async () => {
      const { post } = await relayer();
      const orders = [await bought(room), await listed(room)];
      const [voucher, purchase] = await Promise.all([
        post("/voucher", await vouched(room, orders[0]!)),
        post("/purchase", await authorized(room, { ...orders[1]!, buyer: room.wallets.account(3).address }, 3)),
      ]);
      // Whoever has no dollars is refused; the other is not in its way.
      await expectDone(voucher, orders[0]!, "completed");
      expect(purchase.body.error).to.equal("ERC20InsufficientBalance");
    });

    it("says what it is, and what it has left", async () => {
      const { ask, purchase, core } = await relayer({ budget: parseEther("2") });
      await purchase(await listed(room));
      await core.settled(10);
      const { status, body } = await ask("/status");
      expect(status).to.equal(200);
      expect(body).to.include({ chainId: 31337, escrow: room.escrow, address: room.wallets.account(sender).address });
      expect(BigInt(body["spentToday"] as string) > 0n).to.equal(true);
      expect(BigInt(body["spentToday"] as string) + BigInt(body["leftToday"] as string)).to.equal(parseEther("2"));
      expect(BigInt(body["balance"] as string) > 0n).to.equal(true);
    });

    it("counts what was spent to the wei", async () => {
      const { purchase, core, ask } = await relayer();
      const { body } = await purchase(await listed(room));
      const receipt = await room.wallets.chain.waitForTransactionReceipt({ hash: body.hash! });
      await core.settled(10);
      const { body: status } = await ask("/status");
      expect(status["spentToday"]).to.equal(String(receipt.gasUsed * receipt.effectiveGasPrice));
    });
  });

  describe("what it refuses", () => {
    it("what the contracts would: with their reason, and at no cost", async () => {
      const { purchase, post, ask } = await relayer();
      const order = await listed(room, { stock: 1 });
      const many = await purchase({ ...order, quantity: 2 });
      expect([many.status, many.body.error]).to.deep.equal([422, "OutOfStock"]);
      expect(many.body.reason).to.equal("The contracts refuse it: OutOfStock(1, 2).");
      const forged = await post("/purchase", await authorized(room, order, 3));
      expect([forged.status, forged.body.error]).to.deep.equal([422, "BadSignature"]);
      const unknown = await post("/voucher", await vouched(room, order));
      expect([unknown.status, unknown.body.error]).to.deep.equal([422, "WrongStatus"]);
      expect((await ask("/status")).body["spentToday"]).to.equal("0");
    });

    it("an order that was changed after it was signed", async () => {
      const { post } = await relayer();
      const order = await listed(room);
      const body = await authorized(room, order);
      const { status, body: answer } = await post("/purchase", { ...body, order: { ...order, referrer: room.dollar } });
      expect([status, answer.error]).to.deep.equal([422, "BadSignature"]);
    });

    it("other chains", async () => {
      const { post } = await relayer();
      const body = { ...(await authorized(room, await listed(room))), chainId: 1 };
      const { status, body: answer } = await post("/purchase", body);
      expect([status, answer.reason]).to.deep.equal([403, "This relayer serves chain 31337, not 1."]);
    });

    it("tokens that it was not told of", async () => {
      const { purchase } = await relayer({ tokens: [{ token: zeroAddress, minFee: 0n }] });
      const { status, body } = await purchase(await listed(room));
      expect([status, body.reason]).to.deep.equal([403, `This relayer does not relay orders in ${room.dollar}.`]);
    });

    it("orders that bring too little, to the unit", async () => {
      const order = await listed(room);
      const fee = feeOf(order);
      const strict = await relayer({ tokens: [{ token: room.dollar, minFee: fee + 1n }] });
      const { status, body } = await strict.purchase(order);
      expect(status).to.equal(403);
      expect(body.reason).to.include(`${fee} of the token's smallest units`);
      const content = await relayer({ tokens: [{ token: room.dollar, minFee: fee }] });
      expect((await content.purchase(order)).status).to.equal(202);
    });

    it("while gas is dearer than allowed", async () => {
      const { purchase } = await relayer({ maxGasPrice: 1n });
      const { status, body } = await purchase(await listed(room));
      expect(status).to.equal(503);
      expect(body.reason).to.match(/^Gas costs .* Try again later\.$/);
    });

    it("more than a buyer's share of a day, a restart included; refusals don't count", async () => {
      const name = "per-buyer";
      const first = await relayer({ name, perBuyer: 2 });
      const small = await listed(room, { stock: 1 });
      for (let i = 0; i < 3; i++) expect((await first.purchase({ ...small, quantity: 2 })).status).to.equal(422);
      for (let i = 0; i < 2; i++) {
        expect((await first.purchase(await listed(room))).status).to.equal(202);
        await first.core.settled(10);
      }
      const again = await relayer({ name, perBuyer: 2 });
      const { status, body } = await again.purchase(await listed(room));
      expect(status).to.equal(429);
      expect(body.reason).to.include(room.wallets.account(buyer).address);
    });

    it("more than an address's share of a day, a restart included", async () => {
      const name = "per-address";
      const { purchase } = await relayer({ name, perAddress: 1 });
      const order = await listed(room, { stock: 1 });
      expect((await purchase({ ...order, quantity: 2 })).status).to.equal(422);
      const again = await relayer({ name, perAddress: 1 });
      expect((await again.purchase(order)).status).to.equal(429);
    });

    it("believes X-Forwarded-For only behind a proxy, and only its last", async () => {
      const order = await listed(room, { stock: 1 });
      const from = (last: string) => ({ "x-forwarded-for": `9.9.9.9, ${last}` });
      const open = await relayer({ perAddress: 1 });
      const proxied = await relayer({ perAddress: 1, behindProxy: true });
      const statusesOf = async ({ purchase }: typeof open) => {
        const twice = { ...order, quantity: 2 };
        return [(await purchase(twice, from("1.1.1.1"))).status, (await purchase(twice, from("2.2.2.2"))).status];
      };
      expect(await statusesOf(open)).to.deep.equal([422, 429]);
      expect(await statusesOf(proxied)).to.deep.equal([422, 422]);
    });

    it("takes an IPv6 network for one address", async () => {
      const order = await listed(room, { stock: 1 });
      const { purchase } = await relayer({ perAddress: 1, behindProxy: true });
      const twice = { ...order, quantity: 2 };
      const replies = [];
      for (const last of ["2001:db8:1:2::1", "2001:db8:1:2:ffff::2", "2001:db8:1:3::1", "::1"])
        replies.push((await purchase(twice, { "x-forwarded-for": last })).status);
      expect(replies).to.deep.equal([422, 429, 422, 422]);
    });

    it("more than its budget, a restart included", async () => {
      const [name, budget] = ["budget", parseEther("0.002")];
      const first = await relayer({ name, budget });
      let reply = await first.purchase(await listed(room));
      let sent = 0;
      while (reply.status === 202 && sent < 50) {
        sent++;
        await first.core.settled(10);
        reply = await first.purchase(await listed(room));
      }
      expect(sent).to.be.greaterThan(0);
      expect([reply.status, reply.body.reason]).to.deep.equal([
        503,
        "This relayer has spent what it may spend on gas today. It begins anew at midnight UTC.",
      ]);
      const again = await relayer({ name, budget });
      expect((await again.purchase(await listed(room))).status).to.equal(503);
      expect(BigInt((await again.ask("/status")).body["spentToday"] as string) <= budget).to.equal(true);
    });

    it("a second transaction of a buyer while one is on its way", async () => {
      const { purchase, core } = await relayer();
      const orders = [await listed(room), await listed(room)];
      await rpc(room.rpcUrl, "evm_setAutomine", [false]);
      await rpc(room.rpcUrl, "evm_setIntervalMining", [0]);
      try {
        expect((await purchase(orders[0]!)).status).to.equal(202);
        const { status, body } = await purchase(orders[1]!);
        expect([status, body.reason]).to.deep.equal([
          409,
          "Another transaction of this buyer is on its way. Wait until it is in a block.",
        ]);
      } finally {
        await rpc(room.rpcUrl, "evm_setAutomine", [true]);
        await rpc(room.rpcUrl, "evm_mine");
      }
      await core.settled(10);
      expect((await purchase(orders[1]!)).status).to.equal(202);
      await core.settled(10);
    });

    for (const [what, change, reason] of [
      ["an address that is none", { buyer: "0x12" }, "order.buyer: must be an address."],
      ["a nonce that is a number", { nonce: 1 }, "order.nonce"],
      ["a nonce that does not fit", { nonce: String(2n ** 64n) }, "order.nonce: must fit 64 bits."],
      ["a quantity below zero", { quantity: -1 }, "order.quantity"],
      ["a start that is text", { start: "1800000000" }, "order.start"],
      ["a choice that is too short", { choice: "0x12" }, "order.choice: must be 32 bytes in hex."],
      ["no word of what the option costs", { extra: undefined }, "order.extra"],
      ["no terms", { terms: undefined }, "order.terms"],
    ] as [string, object, string][]) {
      it(`a request with ${what}`, async () => {
        const { post } = await relayer();
        const body = await authorized(room, await listed(room));
        const { status, body: answer } = await post("/purchase", { ...body, order: { ...body.order, ...change } });
        expect(status).to.equal(400);
        expect(answer.reason).to.include(reason);
      });
    }

    it("a purchase with no payment, or two", async () => {
      const { post } = await relayer();
      const order = await listed(room);
      const [one, other] = [await authorized(room, order), await permitted(room, order)];
      for (const body of [
        { ...one, authorization: undefined },
        { ...one, ...other },
      ]) {
        const { status, body: answer } = await post("/purchase", body);
        expect(status).to.equal(400);
        expect(answer.reason).to.equal("A purchase needs either an authorization or a permit2, and not both.");
      }
    });

    it("what is no JSON, what is of another type, and what is too large", async () => {
      const { post } = await relayer();
      expect((await post("/purchase", "{")).status).to.equal(400);
      expect((await post("/purchase", "null")).status).to.equal(400);
      expect((await post("/purchase", "{}", { "content-type": "text/plain" })).status).to.equal(415);
      expect((await post("/purchase", JSON.stringify("x".repeat(40_000)))).status).to.equal(413);
    });

    it("other paths and verbs", async () => {
      const { ask } = await relayer();
      for (const [path, method] of [
        ["/", "GET"],
        ["/purchase", "GET"],
        ["/status", "POST"],
      ])
        expect((await ask(path!, { method: method! })).status).to.equal(404);
    });

    it("pages that it was not told of", async () => {
      const { ask, url } = await relayer();
      expect((await ask("/status", { headers: { origin: "https://other.example" } })).status).to.equal(403);
      const response = await fetch(`${url}/purchase`, { method: "OPTIONS", headers: { origin: page } });
      expect([response.status, response.headers.get("access-control-allow-origin")]).to.deep.equal([204, page]);
      const stranger = await fetch(`${url}/purchase`, {
        method: "OPTIONS",
        headers: { origin: "https://other.example" },
      });
      expect([stranger.status, stranger.headers.get("access-control-allow-origin")]).to.deep.equal([403, null]);
    });
  });

  describe("when the chain does not answer", () => {
    it("says so, counts nothing, and serves again when it does", async () => {
      const way = { host: "127.0.0.1", port: 19_446 };
      const far = { host: "127.0.0.1", port: room.port };
      const { purchase, ask, core } = await relayer({ rpcUrl: `http://127.0.0.1:${way.port}` });
      const order = await listed(room);
      for (const { status, body } of [await purchase(order), await ask("/status")]) {
        expect(status).to.equal(503);
        expect(body.reason).to.match(/^The chain does not answer at the moment\./);
      }
      const open = await relay(way, far);
      try {
        await expectDone(await purchase(order), order, "funded");
        await core.settled(10);
      } finally {
        open.close();
      }
    });
  });

  describe("npm run relay", () => {
    const start = (args: string[], env: Record<string, string> = {}) => {
      const child = spawn(process.execPath, ["scripts/relayer.ts", ...args], {
        cwd: repository,
        env: { ...process.env, HANDSEL_RPC: room.rpcUrl, ...env },
      });
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (part: Buffer) => (output += part.toString()));
      return { child, ended: once(child, "exit"), output: () => output };
    };

    it("explains itself", async () => {
      const { ended, output } = start(["--help"]);
      expect((await ended)[0]).to.equal(0);
      expect(output()).to.include("POST /purchase").and.to.include("HANDSEL_KEY").and.to.include("--budget");
    });

    it("ends with 2 when it is asked for wrongly, and shows no key", async () => {
      const secret = "0xnot-a-key-but-secret";
      const runs = (
        [
          [["--frobnicate"], generatePrivateKey()],
          [["--budget", "much"], generatePrivateKey()],
          [["--token", "dollars"], generatePrivateKey()],
          [["nowhere"], generatePrivateKey()],
          [[], secret],
        ] as [string[], string][]
      ).map(([args, key]) => ({ args, key, ...start(args, { HANDSEL_KEY: key }) }));
      for (const { args, key, ended, output } of runs) {
        expect((await ended)[0], args.join(" ")).to.equal(2);
        expect(output()).to.not.include(key.slice(2));
      }
    });

    it("starts, answers and stops cleanly", async () => {
      const key = generatePrivateKey();
      const args = ["--port", "0", "--data", join(room.folder, "data"), "--token", `${room.dollar}:5`];
      const { child, ended, output } = start(args, { HANDSEL_KEY: key });
      while (!output().includes("for gas today")) await once(child.stdout, "data");
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(output()) ?? [];
      const { limits, balance } = await (await fetch(`${url}/status`)).json();
      expect(limits.tokens).to.deep.equal([{ token: room.dollar, minFee: "5" }]);
      expect(balance).to.equal("0");
      child.kill("SIGTERM");
      expect((await ended)[0]).to.equal(0);
      expect(output()).to.include("Stopped. 0 spent today.").and.to.not.include(key.slice(2));
    });
  });
});
