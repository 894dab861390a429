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
  reputationAbi,
} from "../../../protocol/generated/abi.ts";
import { beaconProof } from "../../../protocol/drand.ts";
import {
  NATIVE,
  type Order,
  orderId,
  orderKey,
  plainOrder,
  plainTerms,
  type Terms,
  UNLIMITED_STOCK,
} from "../../../protocol/ids.ts";
import { quote } from "../../../protocol/money.ts";
import { signedProof, termsTypedData } from "../../../protocol/listingProof.ts";
import { choiceOf, extraOf, type Option } from "../../../protocol/options.ts";
import { optionProof, optionsRoot } from "../../../protocol/optionTree.ts";
import { contentOf, type Opinion, sealCopy } from "../../../protocol/review.ts";
import { reviewCommitment, reviewSaltTypedData, saltOfSignature } from "../../../protocol/vote.ts";
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

  async function usualTerms(): Promise<Terms> {
    nonce += 1n;
    return {
      ...plainTerms,
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
      courtId: 0,
      metadata: keccak256(toHex(nonce)),
      epoch: 0,
    };
  }

  async function bought(): Promise<Trade> {
    const terms = await usualTerms();
    await registry(seller, encodeFunctionData({ abi: listingRegistryAbi, functionName: "publish", args: [terms] }));
    const order = {
      ...plainOrder,
      terms,
      buyer: wallets.account(buyer).address,
      quantity: 1,
      referrer: NATIVE,
      nonce,
    } satisfies Order;
    await escrow(buyer, encodeFunctionData({ abi: escrowAbi, functionName: "buy", args: [order] }), price);
    return { order, id: orderId(order) };
  }

  /** Two nights, bought by a signature, with breakfast. */
  async function booked(): Promise<Trade> {
    const breakfast: Option = { delivery: "breakfast", stock: UNLIMITED_STOCK, unitPrice: 0n, orderPrice: price };
    const slots = { kind: 3, stock: 2, slot: DAY, options: optionsRoot([breakfast]) };
    const terms = { ...(await usualTerms()), ...slots };
    const start = Math.ceil((await timeline.now()) / DAY + 1) * DAY;
    const chosen = { choice: choiceOf(breakfast), extra: extraOf(breakfast, 2) };
    const { address } = wallets.account(buyer);
    const order: Order = { terms, quantity: 2, start, ...chosen, buyer: address, referrer: NATIVE, nonce };
    const typedData = termsTypedData(wallets.chainId, at.ListingRegistry, terms);
    const signature = await wallets.account(seller).signTypedData(typedData);
    const proof = { ...signedProof(signature), option: optionProof([breakfast], breakfast) };
    const data = encodeFunctionData({ abi: escrowAbi, functionName: "buyProven", args: [order, proof] });
    await escrow(buyer, data, quote(order).total);
    return { order, id: orderId(order) };
  }

  async function shipped(): Promise<Trade> {
    const trade = await bought();
    const args = [trade.order, zeroHash] as const;
    await escrow(seller, encodeFunctionData({ abi: escrowAbi, functionName: "ship", args }));
    return trade;
  }

  async function completed(): Promise<Trade> {
    const trade = await shipped();
    const args = [trade.order] as const;
    await escrow(buyer, encodeFunctionData({ abi: escrowAbi, functionName: "confirm", args }));
    return trade;
  }

  const reputation = sendTo(at.Reputation);

  /** By the buyer, with a box for each keeper. */
  async function sealed({ order, id }: Trade, opinion: Opinion, keepers: readonly Hex[]): Promise<void> {
    const account = wallets.account(buyer);
    const slip = { chainId: BigInt(wallets.chainId), reputation: at.Reputation, orderId: id, author: account.address };
    const signature = await account.signTypedData(reviewSaltTypedData(slip));
    const content = await contentOf(opinion.text);
    const commitment = reviewCommitment(slip, opinion.rating, content, saltOfSignature(signature));
    const args = [orderKey(order), commitment, await sealCopy(opinion, signature, keepers)] as const;
    await reputation(buyer, encodeFunctionData({ abi: reputationAbi, functionName: "seal", args }));
  }

  /** By the seller, in clear. */
  async function reviewed({ order }: Trade, rating: number): Promise<void> {
    const args = [orderKey(order), rating, zeroHash] as const;
    await reputation(seller, encodeFunctionData({ abi: reputationAbi, functionName: "review", args }));
  }

  async function isOpen({ id }: Trade): Promise<boolean> {
    const args = [id, wallets.account(buyer).address] as const;
    const call = { address: at.Reputation, abi: reputationAbi, functionName: "reviewOf", args } as const;
    return (await wallets.chain.readContract(call))[1];
  }

  /** Coin for those who open reviews. */
  const fillPot = (amount: bigint) => reputation(0, "0x", amount);

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

  const atCourt = { address: at.ArbitrationCourt, abi: arbitrationCourtAbi } as const;
  const roundOf = (id: bigint, round: number) =>
    wallets.chain.readContract({ ...atCourt, functionName: "roundOf", args: [id, round] });
  const attemptOf = (id: bigint, round: number, attempt: number) =>
    wallets.chain.readContract({ ...atCourt, functionName: "attemptOf", args: [id, round, attempt] });

  /** Lets so many seconds pass, and a few blocks, for draws. */
  async function wait(seconds: number): Promise<void> {
    await rpc(rpcUrl, "evm_increaseTime", [seconds]);
    await mine(4);
  }

  async function mine(blocks: number): Promise<void> {
    for (let i = 0; i < blocks; i++) await rpc(rpcUrl, "evm_mine");
  }

  const trades = { bought, booked, shipped, completed, disputed };
  const records = { stateOf, caseOf, roundOf, attemptOf };
  return { wallets, court, at, ...trades, ...records, sealed, reviewed, isOpen, fillPot, leave, wait, mine };
}
