import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { type Address, createPublicClient, encodeFunctionData, type Hex, http, toHex } from "viem";
import { generatePrivateKey, mnemonicToAccount, privateKeyToAccount } from "viem/accounts";
import { escrowAbi, listingRegistryAbi } from "#protocol/generated/abi.ts";
import { Hindered, rehearse, setPaused, waitForIndex, words } from "../../scripts/drill/drill.ts";
import { networks, TEST_MNEMONIC } from "../../scripts/parameters.ts";
import { rpc } from "../../scripts/stack/rpc.ts";
import { repository } from "../../scripts/stack/supervisor.ts";
import { pausedWords } from "../../web/src/market/trouble.ts";
import { openRoom, type People, people, type Room } from "../keeper/support/trade.ts";

const [, buyer, seller] = [0, 1, 2];
const deployer = mnemonicToAccount(TEST_MNEMONIC);
const key = toHex(deployer.getHdKey().privateKey!);
/** Answers `getThreshold` and `getOwners` as a Safe of two of three does. */
const safeCode = (owners: Address[]): Hex => {
  const word = (value: bigint | Address) => BigInt(value).toString(16).padStart(64, "0");
  const list = [32n, BigInt(owners.length), ...owners].map(word).join("");
  const push = (hex: string) => `7f${hex}`;
  // If the selector is getThreshold's, return 2; else return the list, put into memory a word at a time.
  const stores = (list.match(/.{64}/g) ?? []).map(
    (hex, i) => `${push(hex)}60${(i * 32).toString(16).padStart(2, "0")}52`,
  );
  const size = (list.length / 2).toString(16).padStart(2, "0");
  const answer = `${stores.join("")}60${size}5ff3`;
  return `0x5f3560e01c63e75235b81460${(14 + answer.length / 2).toString(16).padStart(2, "0")}57${answer}5b60025f5260205ff3`;
};

