import type { Seconds } from "../../lib/time.ts";
import { Timeline } from "../../ui/money/Timeline.tsx";
import { When } from "../../ui/page/When.tsx";
import type { Chapter } from "./story.ts";

/** An order's timeline. */
export function Story({ chapters, now }: { chapters: Chapter[]; now: Seconds }) {
  return (
    <Timeline
      moments={chapters.map(({ title, at, word, detail, state, meaning }) => ({
        title,
        state,
        detail,
        meaning,
        ...(at !== undefined && { when: <When at={at} now={now} word={word} /> }),
      }))}
    />
  );
}
