import { setTimeout } from "node:timers/promises";
import { Transaction, type BaseWallet } from "ethers";
import { type Journal, writeJournal } from "../deployments.ts";
import { CallFailed, type Chain, numberFrom, Refused } from "./chain.ts";
import { isCodeOf } from "./code.ts";
import { type Cost, currentFees, type Fees, priceOf } from "./cost.ts";
import { addressesOf, type Step } from "./plan.ts";

export type Receipt = { status: string; blockNumber: string; transactionHash: string; gasUsed: string };
type Sent = { blockNumber: string | null; maxFeePerGas?: string; gasPrice: string };

export type Sending = {
  chain: Chain;
  wallet: BaseWallet;
  journal: Journal;
  steps: Step[];
  cost: Cost;
  confirmations: number;
  /** Milliseconds between two looks. */
  poll: number;
  /** Milliseconds that a transaction is waited for. */
  patience?: number;
  say: (line: string) => void;
};

export const lineOf = (name: string, address: string): string => `  ${name.padEnd(18)} ${address}`;

const restart = "add --restart to deploy all of them anew, at the deployer's next nonces";

function entryOf({ journal }: Sending, { name }: Step): Journal["contracts"][number] {
  const entry = journal.contracts.find((candidate) => candidate.name === name);
  if (!entry) throw new Error(`The journal has no ${name}.`);
  return entry;
}

/** Signs and writes the hash down before it sends: whatever happens in between, it can be looked for. */
async function send(sending: Sending, step: Step, fees: Fees): Promise<void> {
  const { chain, wallet, journal, cost } = sending;
  const signed = await wallet.signTransaction({
    chainId: journal.chainId,
    nonce: step.nonce,
    data: step.code,
    gasLimit: cost.gas.get(step.name),
    ...fees,
    type: "gasPrice" in fees ? 0 : 2,
  });
  const { hash } = Transaction.from(signed);
  const { transactions } = entryOf(sending, step);
  if (hash && !transactions.includes(hash)) transactions.push(hash);
  writeJournal(journal);
  try {
    await chain.call("eth_sendRawTransaction", signed);
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    // It is there already, or another one of this nonce is: which of the two shows when the nonce is used.
    if (/already|known|nonce too low|underpriced/i.test(error.message)) return;
    if (/insufficient funds/i.test(error.message)) {
      throw new Refused(
        `The deployer's money ran out before ${step.name}: add to ${wallet.address} and run again, what is deployed is kept.`,
      );
    }
    throw new Refused(`The chain does not take ${step.name} (${error.message}): run again to go on.`);
  }
}

/** What was sent for this step and waits to be mined. */
async function waiting(sending: Sending, step: Step): Promise<Sent | undefined> {
  for (const hash of entryOf(sending, step).transactions) {
    const sent = await sending.chain.call<Sent | null>("eth_getTransactionByHash", hash);
    if (sent && sent.blockNumber === null) return sent;
  }
  return undefined;
}

/** Sends what is not there, and replaces what waits with fees that are no longer enough. */
async function offer(sending: Sending, step: Step): Promise<void> {
  const fees = await currentFees(sending.chain);
  const sent = await waiting(sending, step);
  // Nodes take a replacement only when it pays a tenth more.
  const isEnough = sent && BigInt(sent.maxFeePerGas ?? sent.gasPrice) * 11n > priceOf(fees) * 10n;
  if (!isEnough) await send(sending, step, fees);
}

async function receiptOf(sending: Sending, step: Step): Promise<Receipt | undefined> {
  for (const hash of entryOf(sending, step).transactions) {
    const receipt = await sending.chain.call<Receipt | null>("eth_getTransactionReceipt", hash);
    if (receipt) return receipt;
  }
  return undefined;
}

async function isUsed({ chain, wallet }: Sending, { nonce }: Step): Promise<boolean> {
  return (await numberFrom(chain, "eth_getTransactionCount", wallet.address, "latest")) > nonce;
}

/**
 * The nonce is used: by this step, or by something that makes its address unreachable for ever. Undefined when the chain took
 * back the block that had used it.
 */
async function outcomeOf(sending: Sending, step: Step): Promise<Receipt | undefined> {
  const { chain, wallet, steps, poll } = sending;
  let receipt: Receipt | undefined;
  // Endpoints of many nodes may know a nonce before they know what used it.
  for (let look = 0; look < 10 && !receipt; look++) {
    if (look > 0) await setTimeout(poll);
    receipt = await receiptOf(sending, step);
  }
  if (!receipt) {
    if (!(await isUsed(sending, step))) return undefined;
    throw new Refused(
      `Transaction ${step.nonce} of ${wallet.address} was something else than ${step.name}, which therefore cannot stand where the other contracts ` +
        `expect it: nothing was recorded, ${restart}.`,
    );
  }
  if (receipt.status !== "0x1") {
    throw new Refused(
      `${step.name} failed on the chain (${receipt.transactionHash}): nothing was recorded, ${restart}.`,
    );
  }
  const code = await chain.call<string>("eth_getCode", step.address, "latest");
  if (code !== "0x" && !isCodeOf(code, step.artifact, addressesOf(steps))) {
    throw new Refused(`${step.address} holds other code than ${step.name}: nothing was recorded, ${restart}.`);
  }
  return receipt;
}

/** Offers a step until its nonce is used. */
async function bring(sending: Sending, step: Step): Promise<void> {
  const { poll, patience = 600_000 } = sending;
  const deadline = Date.now() + patience;
  while (!(await isUsed(sending, step))) {
    await offer(sending, step);
    // A pool may lose what it was given, so it is offered again from time to time.
    const again = Date.now() + 30_000;
    while (Date.now() < again && !(await isUsed(sending, step))) {
      if (Date.now() > deadline) {
        throw new Refused(
          `${step.name} was sent but not mined for ${patience / 1_000} seconds: run again to go on waiting.`,
        );
      }
      await setTimeout(poll);
    }
  }
}

async function settle(sending: Sending, step: Step): Promise<Receipt> {
  for (;;) {
    await bring(sending, step);
    const receipt = await outcomeOf(sending, step);
    if (receipt) return receipt;
  }
}

async function settleAll(sending: Sending, report: (step: Step, receipt: Receipt) => void): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  for (const step of sending.steps) {
    const receipt = await settle(sending, step);
    report(step, receipt);
    receipts.push(receipt);
  }
  return receipts;
}

const blocksOf = (receipts: Receipt[]): number[] => receipts.map(({ blockNumber }) => Number(blockNumber));

/** Deploys what is not there yet, one after the other, until all of it lies deep enough. Asked again, it goes on where it was. */
export async function sendAll(sending: Sending): Promise<Receipt[]> {
  const { chain, confirmations, poll, say } = sending;
  let receipts = await settleAll(sending, ({ name, address }, { gasUsed }) =>
    say(`${lineOf(name, address)}  ${Number(gasUsed).toLocaleString("en")} gas`),
  );
  while (confirmations > 1) {
    const deepEnough = Math.max(...blocksOf(receipts)) + confirmations - 1;
    while ((await numberFrom(chain, "eth_blockNumber")) < deepEnough) await setTimeout(poll);
    // A chain may have taken blocks back in the meantime: what was lost is sent anew, and waited for anew.
    const again = await settleAll(sending, () => undefined);
    if (String(blocksOf(again)) === String(blocksOf(receipts))) break;
    receipts = again;
  }
  return receipts;
}
