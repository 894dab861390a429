/** Why something is not relayed: a sentence for a person and, where a contract has refused, its error for a program. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly status: number;
  readonly error: string | undefined;
  constructor(status: number, reason: string, error?: string) {
    super(reason);
    this.status = status;
    this.error = error;
  }
}

export const chainAway = () =>
  new Refusal(503, "The chain does not answer at the moment. Nothing was lost: try again in a minute.");
