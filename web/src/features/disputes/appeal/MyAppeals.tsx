import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ActionButton } from "../../../action/ActionButton.tsx";
import { formatAmount } from "../../../lib/money.ts";
import { paths } from "../../../paths/paths.ts";
import { nativeToken } from "../../../market/tokens.ts";
import { Card } from "../../../ui/page/Card.tsx";
import { claimAppeal } from "../actions.ts";
import { appealShare } from "./appealShare.ts";
import type { DisputeView } from "../disputeView.ts";
import { contributionsOptions, courtCreditOptions } from "../queries.ts";

/** What whoever looks has paid towards appeals, and the way to what comes back of it. */
export function MyAppeals({ view: { inCourt, me } }: { view: DisputeView }) {
  const decided = inCourt?.case.phase === "resolved";
  const id = decided ? inCourt.case.id : undefined;
  const paid = useQuery(contributionsOptions(id, inCourt?.rounds.length ?? 0, me));
  const credit = useQuery(courtCreditOptions(decided ? me : undefined));
  const mine = (paid.data ?? []).filter(({ amount }) => amount > 0n);
  const waiting = credit.data ?? 0n;
  if (!decided || !me || (mine.length === 0 && waiting === 0n)) return null;
  return (
    <Card className="flex flex-col gap-4">
      <h2 className="text-title">What the court has for you</h2>
      {mine.map(({ round, amount }) => (
        <Share key={round} paid={amount} share={appealShare(inCourt.rounds, round, amount)}>
          <ActionButton
            action={claimAppeal(inCourt.case.id, round, me)}
            subject={`claimAppeal:${inCourt.case.id}:${round}`}
            meaning="paid"
            wide
          >
            Take back what your appeal earned
          </ActionButton>
        </Share>
      ))}
      {waiting > 0n && (
        <p className="max-w-text">
          {eth(waiting)} are credited to you.{" "}
          <Link {...paths.desk()} className="underline decoration-edge underline-offset-4 hover:decoration-ink">
            Collect it at the desk
          </Link>
        </p>
      )}
    </Card>
  );
}

function Share({ paid, share, children }: { paid: bigint; share: bigint | null; children: ReactNode }) {
  if (share === null) {
    return (
      <p className="max-w-text text-quiet">
        You paid {eth(paid)} towards an appeal. What it earned can be taken back once both of its panels are paid.
      </p>
    );
  }
  if (share === 0n) {
    return (
      <p className="max-w-text text-quiet">
        You paid {eth(paid)} towards an appeal. The ruling stood, and nothing of it comes back.
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-text">
        You paid {eth(paid)} towards an appeal. {eth(share)} come back.
      </p>
      {children}
    </div>
  );
}

function eth(amount: bigint): string {
  return formatAmount(amount, nativeToken);
}
