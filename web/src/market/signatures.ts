import {
  compactSignatureToSignature,
  type Address,
  hashTypedData,
  type Hex,
  isAddressEqual,
  parseCompactSignature,
  recoverAddress,
  serializeSignature,
  size,
  type TypedDataDefinition,
} from "viem";

const magic = "0x1626ba7e";

export type Judge = {
  codeAt: (account: Address) => Promise<Hex | undefined>;
  /** Asks a contract whether it has signed (ERC-1271). Throws when it does not know the question. */
  isValid: (contract: Address, digest: Hex, signature: Hex) => Promise<Hex>;
};

/**
 * Whether the contracts would take this as the account's signature: by recovery where there is no code, by asking the account
 * where there is, delegated code included (EIP-7702). Nothing else counts, whatever a wallet or a library makes of it.
 */
export async function chainTakes(
  account: Address,
  data: TypedDataDefinition,
  signature: Hex,
  { codeAt, isValid }: Judge,
): Promise<boolean> {
  const digest = hashTypedData(data);
  const code = await codeAt(account);
  if (code === undefined || code === "0x") {
    if (size(signature) !== 65) return false;
    return recoverAddress({ hash: digest, signature }).then(
      (signer) => isAddressEqual(signer, account),
      () => false,
    );
  }
  return isValid(account, digest, signature).then(
    (answer) => answer.slice(0, 10) === magic,
    () => false,
  );
}

/** The contracts know signatures of 65 bytes only; some wallets write them in 64. */
export function inFull(signature: Hex): Hex {
  return size(signature) === 64
    ? serializeSignature(compactSignatureToSignature(parseCompactSignature(signature)))
    : signature;
}
