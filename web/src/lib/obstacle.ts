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
