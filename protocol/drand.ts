import { type Hex, isHex } from "viem";

/** Order of the field that BLS12-381 lives in. */
const p = 0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaabn;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let rest = exponent, square = base % p; rest > 0n; rest >>= 1n, square = (square * square) % p) {
    if (rest & 1n) result = (result * square) % p;
  }
  return result;
}

/** Relays of quicknet, the League of Entropy's network of short signatures. */
export const quicknetRelays = ["https://api.drand.sh", "https://api2.drand.sh", "https://drand.cloudflare.com"].map(
  (relay) => `${relay}/52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971`,
);

const word = (value: bigint): string => value.toString(16).padStart(128, "0");

/**
 * A signature as drand publishes it (a compressed point of G1, 48 bytes), written as the precompiles of EIP-2537 read it: x and
 * y, 64 bytes each. Throws when it is no point; whether it is the signature asked for is the contract's to say.
 */
export function beaconProof(signature: string): Hex {
  if (!isHex(`0x${signature}`) || signature.length !== 96)
    throw new TypeError("a beacon's signature has 96 hex digits");
  const packed = BigInt(`0x${signature}`);
  const [isCompressed, isInfinity, isLarger] = [383n, 382n, 381n].map((bit) => ((packed >> bit) & 1n) === 1n);
  const x = packed & ((1n << 381n) - 1n);
  if (!isCompressed || isInfinity || x >= p) throw new TypeError("a beacon's signature has to be a compressed point");
  const square = (power(x, 3n) + 4n) % p;
  // p is 3 modulo 4, so a root is a power.
  const root = power(square, (p + 1n) / 4n);
  if ((root * root) % p !== square) throw new TypeError("a beacon's signature is no point of its curve");
  const y = root > (p - 1n) / 2n === isLarger ? root : p - root;
  return `0x${word(x)}${word(y)}`;
}
