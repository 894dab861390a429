import { useQuery } from "@tanstack/react-query";
import { SkeletonText } from "../../../ui/feedback/Skeleton.tsx";
import { Details } from "../../../ui/page/Details.tsx";
import { EvidenceForm } from "./EvidenceForm.tsx";
import { EvidenceList } from "./EvidenceList.tsx";
import { evidenceEnd, numbered } from "./exhibits.ts";
import type { DisputeView } from "../disputeView.ts";
import { exhibitsOptions } from "../records.ts";

/** What the two sides have brought forward, and the form for more while the dispute runs. */
export function EvidenceSection({ view }: { view: DisputeView }) {
  const { orderId, dispute, now, side, status } = view;
  const { data } = useQuery(exhibitsOptions(orderId));
  const endsAt = endOfEvidence(view, data?.raisedAt ?? null);
  const running = status === "disputed" && (dispute.phase === "opened" || dispute.phase === "raised");
  const late = endsAt !== null && now > endsAt;
  return (
    <section aria-labelledby="evidence" className="flex flex-col gap-5">
      <h2 id="evidence" className="text-title">
        Evidence
      </h2>
      {data ? <EvidenceList exhibits={numbered(data.exhibits, dispute.buyer, endsAt)} now={now} /> : <SkeletonText />}
      {side && running && !late && <EvidenceForm orderId={orderId} late={false} />}
      {side && running && late && (
        <Details summary="Bring something forward late">
          <EvidenceForm orderId={orderId} late />
        </Details>
      )}
    </section>
  );
}

/** Known from the chain while the dispute runs, from the index afterwards; null when neither can say. */
function endOfEvidence(
  { inCourt, dispute, deadline, order, status }: DisputeView,
  raisedAt: number | null,
): number | null {
  const period = inCourt?.case.config.evidencePeriod;
  if (period === undefined || inCourt?.case.phase === "none") return null;
  if (status === "disputed" && dispute.phase !== "opened")
    return evidenceEnd(deadline, order.terms.rulingWindow, period);
  return raisedAt === null ? null : raisedAt + period;
}
