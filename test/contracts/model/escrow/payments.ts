import { concat, hashStruct, hashTypedData, type Hex, keccak256, toHex, zeroHash } from "viem";
import type { Order } from "#protocol/order.ts";
import {
  authorizationTypedData,
  authorizationTypes,
  permitTypedData,
  type Validity,
  type Vrs,
} from "#protocol/payments.ts";
import { refuse, silence } from "../ledger.ts";
import type { IsSigned } from "../scene.ts";
import type { Places, World } from "../world.ts";

export type Permit = { deadline: bigint } & Vrs;
export type Authorization = Validity & Vrs;

const domainOf = ({ chainId, dollar }: Places) =>
  ({ name: "Test Dollar", version: "1", chainId, verifyingContract: dollar }) as const;

/** What is signed for TestToken.sol, EIP-2612. */
export const permitDigest = (places: Places, order: Order, nonce: bigint, deadline: bigint): Hex =>
  hashTypedData(permitTypedData(domainOf(places), places.escrow, order, { nonce, deadline }));

/** ERC-3009. OddToken.sol has nothing but noughts for a domain. */
export function authorizationDigest(places: Places, order: Order, validity: Validity): Hex {
  const data = authorizationTypedData(domainOf(places), places.escrow, order, validity);
  if (order.terms.token !== places.odd) return hashTypedData(data);
  const content = hashStruct({ data: data.message, types: authorizationTypes, primaryType: data.primaryType });
  return keccak256(concat(["0x1901", zeroHash, content]));
}

const joined = ({ r, s, v }: Vrs) => concat([r, s, toHex(v, { size: 1 })]);

/** Payments by signature: what the tokens do about them, and what the escrow wants to see before. */
export function createPayments(world: World, isSigned: IsSigned) {
  const { places, clock, ledger, tokens, allowances } = world;
  const nonces = ledger.table(0n);

  /** Whether it comes to anything or not, nobody hears of it. Contracts can't sign one. */
  function permit(order: Order, total: bigint, { deadline, ...signature }: Permit) {
    const { buyer, terms } = order;
    if (terms.token !== places.dollar || clock.now > deadline || !places.people.includes(buyer)) return;
    const nonce = nonces.get(buyer);
    if (!isSigned(buyer, permitDigest(places, order, nonce, deadline), joined(signature))) return;
    nonces.set(nonce + 1n, buyer);
    allowances.set(total, terms.token, buyer, places.escrow);
  }

  /** What has arrived. */
  function receive(order: Order, total: bigint, { validAfter, validBefore, ...signature }: Authorization): bigint {
    const { buyer, terms } = order;
    const { token } = terms;
    if (!world.isToken(token)) return silence();
    const digest = authorizationDigest(places, order, { validAfter, validBefore });
    if (!isSigned(buyer, digest, joined(signature))) refuse("BadSignature", buyer);
    if (token === places.dollar) {
      if (clock.now <= validAfter) refuse("AuthorizationNotYetValid", validAfter, clock.now);
      if (clock.now >= validBefore) refuse("AuthorizationExpired", validBefore, clock.now);
      const balance = tokens.get(token, buyer);
      if (balance < total) refuse("ERC20InsufficientBalance", buyer, balance, total);
    }
    const before = tokens.get(token, places.escrow);
    world.move(token, buyer, places.escrow, total, world.whenTaken.get());
    return tokens.get(token, places.escrow) - before;
  }

  return { permit, receive, nonces };
}
