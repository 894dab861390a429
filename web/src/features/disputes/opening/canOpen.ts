import { BaseError, ContractFunctionRevertedError, maxUint96 } from "viem";

/**
 * Whether the escrow would open a dispute, by its answer to what one costs. It has none for an arbitrator that refuses its
 * terms or is no contract, and takes no price of more than 96 bits. A chain that stays silent says nothing of the judge, so
 * that error goes on.
 */
export async function canOpen(price: Promise<bigint>): Promise<boolean> {
  try {
    return (await price) <= maxUint96;
  } catch (error) {
    if (error instanceof BaseError && error.walk((cause) => cause instanceof ContractFunctionRevertedError))
      return false;
    throw error;
  }
}
