import { numberToHex } from "viem";
import { readAnswer } from "../../action/attempts/walletAnswer.ts";
import { endpoints } from "../../config.ts";
import { ObstacleError } from "../../lib/obstacle.ts";
import { chain } from "../../services/chain.ts";
import { walletProvider } from "../../services/wallet.ts";

/** What a person writes into a wallet that does not take the network from a page. */
export const byHand = [
  { label: "Name", value: chain.name },
  { label: "Number of the network (chain ID)", value: String(chain.id) },
  { label: "Address (RPC URL)", value: endpoints.rpc },
  { label: "Coin", value: chain.nativeCurrency.symbol },
];

const moment = 300;
const moments = 10;

/**
 * Asks the wallet to go to the market's network, and to add it when it does not know it. Some say yes and stay where they are, so
 * where it is then is asked as well.
 */
export async function switchNetwork(): Promise<void> {
  const provider = await walletProvider();
  const chainId = numberToHex(chain.id);
  try {
    await provider.request({ method: "wallet_switchEthereumChain", params: [{ chainId }] });
  } catch (error) {
    if (readAnswer(error).trouble !== "unknownChain") throw error;
    const { name: chainName, nativeCurrency, rpcUrls } = chain;
    await provider.request({
      method: "wallet_addEthereumChain",
      params: [{ chainId, chainName, nativeCurrency, rpcUrls: [...rpcUrls.default.http] }],
    });
  }
  for (let left = moments; left > 0; left--) {
    if (Number(await provider.request({ method: "eth_chainId" })) === chain.id) return;
    await new Promise((resolve) => setTimeout(resolve, moment));
  }
  throw new ObstacleError(
    "Your wallet said yes and stays on the other network.",
    "Choose the market’s network in the wallet; if it is not there, add it by hand with what stands below.",
  );
}
