import { FileText } from "lucide-react";
import type { numbered } from "./exhibits.ts";
import { cidOfUri } from "./exhibits.ts";
import { ExhibitFile } from "./ExhibitFile.tsx";
import { When } from "../../../ui/page/When.tsx";
import { capitalized } from "../../../lib/text.ts";
import { Part } from "../../../ui/feedback/Part.tsx";

export type NumberedExhibit = ReturnType<typeof numbered>[number];

/** What both sides have brought forward, in the order in which it came. */
export function EvidenceList({ exhibits, now }: { exhibits: NumberedExhibit[]; now: number }) {
  if (exhibits.length === 0) return <NoEvidence />;
  return (
    <ol className="divide-y divide-line">
      {exhibits.map((exhibit) => (
        <li key={exhibit.id} className="flex flex-col gap-2 py-5 first:pt-0">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4 text-fine text-quiet">
            <span>
              <span className="font-strong text-ink">
                {capitalized(exhibit.side)} {exhibit.number}
              </span>
              {exhibit.late && " · came after the time for evidence"}
            </span>
            <When at={exhibit.at} now={now} />
          </div>
          <Part what="This piece of evidence" of={exhibit.uri}>
            <ExhibitFile cid={cidOfUri(exhibit.uri)} />
          </Part>
        </li>
      ))}
    </ol>
  );
}

function NoEvidence() {
  return (
    <div className="flex gap-3 text-quiet">
      <FileText className="mt-0.5 size-5 shrink-0" strokeWidth={1.5} aria-hidden />
      <p className="max-w-text">
        Nobody has brought anything forward yet. What helps a stranger decide: what was promised, what arrived or did
        not, pictures of it, and the dates.
      </p>
    </div>
  );
}
