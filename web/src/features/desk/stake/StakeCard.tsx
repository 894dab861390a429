import { ActionButton } from "../../../action/ActionButton.tsx";
import { formatAmount } from "../../../lib/money.ts";
import { whenOf } from "../../../lib/time.ts";
import { nativeToken } from "../../../market/tokens.ts";
import { Notice } from "../../../ui/feedback/Notice.tsx";
import { Card } from "../../../ui/page/Card.tsx";
import { Details } from "../../../ui/page/Details.tsx";
import { activate, exit, reactivate, withdraw } from "../actions.ts";
import { LeaveForm } from "./LeaveForm.tsx";
import { type ArbitratorRecord, StakeFacts } from "./StakeFacts.tsx";
import { StakeForm } from "./StakeForm.tsx";
import { type Member, type Rules, dormant, stakeStateOf } from "./stake.ts";

type StakeCardProps = {
  account: `0x${string}`;
  member: Member;
  rules: Rules;
  credit: bigint;
  frozen: boolean;
  record: ArbitratorRecord | null;
  now: number;
};

/** My stake: where it stands, what waits for me, and how to change it. */
export function StakeCard({ account, member, rules, credit, frozen, record, now }: StakeCardProps) {
  return (
    <Card className="flex flex-col gap-5">
      {credit > 0n && (
        <ActionButton action={withdraw(account, credit)} subject="withdraw" meaning="paid" wide>
          Collect {formatAmount(credit, nativeToken)}
        </ActionButton>
      )}
      <StandingNote member={member} now={now} />
      <StakeFacts member={member} record={record} />
      {member.exiting > 0n && now >= member.exitAt && (
        <ActionButton action={exit(member.exiting)} subject="exit" variant="quiet" wide>
          Take out {formatAmount(member.exiting, nativeToken)}
        </ActionButton>
      )}
      {member.exiting > 0n && now < member.exitAt && (
        <p className="text-quiet">
          {formatAmount(member.exiting, nativeToken)} can be taken out {whenOf(member.exitAt, now)}.
        </p>
      )}
      <div>
        <Details summary="Add to your stake">
          <StakeForm member={member} rules={rules} frozen={frozen} />
        </Details>
        <Details summary="Leave">
          <LeaveForm member={member} rules={rules} frozen={frozen} />
        </Details>
      </div>
    </Card>
  );
}

/** Whether I am in the draw, and if not, what brings me there. */
function StandingNote({ member, now }: { member: Member; now: number }) {
  switch (stakeStateOf(member, now)) {
    case "suspended":
      return (
        <Notice
          title="You are out of the draw"
          action={
            <ActionButton action={reactivate()} subject="activate">
              Come back
            </ActionButton>
          }
        >
          You missed a vote. Your next case comes only after you say that you are back.
        </Notice>
      );
    case "waiting":
      return <Notice title="Not in the draw yet">You can enter it {whenOf(member.activeFrom, now)}.</Notice>;
    case "ready":
      return (
        <Notice
          title="One step is left"
          action={
            <ActionButton action={activate()} subject="activate">
              Enter the draw
            </ActionButton>
          }
        >
          Your stake is in. It counts from when you enter the draw.
        </Notice>
      );
    case "drawn from":
      return dormant(member) > 0n && now >= member.activeFrom ? (
        <ActionButton action={activate()} subject="activate" variant="quiet" wide>
          Let {formatAmount(dormant(member), nativeToken)} more count
        </ActionButton>
      ) : null;
    default:
      return null;
  }
}
