import type { Hex } from "viem";
import type { reviewSaltTypedData, voteSaltTypedData } from "../../../protocol/vote.ts";
import { walletClient } from "../services/wallet.ts";

/**
 * Asks the wallet for the signature whose hash is the salt of a vote or a review. It costs nothing and moves nothing, and has
 * to stay as secret as the salt itself.
 */
export async function signForSalt(
  data: ReturnType<typeof voteSaltTypedData> | ReturnType<typeof reviewSaltTypedData>,
): Promise<Hex> {
  const client = await walletClient();
  return data.primaryType === "VoteSalt"
    ? client.signTypedData({ account: client.account, ...data })
    : client.signTypedData({ account: client.account, ...data });
}
