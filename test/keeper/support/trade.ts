import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ContractFactory, HDNodeWallet, JsonRpcProvider } from "ethers";
import { type Address, encodeFunctionData, type Hex, keccak256, maxUint32, parseEther, toHex, zeroHash } from "viem";
import {
  arbitrationCourtAbi,
  arbitratorPoolAbi,
  escrowAbi,
  listingRegistryAbi,
} from "../../../protocol/generated/abi.ts";
import { beaconProof } from "../../../protocol/drand.ts";
import { NATIVE, type Order, orderId, type Terms } from "../../../protocol/ids.ts";
import { compile, readArtifact } from "../../../scripts/artifacts.ts";
import { deploy } from "../../../scripts/deploy/deploy.ts";
import type { Deployment } from "../../../scripts/deployments.ts";
import { TEST_MNEMONIC } from "../../../scripts/parameters.ts";
import { stakeArbitrators } from "../../../scripts/seed/arbitrators.ts";
import { openCourt } from "../../../scripts/seed/court.ts";
import { createTimeline } from "../../../scripts/seed/timeline.ts";
import { openWallets } from "../../../scripts/seed/wallets.ts";
import { startChain } from "../../../scripts/stack/chain.ts";
import { rpc } from "../../../scripts/stack/rpc.ts";
import { createSupervisor } from "../../../scripts/stack/supervisor.ts";
import type { Drand } from "../../support/drand.ts";

const DAY = 86_400;
const [buyer, seller] = [1, 2];
const arbitrators = [10, 11, 12, 13, 14];
const stake = parseEther("5");
export const price = parseEther("1");
export const keeperAccount = 19;

export type Room = { folder: string; rpcUrl: string; deployment: Deployment; stop: () => Promise<void> };
export type People = Awaited<ReturnType<typeof people>>;
export type Trade = { order: Order; id: Hex };

/** What is deployed here is of no concern to other chains' users. */
async function recordedIn<T>(records: string, act: () => Promise<T>): Promise<T> {
  const before = process.env.HANDSEL_DEPLOYMENTS;
  process.env.HANDSEL_DEPLOYMENTS = records;
  try {
    return await act();
  } finally {
    if (before === undefined) delete process.env.HANDSEL_DEPLOYMENTS;
    else process.env.HANDSEL_DEPLOYMENTS = before;
  }
}

/** Seconds from fixing a round to its publication. */
export const drandDelay = 60;

/** Puts a source there that draws by this network's beacons. */
async function deployEntropy(rpcUrl: string, { publicKey, genesis, period, signatureOf }: Drand): Promise<string> {
  await compile();
  const { abi, bytecode } = readArtifact("DrandEntropy");
  const provider = new JsonRpcProvider(rpcUrl);
  const keeper = HDNodeWallet.fromPhrase(TEST_MNEMONIC, undefined, `m/44'/60'/0'/0/${keeperAccount}`);
  const sample = { round: 1, signature: beaconProof(signatureOf(1n)) };
  const factory = new ContractFactory(abi, bytecode, keeper.connect(provider));
  const contract = await factory.deploy({ publicKey, genesis, period }, drandDelay, sample);
  await contract.waitForDeployment();
  provider.destroy();
  return contract.getAddress();
}

