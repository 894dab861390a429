import { useQuery } from "@tanstack/react-query";
import { Join } from "../features/desk/stake/Join.tsx";
import { memberOptions, poolOptions, recordOptions } from "../features/desk/queries.ts";
import { StakeCard } from "../features/desk/stake/StakeCard.tsx";
import { StakeForm } from "../features/desk/stake/StakeForm.tsx";
import { useChainTime } from "../services/chain.ts";
import { askForWallet, useWallet } from "../services/wallet.ts";
import { Button } from "../ui/actions/Button.tsx";
import { ErrorState } from "../ui/feedback/ErrorState.tsx";
import { SkeletonText } from "../ui/feedback/Skeleton.tsx";
import { Page } from "../ui/page/Page.tsx";
import { MyCases } from "./desk/MyCases.tsx";

export function Desk() {
  return (
    <Page title="Arbitrator’s desk">
      <h1 className="pb-6 text-head">The arbitrator’s desk</h1>
      <DeskBody />
    </Page>
  );
}

function DeskBody() {
  const now = useChainTime();
  const { address } = useWallet();
  const pool = useQuery(poolOptions);
  const mine = useQuery(memberOptions(address));
  const record = useQuery(recordOptions(address));

  if (pool.isError && !pool.data) {
    return (
      <ErrorState
        title="The desk can’t be read right now."
        remedy="The chain does not answer. Try again, or choose another endpoint in Settings."
        onRetry={() => void pool.refetch()}
        details={pool.error.message}
      />
    );
  }
  if (!pool.data || (address && !mine.data)) return <SkeletonText lines={8} className="max-w-text" />;
  const { parameters: rules, members, standard, weight } = pool.data;
  if (!address || !mine.data) {
    const connect = (
      <div className="flex flex-col gap-3">
        <p>To judge you need a wallet that can sign for you and hold your stake.</p>
        <Button wide size="large" onClick={() => askForWallet()}>
          Connect a wallet
        </Button>
      </div>
    );
    return <Join fees={standard} members={members} form={connect} />;
  }

  const { member, credit, frozen } = mine.data;
  const known = member.stake > 0n || member.exiting > 0n || member.suspended || credit > 0n;
  if (!known && !record.data) {
    const form = <StakeForm member={member} rules={rules} frozen={frozen} />;
    return <Join fees={standard} members={members} form={form} />;
  }
  return (
    <div className="grid grid-cols-1 gap-10 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-12">
      <MyCases
        account={address}
        member={member}
        weight={weight}
        members={members}
        seats={standard.seats}
        now={now}
      />
      <aside className="lg:self-start">
        <StakeCard
          account={address}
          member={member}
          rules={rules}
          credit={credit}
          frozen={frozen}
          record={record.data ?? null}
          now={now}
        />
      </aside>
    </div>
  );
}
