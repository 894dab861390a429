import { join } from "node:path";
import { toHex } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { TEST_MNEMONIC } from "../parameters.ts";
import type { Endpoints } from "./endpoints.ts";
import { type Part, repository, type Supervisor } from "./supervisor.ts";

/** The last of the accounts that the chain funds. */
const ACCOUNT = 19;

/** Keeps the disputes of a local market moving and opens its reviews, as somebody would on a real network. */
export function launchKeeper(supervisor: Supervisor, { folder, urls }: { folder: string; urls: Endpoints }): Part {
  const key = mnemonicToAccount(TEST_MNEMONIC, { addressIndex: ACCOUNT }).getHdKey().privateKey;
  if (!key) throw new Error("the development mnemonic gave no key");
  return supervisor.launch({
    name: "keeper",
    command: process.execPath,
    args: ["scripts/keeper.ts", "local", "--every", "4", "--budget", "1", "--ledger", join(folder, "keeper.json")],
    cwd: repository,
    env: { HANDSEL_RPC: urls.chain, HANDSEL_KEY: toHex(key), HANDSEL_IPFS: urls.ipfs },
  });
}
