import { type Address, bytesToHex, type Hex, isHex, recoverTypedDataAddress } from "viem";
import type { reviewSaltTypedData, voteSaltTypedData } from "../../../protocol/vote.ts";
import { ObstacleError, WalletError } from "../lib/obstacle.ts";
import { publicClient } from "../services/chain.ts";
import { walletClient } from "../services/wallet.ts";
import { rememberedNote, rememberNote } from "./journal.ts";
import { isKeySignature, type Manner, type Secret, secretOf } from "./secret.ts";

type SaltData = ReturnType<typeof voteSaltTypedData> | ReturnType<typeof reviewSaltTypedData>;

function purposeOf({ primaryType, domain, message }: SaltData, account: Address): string {
  const words = [primaryType, domain.chainId, domain.verifyingContract, ...Object.values(message), account];
  return words.join(":").toLowerCase();
}

const mannerNote = (account: Address) => `signs:${account}`.toLowerCase();
const secretNote = (data: SaltData, account: Address) => `secret:${purposeOf(data, account)}`;

function mannerOf(account: Address): Manner | undefined {
  const note = rememberedNote(mannerNote(account));
  return note === "alike" || note === "differently" ? note : undefined;
}

/** Whether a note outlives this page. */
function isStored(text: string): boolean {
  try {
    return Object.values(localStorage).some((value) => typeof value === "string" && value.includes(text));
  } catch {
    return false;
  }
}

/**
 * The secret whose hash is the salt of a vote or a review. Signing costs nothing and moves nothing; the first time the wallet is
 * asked twice, to know whether it signs alike.
 */
export async function secretFor(data: SaltData): Promise<Secret> {
  const client = await walletClient();
  const account = client.account.address;
  const sign = (): Promise<unknown> =>
    (data.primaryType === "VoteSalt"
      ? client.signTypedData({ account: client.account, ...data })
      : client.signTypedData({ account: client.account, ...data })
    ).catch((error: unknown) => {
      throw new WalletError(error);
    });
  const note = secretNote(data, account);
  return secretOf(account, {
    sign,
    signerOf: (signature) =>
      data.primaryType === "VoteSalt"
        ? recoverTypedDataAddress({ ...data, signature })
        : recoverTypedDataAddress({ ...data, signature }),
    hasCode: async () => ((await publicClient.getCode({ address: account })) ?? "0x") !== "0x",
    manner: {
      known: () => mannerOf(account),
      remember: (manner) => rememberNote(mannerNote(account), manner),
    },
    kept: {
      read: () => {
        const kept = rememberedNote(note);
        return isHex(kept) ? kept : undefined;
      },
      keep: (secret) => {
        rememberNote(note, secret);
        return isStored(secret);
      },
    },
    random: (): Hex => bytesToHex(crypto.getRandomValues(new Uint8Array(65))),
  });
}

/** The same signature once more, to open what was sealed under it on another device. */
export async function signAgain(data: SaltData): Promise<Hex> {
  const client = await walletClient();
  const answer: unknown = await (
    data.primaryType === "VoteSalt"
      ? client.signTypedData({ account: client.account, ...data })
      : client.signTypedData({ account: client.account, ...data })
  ).catch((error: unknown) => {
    throw new WalletError(error);
  });
  if (isKeySignature(answer)) return answer;
  throw new ObstacleError(
    "Your wallet’s answer is no signature that could open it.",
    "Open it on the device on which you sealed it.",
    String(answer),
  );
}

/** Whether nobody but this device can open what is sealed under it. */
export function isOnlyHere(data: SaltData, account: Address): boolean {
  return rememberedNote(secretNote(data, account)) !== undefined || mannerOf(account) === "differently";
}
