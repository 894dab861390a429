import { formatEther, Interface, toQuantity } from "ethers";
import { CallFailed, type Chain, Refused } from "./chain.ts";
import type { Step } from "./plan.ts";

export type Fees = { maxFeePerGas: bigint; maxPriorityFeePerGas: bigint } | { gasPrice: bigint };

export const priceOf = (fees: Fees): bigint => ("gasPrice" in fees ? fees.gasPrice : fees.maxFeePerGas);

/** What is paid at most for a unit of gas: room for the base fee to double, on chains that have one. */
export async function currentFees(chain: Chain): Promise<Fees> {
  const { baseFeePerGas } = await chain.call<{ baseFeePerGas?: string }>("eth_getBlockByNumber", "latest", false);
  if (baseFeePerGas === undefined) return { gasPrice: BigInt(await chain.call<string>("eth_gasPrice")) };
  const tip = BigInt(await chain.call<string>("eth_maxPriorityFeePerGas"));
  return { maxFeePerGas: 2n * BigInt(baseFeePerGas) + tip, maxPriorityFeePerGas: tip };
}

const oracle = new Interface(["function getL1Fee(bytes) view returns (uint256)"]);

/** What the bytes of a transaction cost on the chain below. */
async function l1Fee(chain: Chain, address: string | undefined, code: string): Promise<bigint> {
  if (!address) return 0n;
  const data = oracle.encodeFunctionData("getL1Fee", [code]);
  const fee = await chain.call<string>("eth_call", { to: address, data }, "latest");
  if (fee === "0x") throw new Refused(`There is no contract at ${address}, which is to be the l1FeeOracle.`);
  return BigInt(fee);
}

/** A fifth more than estimated: the state may differ a little when it is mined. */
const withMargin = (amount: bigint): bigint => (amount * 6n) / 5n;

/** Contracts as if they stood at their addresses, for one call. */
type Overrides = Record<string, { code: string }>;

/** A constructor that calls an earlier contract is tried once more, as if all earlier ones had been sent. */
async function tryOut(chain: Chain, from: string, { code, nonce }: Step, earlier: Overrides): Promise<string> {
  const call = { from, data: code };
  try {
    return await chain.call<string>("eth_estimateGas", call);
  } catch (error) {
    if (!(error instanceof CallFailed) || Object.keys(earlier).length === 0) throw error;
    const then = { ...earlier, [from]: { nonce: toQuantity(nonce) } };
    return chain.call<string>("eth_estimateGas", call, "latest", then);
  }
}

async function gasOf(chain: Chain, from: string, step: Step, earlier: Overrides): Promise<bigint> {
  const { name, artifact } = step;
  try {
    return withMargin(BigInt(await tryOut(chain, from, step, earlier)));
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    const revert = error.data ? new Interface(artifact.abi).parseError(error.data) : undefined;
    const reason = revert ? `${revert.name}(${revert.args.join(", ")})` : error.message;
    throw new Refused(`${name} cannot be deployed with these parameters: ${reason}.`);
  }
}

export type Cost = { gas: Map<string, bigint>; price: bigint; total: bigint };

/** The most that these steps can cost. Learnt before anything is sent, which also shows constructors that would revert. */
export async function estimate(chain: Chain, from: string, steps: Step[], l1FeeOracle?: string): Promise<Cost> {
  const price = priceOf(await currentFees(chain));
  const gas = new Map<string, bigint>();
  const earlier: Overrides = {};
  let total = 0n;
  for (const step of steps) {
    const limit = await gasOf(chain, from, step, earlier);
    // As compiled, without what the constructor writes into it. No constructor needs one that is linked to a library.
    const { deployedBytecode, deployedLinkReferences } = step.artifact;
    if (Object.keys(deployedLinkReferences).length === 0) earlier[step.address] = { code: deployedBytecode };
    gas.set(step.name, limit);
    total += limit * price + withMargin(await l1Fee(chain, l1FeeOracle, step.code));
  }
  return { gas, price, total };
}

export async function balanceOf(chain: Chain, address: string): Promise<bigint> {
  return BigInt(await chain.call<string>("eth_getBalance", address, "latest"));
}

export async function checkFunds(chain: Chain, deployer: string, { total }: Cost): Promise<void> {
  const balance = await balanceOf(chain, deployer);
  if (balance >= total) return;
  throw new Refused(
    `The deployer ${deployer} has ${formatEther(balance)} ETH, but what is left to deploy may cost ${formatEther(total)} ETH: nothing was sent.`,
  );
}
