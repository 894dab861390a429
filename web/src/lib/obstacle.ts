/** A step that can't be taken as things are. The words are for the person. */
export class ObstacleError extends Error {
  override readonly name = "ObstacleError";
  readonly remedy: string;
  readonly details: string;

  constructor(title: string, remedy: string, details = "") {
    super(title);
    this.remedy = remedy;
    this.details = details;
  }
}

/** What a wallet answered instead of doing what it was asked for. The same words from a node mean other things. */
export class WalletError extends Error {
  override readonly name = "WalletError";

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : "The wallet answered with an error", { cause });
  }
}
