import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  Contract,
  encodeRlp,
  getCreateAddress,
  HDNodeWallet,
  JsonRpcProvider,
  keccak256,
  parseEther,
  Wallet,
  ZeroAddress,
} from "ethers";
import { PERMIT2 } from "../../protocol/payments.ts";
import { compile, readArtifact, repository } from "../../scripts/artifacts.ts";
import { type ContractName, keepable, namesFor } from "../../scripts/contracts.ts";
import { deploy } from "../../scripts/deploy/deploy.ts";
import { maxDrawTimeout, maxFeeBps, maxSeats } from "../../scripts/deploy/mistakes.ts";
import {
  type Deployment,
  type Journal,
  readDeployment,
  readJournal,
  writeDeployment,
} from "../../scripts/deployments.ts";
import { networks, TEST_MNEMONIC } from "../../scripts/parameters.ts";
import { openDevelopmentChain } from "../support/development.ts";
import { openExplorer } from "../support/explorer.ts";
import { type Fate, openGate } from "../support/gate.ts";

const port = 18_955;
const deployer = HDNodeWallet.fromPhrase(TEST_MNEMONIC);
const [ada, bruno] = ["0x70997970C51812dc3A010C7d01b50e0d17dc79C8", "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC"];
const local = namesFor(networks.local!);
const chainFolder = mkdtempSync(join(tmpdir(), "handsel-earlier-"));

/** What a chain says of a block: its mixHash, a field more than we know, the hash that contracts are told. */
type Told = { mixHash: string; extra?: string; known?: string };

/** A block as such a chain would answer it, and its hash. */
function blockWith({ mixHash, extra, known }: Told) {
  const bytes = (size: number) => `0x${"00".repeat(size)}`;
  const fields = {
    ...{ parentHash: bytes(32), sha3Uncles: bytes(32), miner: bytes(20), stateRoot: bytes(32) },
    ...{ transactionsRoot: bytes(32), receiptsRoot: bytes(32), logsBloom: bytes(256), difficulty: "0x" },
    ...{
      number: "0x10",
      gasLimit: "0x10",
      gasUsed: "0x",
      timestamp: "0x10",
      extraData: "0x",
      mixHash,
      nonce: bytes(8),
    },
  };
  const hash = keccak256(encodeRlp([...Object.values(fields), ...(extra ? [extra] : [])]));
  return { known: known ?? hash, answer: { ...fields, hash } };
}

type Ended = { code: number | null; signal: NodeJS.Signals | null; output: string };

