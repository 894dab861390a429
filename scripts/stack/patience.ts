/**
 * How long one waits: as long as something moves. A slow machine is no fault, so no limit of seconds ends a wait; a part that
 * does nothing at all for minutes never will.
 */
export type Patience = {
  /** Takes note of what can be seen of the part now. Returns how many seconds ago something has moved. */
  look: (signs: Signs, now?: number) => number;
};

export type Signs = {
  /** Anything that changes when the part gets on: bytes of its log, the block that it has come to. */
  marks: unknown[];
  /** Seconds of processor that it has had since it began. */
  work: number;
};

/** An idle server has a hundredth of that in a minute; a starved one, that gets anywhere, has more. */
const WORK = 0.25;

export function createPatience(): Patience {
  let seen: string | undefined;
  let worked = 0;
  let movedAt = 0;
  return {
    look({ marks, work }, now = performance.now()) {
      const marked = JSON.stringify(marks);
      if (seen === undefined || marked !== seen || work - worked >= WORK) {
        seen = marked;
        worked = work;
        movedAt = now;
      }
      return (now - movedAt) / 1_000;
    },
  };
}
