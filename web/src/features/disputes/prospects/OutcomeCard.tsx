import { formatAmount } from "../../../lib/money.ts";
import { nativeToken } from "../../../market/tokens.ts";
import type { Ruling } from "#protocol/enums.ts";
import { Card } from "../../../ui/page/Card.tsx";
import type { DisputeView } from "../disputeView.ts";
import { feesBack, prospects } from "./prospects.ts";
import { Prospects } from "./Prospects.tsx";

/** What can come out of a running dispute, or what its ruling does, with both kinds of money. */
export function OutcomeCard({ view }: { view: DisputeView }) {
  const { order, held, token, names, status } = view;
  if (status !== "disputed") return null;
  const ruling = knownRuling(view);
  const all = prospects(order, held);
  return (
    <Card>
      <h2 className="mb-4 text-title">{ruling ? "What this ruling does" : "What can come out"}</h2>
      <Prospects
        prospects={ruling ? all.filter((prospect) => prospect.ruling === ruling) : all}
        token={token}
        names={names}
        bare={ruling !== null}
        note={(of) => feeNote(view, of)}
      />
    </Card>
  );
}

/** The ruling as it stands: the escrow's, else the court's while it can still be appealed. */
function knownRuling({ dispute, inCourt }: DisputeView): Ruling | null {
  if (dispute.phase === "ruled") return dispute.ruling;
  const phase = inCourt?.case.phase;
  return inCourt && (phase === "appeal" || phase === "resolved") ? inCourt.case.ruling : null;
}

function feeNote({ dispute, side }: DisputeView, ruling: Ruling): string {
  const { toBuyer, toSeller } = feesBack(dispute.pot, ruling);
  const eth = (amount: bigint) => formatAmount(amount, nativeToken);
  if (dispute.pot === 0n) return "";
  if (side) {
    const mine = side === "buyer" ? toBuyer : toSeller;
    return mine > 0n ? `You get ${eth(mine)} of arbitration fees back.` : "Your arbitration fee is spent.";
  }
  if (ruling === "split") return `Each side gets half of one arbitration fee back, ${eth(toBuyer)}.`;
  return `The ${ruling} gets ${eth(dispute.pot)} of arbitration fees back.`;
}