describe("npm run deploy", () => {
  let chain: Awaited<ReturnType<typeof openDevelopmentChain>>;
  let snapshot: string;

  before(async function () {
    this.timeout(120_000);
    await compile();
    chain = await openDevelopmentChain(port);
    // A block for each transaction and no others, so that each test says when time passes.
    await chain.call("evm_setAutomine", true);
    await chain.call("evm_mine");
    snapshot = await chain.call("evm_snapshot");
  });

  beforeEach(async () => {
    await chain.call("evm_revert", snapshot);
    snapshot = await chain.call("evm_snapshot");
    rmSync(chain.records, { recursive: true, force: true });
  });

  after(() => {
    rmSync(chainFolder, { recursive: true });
    return chain?.stop();
  });

  /** What a person types; `started` gets the process, to do harm to it. */
  async function run(
    args: string[],
    env: Record<string, string> = {},
    started: (kill: () => void) => void = () => undefined,
  ): Promise<Ended> {
    const child = spawn(process.execPath, ["scripts/deploy.ts", ...args], {
      cwd: repository,
      env: { ...process.env, HANDSEL_RPC: chain.url, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => (output += part.toString()));
    started(() => child.kill("SIGKILL"));
    const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
    return { code, signal, output };
  }

  /** An endpoint at which something befalls the nth sending of a transaction, counted from 1. */
  async function gateAt(
    nth: number,
    fate: Fate,
    { before = () => undefined, lost = () => undefined }: { before?: () => unknown; lost?: () => unknown },
  ) {
    let sent = 0;
    const decide = async ({ method }: { method: string }): Promise<Fate> => {
      if (method !== "eth_sendRawTransaction" || ++sent !== nth) return "pass";
      await before();
      return fate;
    };
    return openGate(chain.url, decide, lost);
  }

  /** Runs until the nth transaction, and is killed before the chain has it, or right after. */
  async function killedAt(nth: number, fate: "lose" | "swallow"): Promise<Ended> {
    let kill = () => undefined as void;
    const gate = await gateAt(nth, fate, { lost: () => kill() });
    const ended = await run(["local"], { HANDSEL_RPC: gate.url }, (end) => (kill = end));
    await gate.stop();
    return ended;
  }

  /** Loses the connection for good when the nth transaction is sent, or was. */
  async function breakOffAt(
    nth: number,
    { fate = "lose", before }: { fate?: Fate; before?: () => unknown } = {},
  ): Promise<void> {
    const gate = await gateAt(nth, fate, { ...(before && { before }), lost: () => gate.stop() });
    const said = await refusal(deployLocal({ rpcUrl: gate.url }));
    expect(said).to.contain("does not answer");
  }

  const deployLocal = (more: Partial<Parameters<typeof deploy>[0]> = {}) =>
    deploy({ rpcUrl: chain.url, network: "local", isCompiled: true, ...more });

  const people = { privateKey: deployer.privateKey, owner: ada, treasury: bruno };
  const baseSepolia = { ...people, network: "base-sepolia" };

  /** Makes this chain look like a public one, with blocks in quick succession; ends with what it is given to do. */
  async function asPublic<T>(network: string, act: () => Promise<T>): Promise<T> {
    const { chainId, l1FeeOracle, eas } = networks[network]!;
    await chain.call("anvil_setChainId", chainId);
    // Says for every transaction that the chain below takes a thousandth of an ether.
    if (l1FeeOracle) await chain.call("anvil_setCode", l1FeeOracle, "0x66038d7ea4c680005f5260205ff3");
    // Permit2 is on every development chain.
    await chain.call("anvil_setCode", eas, "0x00");
    // No public chain is young.
    await chain.call("anvil_mine", "0x100");
    const blocks = setInterval(() => void chain.call("evm_mine").catch(() => undefined), 100);
    try {
      return await act();
    } finally {
      clearInterval(blocks);
      await chain.call("anvil_setChainId", 31337);
    }
  }

  const asBaseSepolia = <T>(act: () => Promise<T>) => asPublic("base-sepolia", act);

  const addressesFrom = (nonce: number, names: ContractName[] = local) =>
    Object.fromEntries(names.map((name, i) => [name, getCreateAddress({ from: deployer.address, nonce: nonce + i })]));

  /** Reads what a deployed contract knows of the others. */
  async function read(name: ContractName, { contracts }: Deployment, view: string): Promise<unknown> {
    const provider = new JsonRpcProvider(chain.url);
    try {
      return await new Contract(contracts[name]!, readArtifact(name).abi, provider).getFunction(view)();
    } finally {
      provider.destroy();
    }
  }

  async function expectWired(deployment: Deployment): Promise<void> {
    const { contracts } = deployment;
    expect(await read("ListingRegistry", deployment, "escrow")).to.equal(contracts.Escrow);
    expect(await read("Escrow", deployment, "registry")).to.equal(contracts.ListingRegistry);
    expect(await read("Escrow", deployment, "permit2")).to.equal(PERMIT2);
    expect(await read("ArbitratorPool", deployment, "court")).to.equal(contracts.ArbitrationCourt);
    expect(await read("ArbitrationCourt", deployment, "pool")).to.equal(contracts.ArbitratorPool);
    expect(await read("Reputation", deployment, "escrow")).to.equal(contracts.Escrow);
  }

  async function refusal(act: Promise<unknown>): Promise<string> {
    const error = await act.then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error, "nothing was refused").to.be.instanceOf(Error);
    expect(error?.name).to.equal("Refused");
    return error!.message;
  }

  context("given nothing is deployed", () => {
    it("deploys contracts that know each other, records them, and does nothing the second time", async () => {
      const first = await run(["local"]);
      expect(first.code, first.output).to.equal(0);
      const deployment = readDeployment("local")!;
      expect(deployment.contracts).to.deep.equal(addressesFrom(0));
      await expectWired(deployment);
      expect(Number(await read("ListingRegistry", deployment, "MAX_FEE_BPS"))).to.equal(maxFeeBps);
      expect(Number(await read("ArbitrationCourt", deployment, "MAX_SEATS"))).to.equal(maxSeats);
      expect(Number(await read("ArbitrationCourt", deployment, "MAX_DRAW_TIMEOUT"))).to.equal(maxDrawTimeout);

      const { courtsByValue } = networks.local!;
      const weights = [
        { token: deployment.contracts.TestToken, unitsPerToken: "1000000000000000" },
        { token: ZeroAddress, unitsPerToken: "3000000" },
      ];
      expect(deployment).to.deep.include({ courtsByValue, weights });

      const second = await run(["local"]);
      expect(second.code, second.output).to.equal(0);
      expect(second.output).to.contain("deployed already").and.contain(deployment.contracts.Escrow);
      expect(readDeployment("local")).to.deep.equal(deployment);
      expect(await chain.nonceOf(deployer.address)).to.equal(local.length);
    });

    it("says with --dry-run what it would do, and does none of it", async () => {
      const { code, output } = await run(["local", "--dry-run"]);
      expect(code, output).to.equal(0);
      for (const [name, address] of Object.entries(addressesFrom(0)))
        expect(output).to.contain(name).and.contain(address);
      expect(output)
        .to.match(/At most 0\.\d+ ETH/)
        .and.contain('"minStake":"10000000000000000"');
      expect(await chain.nonceOf(deployer.address)).to.equal(0);
      expect(existsSync(chain.records)).to.equal(false);
    });

    it("refuses before the first transaction when the deployer cannot pay for all, with both figures", async () => {
      await chain.call("anvil_setBalance", deployer.address, "0x2386f26fc10000");
      const said = await refusal(deployLocal());
      expect(said).to.match(/ has 0\.01 ETH, but what is left to deploy may cost 0\.1\d* ETH/);
      expect(await chain.nonceOf(deployer.address)).to.equal(0);
      expect(readJournal("local")).to.equal(undefined);
    });

    it("refuses while something of the deployer's waits to be mined", async () => {
      await chain.call("evm_setAutomine", false);
      try {
        await chain.call("eth_sendTransaction", { from: deployer.address, to: ada, value: "0x1" });
        expect(await refusal(deployLocal())).to.contain("1 transaction(s)");
      } finally {
        await chain.call("evm_mine");
        await chain.call("evm_setAutomine", true);
      }
      expect(readJournal("local")).to.equal(undefined);
    });
  });

  context("when it is killed in the middle", () => {
    it("goes on where it was, whether or not its last transaction got through", async function () {
      this.timeout(90_000);
      const before = await killedAt(2, "swallow");
      expect(before.signal).to.equal("SIGKILL");
      expect(await chain.nonceOf(deployer.address)).to.equal(1);
      expect(readDeployment("local")).to.equal(undefined);

      const after = await killedAt(3, "lose");
      expect(after.signal).to.equal("SIGKILL");
      expect(after.output).to.contain("Going on as");
      expect(await chain.nonceOf(deployer.address)).to.equal(4);
      expect(readDeployment("local")).to.equal(undefined);

      const last = await run(["local"]);
      expect(last.code, last.output).to.equal(0);
      const deployment = readDeployment("local")!;
      expect(deployment.contracts).to.deep.equal(addressesFrom(0));
      await expectWired(deployment);
      expect(await chain.nonceOf(deployer.address)).to.equal(local.length);
      expect(readJournal("local")).to.equal(undefined);
    });

    it("records a deployment that was whole when it could not be recorded", async () => {
      await breakOffAt(local.length);
      expect(await chain.nonceOf(deployer.address)).to.equal(local.length);
      expect(readDeployment("local")).to.equal(undefined);
      await expectWired(await deployLocal());
      expect(await chain.nonceOf(deployer.address)).to.equal(local.length);
      expect(readJournal("local")).to.equal(undefined);
    });

    it("says that the endpoint is lost, and goes on when there is one again", async () => {
      await breakOffAt(3);
      expect(await chain.nonceOf(deployer.address)).to.equal(3);
      const { contracts } = await deployLocal();
      expect(contracts).to.deep.equal(addressesFrom(0));
      expect(await chain.nonceOf(deployer.address)).to.equal(local.length);
    });

    it("keeps what is deployed when the money runs out, and goes on when there is more", async () => {
      const gate = await gateAt(4, "pass", { before: () => chain.call("anvil_setBalance", deployer.address, "0x1") });
      const said = await refusal(deployLocal({ rpcUrl: gate.url }));
      await gate.stop();
      expect(said).to.contain("money ran out before ArbitrationCourt");
      expect(await refusal(deployLocal())).to.contain("has 0.000000000000000001 ETH");
      await chain.call("anvil_setBalance", deployer.address, `0x${parseEther("1").toString(16)}`);
      await expectWired(await deployLocal());
      expect(await chain.nonceOf(deployer.address)).to.equal(local.length);
    });

    it("refuses to go on with other parameters, or as somebody else", async () => {
      await breakOffAt(2);
      expect(await refusal(deployLocal({ owner: ada }))).to.contain("ListingRegistry would be another contract");
      const other = Wallet.createRandom();
      expect(await refusal(deployLocal({ privateKey: other.privateKey }))).to.contain(`not ${other.address}`);
      await expectWired(await deployLocal());
    });
  });

  context("when another transaction of the deployer comes in between", () => {
    const taken = () =>
      breakOffAt(3, {
        fate: "swallow",
        before: () => chain.call("eth_sendTransaction", { from: deployer.address, to: ada, value: "0x1" }),
      });

    it("says so in one sentence, records nothing, and deploys all anew when asked", async function () {
      this.timeout(90_000);
      await taken();
      const { code, output } = await run(["local"]);
      expect(code, output).to.equal(1);
      expect(output).to.match(/^Transaction 2 of 0x\w+ was something else than ArbitratorPool, .* --restart/m);
      expect(readDeployment("local")).to.equal(undefined);
      expect(await chain.nonceOf(deployer.address), "nothing more was sent").to.equal(3);

      const anew = await run(["local", "--restart"]);
      expect(anew.code, anew.output).to.equal(0);
      const deployment = readDeployment("local")!;
      expect(deployment.contracts).to.deep.equal(addressesFrom(3));
      await expectWired(deployment);
      expect(readJournal("local")).to.equal(undefined);
    });

    it("begins anew by itself on a development chain that did", async () => {
      await taken();
      const file = join(chain.records, "local.pending.json");
      const journal = JSON.parse(readFileSync(file, "utf8")) as Journal;
      writeFileSync(file, JSON.stringify({ ...journal, genesis: `0x${"00".repeat(32)}` }));
      expect((await deployLocal()).contracts).to.deep.equal(addressesFrom(3));
    });
  });

  context("given a deployment is recorded", () => {
    it("refuses when the chain has other code than the sources, and sends nothing", async () => {
      const deployment = await deployLocal();
      await chain.call("anvil_setCode", deployment.contracts.Escrow, "0x6001");
      const said = await refusal(deployLocal());
      expect(said).to.contain("other code than these sources for Escrow.").and.contain("never overwritten");
      expect(await refusal(deployLocal({ restart: true }))).to.equal(said);
      expect(await chain.nonceOf(deployer.address)).to.equal(local.length);
    });

    it("refuses when a part of it is gone, or the sources have more", async () => {
      const deployment = await deployLocal();
      const { Reputation: _, ...fewer } = deployment.contracts;
      writeDeployment({ ...deployment, contracts: fewer });
      expect(await refusal(deployLocal())).to.contain("local.json has no Reputation");
      writeDeployment(deployment);
      await chain.call("anvil_setCode", deployment.contracts.Escrow, "0x");
      expect(await refusal(deployLocal())).to.contain("for Escrow.");
    });

    it("records which court judges what as the parameters have it now, and deploys nothing for it", async () => {
      const deployment = await deployLocal();
      writeDeployment({ ...deployment, courtsByValue: [{ courtId: 2 }], weights: [] });
      const nonce = await chain.nonceOf(deployer.address);
      expect(await deployLocal()).to.deep.equal(deployment);
      expect(readDeployment("local")).to.deep.equal(deployment);
      expect(await chain.nonceOf(deployer.address)).to.equal(nonce);
    });

    it("deploys anew to a development chain that began anew", async () => {
      const first = await deployLocal();
      await chain.call("evm_revert", snapshot);
      snapshot = await chain.call("evm_snapshot");
      expect(await deployLocal()).to.deep.equal(first);
      expect(await chain.nonceOf(deployer.address)).to.equal(local.length);
    });

    it("refuses another chain than the network's", async () => {
      await chain.call("anvil_setChainId", 5);
      const said = await refusal(deployLocal().finally(() => chain.call("anvil_setChainId", 31337)));
      expect(said).to.contain("is chain 5, but local is chain 31337");
    });
  });

  context("given an earlier edition", () => {
    const earlier = join(chainFolder, "first.json");

    /** Deploys one, and moves its record away. */
    async function moved(): Promise<Deployment> {
      const first = await deployLocal();
      writeFileSync(earlier, JSON.stringify(first));
      rmSync(join(chain.records, "local.json"));
      return first;
    }

    it("goes on with what can be kept, deploys the rest, and does nothing the second time", async () => {
      const first = await moved();
      const run1 = await run(["local", "--keep", earlier]);
      expect(run1.code, run1.output).to.equal(0);
      const second = readDeployment("local")!;
      const anew = local.filter((name) => !(keepable as readonly string[]).includes(name));
      const fresh = addressesFrom(local.length, anew);
      expect(second.contracts).to.deep.equal({ ...first.contracts, ...fresh });
      expect(second.kept).to.have.members(local.filter((name) => (keepable as readonly string[]).includes(name)));
      await expectWired(second);
      expect(await read("SellerBonds", second, "arbitrator")).to.equal(first.contracts.ArbitrationCourt);
      const again = await run(["local"]);
      expect(again.code, again.output).to.equal(0);
      expect(again.output).to.contain("deployed already");
    });

    it("keeps those alone that are named", async () => {
      const first = await moved();
      const second = await deployLocal({ keep: `${earlier}:Membership,TestToken` });
      expect(second.kept).to.have.members(["Membership", "TestToken"]);
      expect(second.contracts.Membership).to.equal(first.contracts.Membership);
      expect(second.contracts.ArbitrationCourt).not.to.equal(first.contracts.ArbitrationCourt);
      expect(await read("FeeSchedule", second, "membership")).to.equal(first.contracts.Membership);
    });

    for (const [what, names, said] of [
      ["a contract that is bound to its escrow", "Reputation", "Reputation is bound to its escrow"],
      ["a court without its pool", "ArbitrationCourt", "only be kept together with ArbitratorPool"],
      ["a schedule without what it asks", "FeeSchedule", "only be kept together with Membership, SellerBonds"],
      ["what the edition does not have", "VerificationRegistry", "has no VerificationRegistry"],
    ] as const) {
      it(`refuses ${what}, and sends nothing`, async () => {
        await moved();
        const nonce = await chain.nonceOf(deployer.address);
        expect(await refusal(deployLocal({ keep: `${earlier}:${names}` }))).to.contain(said);
        expect(await chain.nonceOf(deployer.address)).to.equal(nonce);
      });
    }

    it("refuses a record that is not there, is of another chain, or names what is not there", async () => {
      const first = await moved();
      expect(await refusal(deployLocal({ keep: "nowhere.json" }))).to.contain("no record nowhere.json");
      writeFileSync(earlier, JSON.stringify({ ...first, chainId: 1 }));
      expect(await refusal(deployLocal({ keep: earlier }))).to.contain("is of chain 1");
      writeFileSync(earlier, JSON.stringify({ ...first, contracts: { ...first.contracts, Membership: ada } }));
      expect(await refusal(deployLocal({ keep: earlier }))).to.contain(`There is no contract at ${ada}`);
    });
  });

  context("given a public network", () => {
    it("waits for its confirmations, records what explorers ask for, and pays for the bytes on the chain below", async () => {
      const lines: string[] = [];
      const deployment = await asBaseSepolia(async () => {
        const deployed = await deploy({
          rpcUrl: chain.url,
          isCompiled: true,
          ...baseSepolia,
          say: (line) => lines.push(line),
        });
        const head = Number(await chain.call<string>("eth_blockNumber"));
        const [last] = await Promise.all([
          chain.call<{ blockNumber: string }[]>("eth_getLogs", {
            fromBlock: "0x0",
            address: deployed.contracts.Reputation,
          }),
        ]);
        expect(head - Number(last[0]?.blockNumber) + 1).to.be.at.least(networks["base-sepolia"]!.confirmations);
        return deployed;
      });
      expect(deployment.contracts).to.deep.equal(addressesFrom(0, namesFor(networks["base-sepolia"]!)));
      expect(deployment).to.deep.equal(readDeployment("base-sepolia"));
      expect(await read("ListingRegistry", deployment, "owner")).to.equal(ada);
      expect(await read("Escrow", deployment, "treasury")).to.equal(bruno);
      const creation = await creationOf(deployment.contracts.ArbitrationCourt!);
      expect(creation.endsWith(deployment.arguments!.ArbitrationCourt!.slice(2))).to.equal(true);
      // Six contracts, each a thousandth and a fifth of that more.
      const atMost = /for (0\.\d+) ETH at most/.exec(lines[0] ?? "")?.[1];
      expect(parseEther(atMost ?? "0") > parseEther("0.0072")).to.equal(true);
    });

    it("publishes the sources when there is a key, and later alone; what an explorer says changes nothing", async function () {
      this.timeout(90_000);
      const explorer = await openExplorer("KEY", 84532, () => ({ submit: "already verified", looks: [] }));
      const env = {
        HANDSEL_KEY: deployer.privateKey,
        HANDSEL_OWNER: ada,
        HANDSEL_TREASURY: bruno,
        HANDSEL_ETHERSCAN_API: explorer.etherscan,
        HANDSEL_BLOCKSCOUT_API: explorer.blockscout,
        HANDSEL_SOURCIFY_API: explorer.sourcify,
      };
      await asBaseSepolia(async () => {
        const refused = await run(["base-sepolia"], { ...env, HANDSEL_ETHERSCAN_KEY: "OTHER" });
        expect(refused.code, refused.output).to.equal(0);
        expect(refused.output).to.contain("Invalid API Key").and.contain("npm run deploy -- base-sepolia --verify");
        const recorded = readDeployment("base-sepolia")!;

        const later = await run(["base-sepolia", "--verify"], { ...env, HANDSEL_ETHERSCAN_KEY: "KEY" });
        expect(later.code, later.output).to.equal(0);
        const count = Object.keys(recorded.contracts).length;
        for (const name of ["Etherscan", "Blockscout", "Sourcify"]) {
          expect(later.output.match(new RegExp(`^${name}: \\w+ is verified`, "gm"))).to.have.lengthOf(count);
        }
        const [registry] = explorer.submissions;
        expect(registry).to.include({ address: recorded.contracts.ListingRegistry });

        const again = await run(["base-sepolia", "--verify"], { ...env, HANDSEL_ETHERSCAN_KEY: "OTHER" });
        expect(again.code, again.output).to.equal(1);
        expect(readDeployment("base-sepolia")).to.deep.equal(recorded);
      });
      await explorer.stop();
    });

    async function creationOf(address: string): Promise<string> {
      const nonce = namesFor(networks["base-sepolia"]!).findIndex(
        (_, i) => getCreateAddress({ from: deployer.address, nonce: i }) === address,
      );
      const head = Number(await chain.call<string>("eth_blockNumber"));
      for (let number = head; number > 0; number--) {
        type Block = { transactions: { from: string; nonce: string; input: string }[] };
        const { transactions } = await chain.call<Block>("eth_getBlockByNumber", `0x${number.toString(16)}`, true);
        const found = transactions.find((sent) => Number(sent.nonce) === nonce);
        if (found) return found.input;
      }
      throw new Error(`No transaction created ${address}.`);
    }

    it("does not deploy over a record whose contracts the endpoint does not know", async () => {
      const contracts = addressesFrom(0, namesFor(networks["base-sepolia"]!));
      await asBaseSepolia(async () => {
        const noGuide = { courtsByValue: [], weights: [] };
        writeDeployment({ chainId: 84532, network: "base-sepolia", startBlock: 1, contracts, ...noGuide });
        const said = await refusal(deploy({ rpcUrl: chain.url, isCompiled: true, ...baseSepolia }));
        expect(said).to.contain("knows none of the contracts of deployments/base-sepolia.json");
      });
      expect(await chain.nonceOf(deployer.address)).to.equal(0);
    });

    it("deploys a drand entropy where the blocks have no randomness, which knows the network and can check it", async () => {
      const { drand } = networks["arbitrum-one"]!;
      const deployment = await asPublic("arbitrum-one", () =>
        deploy({ rpcUrl: chain.url, isCompiled: true, ...people, network: "arbitrum-one" }),
      );
      const { DrandEntropy, BlockEntropy } = deployment.contracts;
      expect(deployment.contracts).to.deep.equal(addressesFrom(0, namesFor(networks["arbitrum-one"]!)));
      expect(BlockEntropy).to.equal(undefined);
      expect(await read("ArbitratorPool", deployment, "entropy")).to.equal(DrandEntropy);
      expect(await read("DrandEntropy", deployment, "network")).to.deep.equal([
        drand!.publicKey,
        BigInt(drand!.genesis),
        BigInt(drand!.period),
      ]);
      expect(await read("DrandEntropy", deployment, "delay")).to.equal(BigInt(drand!.delay));
    });

    const big = (digit: string) => `0x${digit.repeat(64)}`;
    const small = `0x${"1".padStart(64, "0")}`;
    const withoutRandomness: [string, (nth: number) => Told, RegExp][] = [
      ["a constant, as Arbitrum's", () => ({ mixHash: small }), /have no randomness \(a mixHash is 1\): give/],
      ["a value that stays", () => ({ mixHash: big("a") }), /\(mixHash of \d+ and \d+ are the same\): try later/],
      ["a small value now and then", (nth) => ({ mixHash: nth === 1 ? big("a") : small }), /\(a mixHash is 1\)/],
      [
        "hashes that contracts are not told",
        () => ({ mixHash: big("a"), known: big("b") }),
        /is not the hash of its block \d+: give/,
      ],
      ["headers of another kind", () => ({ mixHash: big("a"), extra: "0x01" }), /could read no header of this chain/],
    ];
    /** An endpoint that tells of every block what it is given, one after the other. */
    async function asIfItSaid<T>(tell: (nth: number) => Told, act: (rpcUrl: string) => Promise<T>): Promise<T> {
      let nth = 0;
      let block: ReturnType<typeof blockWith>;
      const gate = await openGate(chain.url, ({ method, params: [call] }) => {
        if (method === "eth_call" && (call as { data: string }).data.startsWith("0x7f")) {
          block = blockWith(tell(++nth));
          return { result: block.known };
        }
        return method === "eth_getBlockByNumber" && block ? { result: block.answer } : "pass";
      });
      const done = await asBaseSepolia(() => act(gate.url));
      await gate.stop();
      return done;
    }

    for (const [name, tell, says] of withoutRandomness) {
      it(`refuses ${name}`, async () => {
        const said = await asIfItSaid(tell, (rpcUrl) => refusal(deploy({ rpcUrl, isCompiled: true, ...baseSepolia })));
        expect(said).to.match(says);
        expect(await chain.nonceOf(deployer.address)).to.equal(0);
      });
    }

    it("says with one sentence and exit code 1 that blocks have no randomness", async () => {
      const env = { HANDSEL_KEY: deployer.privateKey, HANDSEL_OWNER: ada, HANDSEL_TREASURY: bruno };
      const { code, output } = await asIfItSaid(
        () => ({ mixHash: small }),
        (rpcUrl) => run(["base-sepolia"], { ...env, HANDSEL_RPC: rpcUrl }),
      );
      expect(output.trim()).to.match(/^This chain's blocks have no randomness [^\n]*\.$/);
      expect(code).to.equal(1);
    });

    it("refuses a chain of a few blocks, whose randomness nobody can see yet", async () => {
      await chain.call("anvil_setChainId", 84532);
      await chain.call("anvil_setCode", networks["base-sepolia"]!.eas, "0x00");
      const said = await refusal(deploy({ rpcUrl: chain.url, isCompiled: true, ...baseSepolia }));
      await chain.call("anvil_setChainId", 31337);
      expect(said).to.match(/^This chain has only \d+ blocks/);
    });

    it("refuses contracts that are not there", async () => {
      await asBaseSepolia(async () => {
        const asked = { rpcUrl: chain.url, isCompiled: true, ...baseSepolia };
        expect(await refusal(deploy({ ...asked, entropy: ada }))).to.contain(`no contract at ${ada}`);
        for (const name of ["permit2", "eas"] as const) {
          const place = networks["base-sepolia"]![name];
          const code = await chain.call("eth_getCode", place, "latest");
          await chain.call("anvil_setCode", place, "0x");
          expect(await refusal(deploy(asked))).to.contain(`no contract at ${place}, which is to be the ${name}`);
          await chain.call("anvil_setCode", place, code);
        }
        await chain.call("anvil_setCode", networks["base-sepolia"]!.l1FeeOracle, "0x");
        expect(await refusal(deploy(asked))).to.contain("to be the l1FeeOracle");
      });
      expect(await chain.nonceOf(deployer.address)).to.equal(0);
    });
  });

  context("when it is asked for in a way that makes no sense", () => {
    const cases: [string, string[], Record<string, string>, number, RegExp][] = [
      ["help", ["--help"], {}, 0, /^npm run deploy -- \[network\]/],
      ["an unknown network", ["nowhere"], {}, 2, /no network called nowhere; it knows local, base-sepolia/],
      ["an unknown option", ["local", "--fast"], {}, 2, /'--fast'/],
      ["no key", ["base"], { HANDSEL_OWNER: ada, HANDSEL_TREASURY: bruno }, 2, /HANDSEL_KEY is not set/],
      ["no owner and no treasury", ["base"], {}, 1, /owner is not given.*\n.*treasury is not given/],
      [
        "nobody there",
        ["local"],
        { HANDSEL_RPC: "http://127.0.0.1:9/secret" },
        1,
        /^http:\/\/127\.0\.0\.1:9 does not answer/,
      ],
      ["nothing to verify", ["base", "--verify"], {}, 2, /has no base\.json/],
    ];
    for (const [name, args, env, code, says] of cases) {
      it(`answers ${name} with exit code ${code}`, async () => {
        const ended = await run(args, env);
        expect(ended.output)
          .to.match(says)
          .and.not.match(/\n {4}at /);
        expect(ended.output).not.to.contain("secret");
        expect(ended.code).to.equal(code);
      });
    }

    const wrong: [string, Partial<Parameters<typeof deploy>[0]>, string][] = [
      ["a name that every object has", { network: "constructor" }, "no network called constructor"],
      ["a key that is none", { privateKey: "0x12" }, "HANDSEL_KEY must hold a private key"],
      ["a key of zero", { privateKey: `0x${"0".repeat(64)}` }, "HANDSEL_KEY must hold a private key"],
      ["an endpoint that is none", { rpcUrl: "ws://127.0.0.1:1" }, "has to be an http or https address"],
    ];
    for (const [name, asked, says] of wrong) {
      it(`refuses ${name}`, async () => {
        const error = await deployLocal(asked).catch((reason: Error) => reason);
        expect(error).to.be.instanceOf(Error).with.property("message").that.contains(says);
      });
    }
  });
});
