import { type Address, type Hex, isAddressEqual, toHex } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { TEST_MNEMONIC } from "../../../scripts/parameters.ts";

/** As many as the development chain funds. */
const residents = 20;

export function keyAt(index: number): Hex {
  return toHex(mnemonicToAccount(TEST_MNEMONIC, { addressIndex: index }).getHdKey().privateKey!);
}

/** The key of one of the development chain's own accounts. */
export function residentKey(address: Address): Hex {
  for (let index = 0; index < residents; index++) {
    if (isAddressEqual(mnemonicToAccount(TEST_MNEMONIC, { addressIndex: index }).address, address)) return keyAt(index);
  }
  throw new Error(`${address} is none of the development chain's accounts`);
}