/** A chain with the market's contracts and five arbitrators; no index, no files. Its draws are seeded by `drand`, if given. */
export async function openRoom(port: number, drand?: Drand): Promise<Room> {
  const folder = mkdtempSync(join(tmpdir(), "handsel-keeper-"));
  const rpcUrl = `http://127.0.0.1:${port}`;
  const supervisor = createSupervisor(join(folder, "logs"));
  const stop = async () => {
    await supervisor.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await startChain(supervisor, { folder: join(folder, "chain"), port, url: rpcUrl });
    const entropy = drand && (await deployEntropy(rpcUrl, drand));
    const deployment = await recordedIn(join(folder, "deployments"), () =>
      deploy({ rpcUrl, network: "local", entropy }),
    );
    const wallets = await openWallets(rpcUrl);
    await stakeArbitrators(
      wallets,
      deployment.contracts.ArbitratorPool as Address,
      arbitrators.map((index) => ({ account: wallets.account(index), stake })),
    );
    return { folder, rpcUrl, deployment, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** People who trade on it. To be asked anew after the chain was set back: wallets count their transactions. */
export async function people({ rpcUrl, deployment }: Pick<Room, "rpcUrl" | "deployment">) {
  const at = deployment.contracts as Record<keyof Deployment["contracts"], Address>;
  const wallets = await openWallets(rpcUrl);
  const timeline = createTimeline(rpcUrl);
  const files = { add: () => Promise.reject(new Error("no files here")), addText: () => Promise.resolve(zeroHash) };
  const court = openCourt({ wallets, files, timeline, at, rpcUrl, keeper: keeperAccount });
  let nonce = 0n;

  const sendTo = (to: Address) => (index: number, data: Hex, value?: bigint) =>
    wallets.send(wallets.account(index), { to, data, ...(value !== undefined && { value }) });
  const registry = sendTo(at.ListingRegistry);
  const escrow = sendTo(at.Escrow);

  async function bought(): Promise<Trade> {
    nonce += 1n;
    const terms: Terms = {
      seller: wallets.account(seller).address,
      token: NATIVE,
      price,
      deposit: 0n,
      stock: Number(maxUint32),
      expiry: (await timeline.now()) + 300 * DAY,
      fulfilWindow: 3 * DAY,
      inspectWindow: 3 * DAY,
      rulingWindow: 90 * DAY,
      sellerFeeBps: 200,
      buyerFeeBps: 0,
      referralBps: 0,
      kind: 0,
      arbitrator: at.ArbitrationCourt,
      court: 0,
      metadata: keccak256(toHex(nonce)),
      epoch: 0,
    };
    await registry(seller, encodeFunctionData({ abi: listingRegistryAbi, functionName: "publish", args: [terms] }));
    const order = {
      terms,
      buyer: wallets.account(buyer).address,
      quantity: 1,
      referrer: NATIVE,
      nonce,
    } satisfies Order;
    await escrow(buyer, encodeFunctionData({ abi: escrowAbi, functionName: "buy", args: [order] }), price);
    return { order, id: orderId(order) };
  }

  async function shipped(): Promise<Trade> {
    const trade = await bought();
    const args = [trade.order, zeroHash] as const;
    await escrow(seller, encodeFunctionData({ abi: escrowAbi, functionName: "ship", args }));
    return trade;
  }

  /** Opened by the buyer, and answered unless the seller is away. */
  async function disputed({ answered = true } = {}): Promise<Trade> {
    const trade = await bought();
    const { order } = trade;
    const cost = await wallets.chain.readContract({
      address: at.Escrow,
      abi: escrowAbi,
      functionName: "arbitrationCost",
      args: [order],
    });
    const open = encodeFunctionData({ abi: escrowAbi, functionName: "openDispute", args: [order] });
    await escrow(buyer, open, cost);
    const answer = encodeFunctionData({ abi: escrowAbi, functionName: "answerDispute", args: [order] });
    if (answered) await escrow(seller, answer, cost);
    return trade;
  }

  /** All arbitrators take their stakes out of the draw. */
  async function leave(): Promise<void> {
    const args = [stake] as const;
    const data = encodeFunctionData({ abi: arbitratorPoolAbi, functionName: "requestExit", args });
    for (const index of arbitrators) await sendTo(at.ArbitratorPool)(index, data);
  }

  const stateOf = ({ id }: Trade) =>
    wallets.chain.readContract({ address: at.Escrow, abi: escrowAbi, functionName: "stateOf", args: [id] });
  const caseOf = (id: bigint) =>
    wallets.chain.readContract({
      address: at.ArbitrationCourt,
      abi: arbitrationCourtAbi,
      functionName: "caseOf",
      args: [id],
    });

  /** Lets so many seconds pass, and a few blocks, for draws. */
  async function wait(seconds: number): Promise<void> {
    await rpc(rpcUrl, "evm_increaseTime", [seconds]);
    await mine(4);
  }

  async function mine(blocks: number): Promise<void> {
    for (let i = 0; i < blocks; i++) await rpc(rpcUrl, "evm_mine");
  }

  return { wallets, court, bought, shipped, disputed, leave, stateOf, caseOf, wait, mine };
}
