import { type Hex, numberToHex } from "viem";
import { type RpcBlock, headerRlp } from "../../../../protocol/header.ts";
import { publicClient } from "../../services/chain.ts";

/** The header of a draw block, whose mixHash seeds the draw. Built here, so that no server has to be asked for a proof. */
export async function drawHeader(block: bigint): Promise<Hex> {
  const found: unknown = await publicClient.request({
    method: "eth_getBlockByNumber",
    params: [numberToHex(block), false],
  });
  return headerRlp(found as RpcBlock);
}
