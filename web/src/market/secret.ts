import { type Address, type Hex, isAddressEqual, isHex, size } from "viem";
import { ObstacleError } from "../lib/obstacle.ts";

/** Bytes of a signature by a key: with its parity apart, or within (ERC-2098). */
const lengths = [65, 64];

/** A signature by a key, as far as its form goes. A wallet may answer "0x", or anything. */
export function isKeySignature(answer: unknown): answer is Hex {
  return isHex(answer) && answer.length % 2 === 0 && lengths.includes(size(answer));
}

/** How a wallet signs: twice the same, or each time anew (keys that are shared out, contracts). */
export type Manner = "alike" | "differently";

export type SecretPorts = {
  /** Asks the wallet to sign. */
  sign: () => Promise<unknown>;
  /** Whose key has signed so; throws when nobody's has. */
  signerOf: (signature: Hex) => Promise<Address>;
  /** Whether there is code at the account: it may have no key, or answer for one of its own. */
  hasCode: () => Promise<boolean>;
  manner: { known: () => Manner | undefined; remember: (manner: Manner) => void };
  /** What this device keeps for this one purpose; `keep` says whether it is really kept. */
  kept: { read: () => Hex | undefined; keep: (secret: Hex) => boolean };
  random: () => Hex;
};

export type Secret = {
  secret: Hex;
  /** The wallet can't make it again: whoever loses this device's memory loses it. */
  onlyHere: boolean;
};

/**
 * A secret for one purpose that only this person has. Where the wallet signs twice alike it is the signature, and the wallet can
 * make it again anywhere. Where it does not, chance makes it, and this device keeps it.
 */
export async function secretOf(
  account: Address,
  { sign, signerOf, hasCode, manner, kept, random }: SecretPorts,
): Promise<Secret> {
  const before = kept.read();
  if (before) return { secret: before, onlyHere: true };
  const byChance = (): Secret => {
    const secret = random();
    if (!kept.keep(secret)) {
      throw new ObstacleError(
        "This browser keeps nothing, and your wallet signs differently each time.",
        "Nobody could open it again. Allow this page to keep data, or use another browser.",
      );
    }
    return { secret, onlyHere: true };
  };
  const known = manner.known();
  if (known === "differently") return byChance();

  const once = await sign();
  const byKey =
    isKeySignature(once) &&
    (await signerOf(once)
      .then((signer) => isAddressEqual(signer, account))
      .catch(() => false));
  if (!byKey) {
    if (!(await hasCode())) {
      throw new ObstacleError(
        "Your wallet’s answer is no signature of this account.",
        "Nothing was made of it. Check which account your wallet is using, and try again.",
        String(once),
      );
    }
    manner.remember("differently");
    return byChance();
  }
  if (known === "alike") return { secret: once, onlyHere: false };
  const twice = await sign();
  if (twice === once) {
    manner.remember("alike");
    return { secret: once, onlyHere: false };
  }
  manner.remember("differently");
  return byChance();
}
