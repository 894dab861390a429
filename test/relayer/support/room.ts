import { ContractFactory, getCreateAddress, JsonRpcProvider, NonceManager } from "ethers";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Address, encodeFunctionData, erc20Abi, keccak256, maxUint256, parseAbi, toHex } from "viem";
import { escrowAbi, listingRegistryAbi } from "../../../protocol/generated/abi.ts";
import { NATIVE, type Order, orderId, plainOrder, plainTerms, type Terms } from "../../../protocol/ids.ts";
import { noProof } from "../../../protocol/listingProof.ts";
import {
  authorizationTypedData,
  PERMIT2,
  permit2TypedData,
  splitSignature,
  type Validity,
} from "../../../protocol/payments.ts";
import { voucherTypedData } from "../../../protocol/consent.ts";
import { type Artifact, compile, readArtifactOf } from "../../../scripts/artifacts.ts";
import { link } from "../../../scripts/deploy/code.ts";
import type { Deployment } from "../../../scripts/deployments.ts";
import { openWallets } from "../../../scripts/seed/wallets.ts";
import { chainId, startChain } from "../../../scripts/stack/chain.ts";
import { createSupervisor } from "../../../scripts/stack/supervisor.ts";

const DAY = 86_400;
export const [buyer, seller] = [1, 2];
export const price = 1_000_003n;

type Compiled = Pick<Artifact, "bytecode" | "linkReferences"> & { abi: [] };

const artifact = (path: string) => readArtifactOf(`contracts/${path}.sol`, path.split("/").at(-1) ?? "") as unknown as Compiled;

/** Only what orders need: no court, no arbitrators. */
async function deployEscrow(rpcUrl: string): Promise<Deployment> {
  await compile();
  const provider = new JsonRpcProvider(rpcUrl, chainId, { staticNetwork: true, pollingInterval: 50 });
  const account = await provider.getSigner(0);
  const owner = await account.getAddress();
  const signer = new NonceManager(account);
  const nonce = await provider.getTransactionCount(owner);
  const at = (offset: number) => getCreateAddress({ from: owner, nonce: nonce + offset });

  const put = async (path: string, args: unknown[], libraries: Record<string, string> = {}) => {
    const { abi, bytecode, linkReferences } = artifact(path);
    const contract = await new ContractFactory(abi, link(bytecode, linkReferences, libraries), signer).deploy(...args);
    await contract.waitForDeployment();
    return contract.getAddress();
  };

  const libraries = { Disputes: await put("libraries/Disputes", []), Annex: await put("libraries/Annex", []) };
  const ListingRegistry = await put("ListingRegistry", [owner, at(3), NATIVE, 0, DAY]);
  const places = { registry: ListingRegistry, treasury: owner, reputation: NATIVE, board: NATIVE, permit2: PERMIT2 };
  const Escrow = await put("Escrow", [places, "/ipfs/policy"], libraries);
  const TestToken = await put("mocks/TestToken", []);
  provider.destroy();
  const noGuide = { courtsByValue: [], weights: [] };
  return { chainId, network: "local", startBlock: 1, contracts: { ListingRegistry, Escrow, TestToken }, ...noGuide };
}

export type Room = Awaited<ReturnType<typeof openRoom>>;

/** A chain with Permit2 and an escrow, a seller who lists and a buyer who has dollars and no wish to pay for gas. */
export async function openRoom(port: number) {
  const folder = mkdtempSync(join(tmpdir(), "handsel-relayer-"));
  const rpcUrl = `http://127.0.0.1:${port}`;
  const supervisor = createSupervisor(join(folder, "logs"));
  const stop = async () => {
    await supervisor.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await startChain(supervisor, { folder: join(folder, "chain"), port, url: rpcUrl });
    const deployment = await deployEscrow(rpcUrl);
    const [escrow, dollar] = [deployment.contracts.Escrow, deployment.contracts.TestToken] as [Address, Address];
    const wallets = await openWallets(rpcUrl);
    const mint = encodeFunctionData({
      abi: parseAbi(["function mint(address, uint256)"]),
      args: [wallets.account(buyer).address, 10n ** 18n],
    });
    await wallets.send(wallets.account(seller), { to: dollar, data: mint });
    const approve = encodeFunctionData({ abi: erc20Abi, functionName: "approve", args: [PERMIT2, maxUint256] });
    await wallets.send(wallets.account(buyer), { to: dollar, data: approve });
    return { folder, port, rpcUrl, deployment, escrow, dollar, wallets, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

let listings = 0n;

/** Something that the buyer could buy. */
export async function listed({ wallets, dollar, deployment }: Room, changes: Partial<Terms> = {}): Promise<Order> {
  const { timestamp } = await wallets.chain.getBlock();
  const terms: Terms = {
    ...plainTerms,
    ...{ seller: wallets.account(seller).address, token: dollar, price, deposit: 0n, stock: 10 },
    ...{ expiry: Number(timestamp) + 300 * DAY, fulfilWindow: 3 * DAY, inspectWindow: 3 * DAY, rulingWindow: 90 * DAY },
    ...{ sellerFeeBps: 200, buyerFeeBps: 100, referralBps: 0, kind: 0, arbitrator: dollar, courtId: 0 },
    ...{ metadata: keccak256(toHex(++listings)), epoch: 0 },
    ...changes,
  };
  const data = encodeFunctionData({ abi: listingRegistryAbi, functionName: "publish", args: [terms] });
  await wallets.send(wallets.account(seller), { to: deployment.contracts.ListingRegistry as Address, data });
  return {
    ...plainOrder,
    terms,
    buyer: wallets.account(buyer).address,
    quantity: 1,
    referrer: NATIVE,
    nonce: listings,
  };
}

const forever: Validity = { validAfter: 0n, validBefore: 2n ** 40n };

export async function authorized({ wallets, escrow, dollar }: Room, order: Order, signer = buyer) {
  const domain = { name: "Test Dollar", version: "1", chainId, verifyingContract: dollar };
  const data = authorizationTypedData(domain, escrow, order, forever);
  const signature = await wallets.account(signer).signTypedData(data);
  return { chainId, order, authorization: { ...forever, ...splitSignature(signature) } };
}

export async function permitted({ wallets, escrow }: Room, order: Order) {
  const once = { nonce: order.nonce, deadline: 2n ** 40n };
  const data = permit2TypedData({ chainId, permit2: PERMIT2, escrow }, order, once);
  return { chainId, order, permit2: { ...once, signature: await wallets.account(buyer).signTypedData(data) } };
}

export async function vouched({ wallets, escrow }: Room, order: Order) {
  const consent = { nonce: order.nonce, deadline: 2 ** 39 };
  const data = voucherTypedData(chainId, escrow, { orderId: orderId(order), ...consent });
  return { chainId, order, ...consent, signature: await wallets.account(buyer).signTypedData(data) };
}

/** Bought by the buyer with no relayer. */
export async function bought(room: Room): Promise<Order> {
  const order = await listed(room);
  const { authorization } = await authorized(room, order);
  const args = [order, noProof, authorization] as const;
  const data = encodeFunctionData({ abi: escrowAbi, functionName: "buyWithAuthorization", args });
  await room.wallets.send(room.wallets.account(buyer), { to: room.escrow, data });
  return order;
}

export const stateOf = ({ wallets, escrow }: Room, order: Order) =>
  wallets.chain.readContract({ address: escrow, abi: escrowAbi, functionName: "stateOf", args: [orderId(order)] });
