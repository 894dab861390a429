import {
  type Address,
  compactSignatureToSignature,
  hashTypedData,
  type Hex,
  parseAbi,
  parseCompactSignature,
  serializeSignature,
  size,
} from "viem";
import type { Order } from "#protocol/order.ts";
import { permit2TypedData } from "#protocol/payments.ts";
import { refuse, silence } from "../ledger.ts";
import type { IsSigned } from "../scene.ts";
import type { Places, World } from "../world.ts";

export type Transfer = { nonce: bigint; deadline: bigint; signature: Hex };
export type Signed = ReturnType<typeof permit2TypedData>["message"];

/** What it can be told, and what it says when it refuses. */
export const permit2Abi = parseAbi([
  "error SignatureExpired(uint256 signatureDeadline)",
  "error InvalidNonce()",
  "error InvalidSignatureLength()",
  "error InvalidSignature()",
  "error InvalidSigner()",
  "error InvalidContractSignature()",
  "function nonceBitmap(address owner, uint256 word) view returns (uint256)",
  "function invalidateUnorderedNonces(uint256 word, uint256 mask)",
]);

/** What is signed for it; or almost. */
export function permit2Digest(
  { chainId, permit2, escrow }: Places,
  order: Order,
  once: { nonce: bigint; deadline: bigint },
  forged: Partial<Signed> = {},
): Hex {
  const { message, ...data } = permit2TypedData({ chainId, permit2, escrow }, order, once);
  return hashTypedData({ ...data, message: { ...message, ...forged } });
}

/** Uniswap's Permit2: what it wants to see, in its order, before it moves what a buyer has let it take. */
export function createPermit2(world: World, isSigned: IsSigned) {
  const { places, clock, ledger, tokens } = world;
  /** By owner and word, a bit for each nonce. */
  const spent = ledger.table(0n);

  function spend(owner: Address, nonce: bigint) {
    const [word, bit] = [nonce >> 8n, 1n << (nonce & 255n)];
    const before = spent.get(owner, word);
    if ((before & bit) !== 0n) refuse("InvalidNonce");
    spent.set(before | bit, owner, word);
  }

  /** Whoever has no code may sign in 64 bytes too (EIP-2098). */
  function requireSigned(owner: Address, digest: Hex, signature: Hex) {
    const isContract = !places.people.includes(owner);
    const length = size(signature);
    if (isContract && length !== 65) refuse("ECDSAInvalidSignatureLength", length);
    if (length !== 64 && length !== 65) refuse("InvalidSignatureLength");
    const whole =
      length === 64 ? serializeSignature(compactSignatureToSignature(parseCompactSignature(signature))) : signature;
    if (!/1[bc]$/.test(whole)) refuse(isContract ? "ECDSAInvalidSignature" : "InvalidSignature");
    if (!isSigned(owner, digest, whole)) refuse(isContract ? "InvalidContractSignature" : "InvalidSigner");
  }

  /** What has arrived. */
  function receive(order: Order, total: bigint, { signature, ...once }: Transfer): bigint {
    const { buyer, terms } = order;
    const { token } = terms;
    if (!world.isToken(token)) return silence();
    if (clock.now > once.deadline) refuse("SignatureExpired", once.deadline);
    spend(buyer, once.nonce);
    requireSigned(buyer, permit2Digest(places, order, once), signature);
    const before = tokens.get(token, places.escrow);
    if (!world.take(token, buyer, places.permit2, total)) refuse("Error", "TRANSFER_FROM_FAILED");
    return tokens.get(token, places.escrow) - before;
  }

  return { receive, spent };
}
