const rejected = 4001;
const alreadyAsked = -32002;

function codeOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  if ("code" in error && typeof error.code === "number") return error.code;
  return "cause" in error ? codeOf(error.cause) : undefined;
}

/** Why a wallet did not connect, and what to do. */
export function connectTrouble(error: unknown): string {
  switch (codeOf(error)) {
    case rejected:
      return "No problem, nothing happened. Choose a wallet whenever you like.";
    case alreadyAsked:
      return "Your wallet has a question open already. Look for its window, it may be locked.";
    default:
      return "The wallet did not answer. Unlock it and try again, or choose another one.";
  }
}
