import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useOpenAttempts } from "../action/useAction.ts";
import { earlierApp } from "../config.ts";
import { Credits } from "../features/orders/Credits.tsx";
import { mineOptions } from "../features/orders/mine.ts";
import { sideOf } from "../features/orders/useSituation.ts";
import { paths } from "../paths/paths.ts";
import { useChainTime } from "../services/chain.ts";
import { askForWallet, useWallet } from "../services/wallet.ts";
import { Button } from "../ui/actions/Button.tsx";
import { Tabs } from "../ui/actions/Tabs.tsx";
import { EmptyState } from "../ui/feedback/EmptyState.tsx";
import { ErrorState } from "../ui/feedback/ErrorState.tsx";
import { Notice } from "../ui/feedback/Notice.tsx";
import { Page } from "../ui/page/Page.tsx";
import { OrderList, OrderListSkeleton } from "./orders/OrderList.tsx";

export function Orders() {
  return (
    <Page title="Your orders">
      <div className="mx-auto max-w-4xl">
        <h1 className="pb-6 text-head">Your orders</h1>
        {earlierApp && <Earlier at={earlierApp} />}
        <Body />
      </div>
    </Page>
  );
}

function Earlier({ at }: { at: string }) {
  return (
    <div className="pb-6">
      <Notice
        title="This market has moved to new contracts"
        action={
          <Button asChild variant="quiet">
            <a href={at}>Orders from before</a>
          </Button>
        }
      >
        What you bought or sold before ends where it began: its money is held by the contracts of then, and nothing
        about it has changed.
      </Notice>
    </div>
  );
}

function Body() {
  const { address } = useWallet();
  const now = useChainTime();
  const mine = useQuery(mineOptions(address));

  if (!address) {
    return (
      <EmptyState title="Whose orders?" action={<Button onClick={() => askForWallet()}>Connect a wallet</Button>}>
        What you buy and sell is kept on the chain under your wallet’s address. Connect it, and your orders are here.
      </EmptyState>
    );
  }
  if (!mine.data) {
    return mine.isError ? (
      <ErrorState
        title="Your orders can’t be read right now."
        money="Their money is safe: a contract holds it, not this page."
        remedy="The chain does not answer. Try again, or choose another endpoint in Settings."
        onRetry={() => void mine.refetch()}
        details={mine.error.message}
      />
    ) : (
      <OrderListSkeleton />
    );
  }
  const bought = mine.data.filter(({ order }) => sideOf(order, address) === "buyer");
  const sold = mine.data.filter(({ order }) => sideOf(order, address) === "seller");
  return (
    <div className="flex flex-col gap-6">
      <OnItsWay sender={address} />
      <Credits account={address} tokens={mine.data.map(({ order }) => order.terms.token)} />
      <Tabs
        label="Purchases and sales"
        tabs={[
          {
            value: "bought",
            label: "Bought",
            count: bought.length,
            content: <OrderList orders={bought} side="buyer" now={now} empty={<NothingBought />} />,
          },
          {
            value: "sold",
            label: "Sold",
            count: sold.length,
            content: <OrderList orders={sold} side="seller" now={now} empty={<NothingSold />} />,
          },
        ]}
      />
    </div>
  );
}

/** What was asked of the wallet, and is not known to have happened: it is nobody's order yet. */
function OnItsWay({ sender }: { sender: string }) {
  const open = useOpenAttempts().filter((asked) => asked.sender.toLowerCase() === sender.toLowerCase());
  if (open.length === 0) return null;
  return (
    <Notice title={open.some(({ hash }) => hash) ? "On its way" : "Asked of your wallet, not heard of since"}>
      <ul>
        {open.map(({ subject, title }) => (
          <li key={subject}>{title}</li>
        ))}
      </ul>
    </Notice>
  );
}

function NothingBought() {
  return (
    <EmptyState
      title="You have not bought anything yet"
      action={
        <Button asChild>
          <Link {...paths.search()}>Look around</Link>
        </Button>
      }
    >
      When you do, your money waits in escrow until you are content, and here you see where it is.
    </EmptyState>
  );
}

function NothingSold() {
  return (
    <EmptyState
      title="You have not sold anything yet"
      action={
        <Button asChild>
          <Link {...paths.sell()}>Sell something</Link>
        </Button>
      }
    >
      As soon as somebody buys from you, the money lies in escrow, and here you see what to send by when.
    </EmptyState>
  );
}
