import { readAnswer, walletSentences } from "../../action/attempts/walletAnswer.ts";
import { ObstacleError } from "../../lib/obstacle.ts";

/** Why a wallet did not connect, or did not go to this network, and what to do. */
export function connectTrouble(error: unknown): string {
  if (error instanceof ObstacleError) return `${error.message} ${error.remedy}`;
  const { trouble } = readAnswer(error);
  switch (trouble) {
    case "rejected":
      return "No problem, nothing happened. Choose a wallet whenever you like.";
    case "unauthorized":
    case "busy":
    case "disconnected":
    case "elsewhere":
    case "unknownChain":
    case "unsupported":
      return `${walletSentences[trouble].title} ${walletSentences[trouble].remedy}`;
    default:
      return "The wallet did not answer. Unlock it and try again, or choose another one.";
  }
}

/**
 * What stands beside each wallet's name. A page in the browser may call itself like a wallet that one knows, so of two with one
 * name the address that each gives as its own is shown.
 */
export function tellApart(wallets: readonly { name: string; id: string }[]): (string | null)[] {
  const plain = (name: string) => name.normalize("NFKC").trim().toLowerCase();
  return wallets.map(({ name, id }) =>
    wallets.filter((other) => plain(other.name) === plain(name)).length > 1 ? id : null,
  );
}