describe("npm run drill", () => {
  let room: Room;
  let market: People;
  let snapshot: string;

  before(async function () {
    this.timeout(60_000);
    room = await openRoom(19_361);
    market = await people(room);
  });
  after(() => room?.stop());
  beforeEach(async () => {
    snapshot = await rpc<string>(room.rpcUrl, "evm_snapshot", []);
  });
  afterEach(async () => {
    await rpc(room.rpcUrl, "evm_revert", [snapshot]);
    market = await people(room);
  });

  function run(args: string[], env: Record<string, string> = {}) {
    const { HANDSEL_KEY, ...rest } = process.env;
    return spawnSync(process.execPath, [join(repository, "scripts/drill.ts"), ...args], {
      encoding: "utf8",
      env: { ...rest, HANDSEL_RPC: room.rpcUrl, ...env },
    });
  }

  const registry = () => room.deployment.contracts.ListingRegistry as Address;
  const send = (index: number, to: Address, data: Hex) =>
    market.wallets.send(market.wallets.account(index), { to, data });
  const isPaused = () =>
    createPublicClient({ transport: http(room.rpcUrl) }).readContract({
      ...{ address: registry(), abi: listingRegistryAbi },
      functionName: "paused",
    });

  describe("without a wish", () => {
    it("says who can pause, by sending what, and what people see; and sends nothing", async () => {
      const { status, stdout } = run(["local"]);
      expect(status, stdout).to.equal(0);
      const { calldata } = await rehearse(room);
      for (const part of [
        "The market is open.",
        `Who can pause: ${deployer.address}, an account with a single key.`,
        registry(),
        calldata.pause,
        calldata.unpause,
        "the first one would go through now",
        pausedWords,
        `Reputation           ${deployer.address}`,
      ])
        expect(stdout).to.contain(part);
      expect(await isPaused()).to.equal(false);
    });

    it("gives the very bytes that pause", async () => {
      const { calldata } = await rehearse(room);
      await send(0, registry(), calldata.pause);
      expect(await isPaused()).to.equal(true);
      const drill = await rehearse(room);
      expect([drill.paused, drill.works]).to.deep.equal([true, true]);
      expect(words(drill).join("\n")).to.contain("The market is paused.").and.to.contain("the second one would go");
    });

    it("knows a Safe by its signers, and an owner that is named", async () => {
      const safe = "0x5afe000000000000000000000000000000005afe";
      const owners = [1, 2, 3].map((index) => mnemonicToAccount(TEST_MNEMONIC, { addressIndex: index }).address);
      await rpc(room.rpcUrl, "anvil_setCode", [safe, safeCode(owners)]);
      const name = encodeFunctionData({ abi: listingRegistryAbi, functionName: "transferOwnership", args: [safe] });
      await send(0, registry(), name);
      const named = await rehearse(room);
      expect([named.office.kind, named.office.successor?.toLowerCase()]).to.deep.equal(["key", safe]);
      await rpc(room.rpcUrl, "anvil_impersonateAccount", [safe]);
      await rpc(room.rpcUrl, "anvil_setBalance", [safe, "0xde0b6b3a7640000"]);
      const data = encodeFunctionData({ abi: listingRegistryAbi, functionName: "acceptOwnership" });
      await rpc(room.rpcUrl, "eth_sendTransaction", [{ from: safe, to: registry(), data }]);
      await rpc(room.rpcUrl, "evm_mine", []);
      const drill = await rehearse(room);
      expect(drill.office).to.deep.include({ kind: "contract", successor: null });
      expect(drill.office.signers).to.deep.equal({ threshold: 2n, owners });
      expect(words(drill).join("\n")).to.contain("for which 2 of 3 have to sign");
      const refused = await setPaused(room, deployer, true).catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(Hindered);
      expect((refused as Error).message)
        .to.contain("whose signers send it")
        .and.to.contain(drill.calldata.pause);
    });
  });

  describe("--pause and --unpause", () => {
    it("stops what is new and nothing that exists, until it lets in again", async () => {
      const running = await market.bought();
      const paused = run(["local", "--pause"], { HANDSEL_KEY: key });
      expect(paused.status, paused.stderr).to.equal(0);
      expect(paused.stdout)
        .to.match(/^Paused after [\d.]+ s: 0x/)
        .and.to.contain("The market is paused.");
      expect(await isPaused()).to.equal(true);

      market = await people(room);
      const refused = await market.bought().catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(Error);
      const escrow = room.deployment.contracts.Escrow as Address;
      const verb = (functionName: "ship" | "confirm", args: unknown[]) =>
        encodeFunctionData({ abi: escrowAbi, functionName, args: args as never });
      await send(seller, escrow, verb("ship", [running.order, toHex(1, { size: 32 })]));
      await send(buyer, escrow, verb("confirm", [running.order]));

      const open = run(["local", "--unpause"], { HANDSEL_KEY: key });
      expect(open.status, open.stderr).to.equal(0);
      expect(open.stdout).to.match(/^Open after/);
      market = await people(room);
      await market.bought();
    });

    it("says to whom it falls when the key is another's, and pauses nothing", async () => {
      const stranger = generatePrivateKey();
      const { status, stderr } = run(["local", "--pause"], { HANDSEL_KEY: stranger });
      expect(status).to.equal(1);
      expect(stderr)
        .to.contain(privateKeyToAccount(stranger).address)
        .and.to.contain(`The owner is ${deployer.address}`);
      expect(await isPaused()).to.equal(false);
    });
  });

  describe("an index", () => {
    it("is waited for until it says the same as the chain, and no longer than that", async () => {
      let asked = 0;
      const index = createServer((_, response) => {
        asked += 1;
        response.end(JSON.stringify({ data: { market: { paused: asked > 2 } } }));
      }).listen(0, "127.0.0.1");
      await once(index, "listening");
      const url = `http://127.0.0.1:${(index.address() as AddressInfo).port}`;
      try {
        expect(await waitForIndex(url, true)).to.be.greaterThan(900);
        expect(asked).to.equal(3);
        const late = await waitForIndex(url, false, 600).catch((error: unknown) => error);
        expect((late as Error).message)
          .to.contain("does not say so")
          .and.to.contain("true");
      } finally {
        index.close();
      }
    });
  });

  describe("asked in a way that makes no sense", () => {
    for (const [what, args, env, said] of [
      ["both ways at once", ["local", "--pause", "--unpause"], {}, "Either --pause or --unpause"],
      ["a network that is not deployed", ["atlantis"], {}, "no atlantis.json"],
      ["to pause without a key", ["local", "--pause"], {}, "HANDSEL_KEY"],
      ["with an option that is none", ["local", "--stop"], {}, "--stop"],
    ] as const) {
      it(`${what}: ends with 2, and says what it takes`, () => {
        const { status, stderr } = run([...args], env);
        expect([status, stderr.includes(said), stderr.includes("npm run drill")]).to.deep.equal([2, true, true]);
      });
    }

    it("of another chain: says which it is", async () => {
      const other = { ...room.deployment, chainId: networks.base!.chainId };
      const refused = await rehearse({ ...room, deployment: other }).catch((error: unknown) => error);
      expect((refused as Error).message).to.contain("is chain 31337, and this market is on chain 8453");
    });
  });
});
