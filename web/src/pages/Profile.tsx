import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { isAddress, isAddressEqual, type Address } from "viem";
import { ListingWall, ListingWallSkeleton } from "../features/listings/ListingWall.tsx";
import { sellersListingsOptions } from "../features/listings/queries.ts";
import { ChainRecord } from "../features/profile/ChainRecord.tsx";
import { EditProfile } from "../features/profile/EditProfile.tsx";
import { Header } from "../features/profile/Header.tsx";
import { accountOptions, openingTimeOptions, profileOptions } from "../features/profile/queries.ts";
import { isWithheld } from "../features/profile/score/scoreFacts.ts";
import { CloseAll } from "../features/selling/CloseAll.tsx";
import { useChainTime } from "../services/chain.ts";
import { useWallet } from "../services/wallet.ts";
import { Tabs } from "../ui/actions/Tabs.tsx";
import { EmptyState } from "../ui/feedback/EmptyState.tsx";
import { ErrorState } from "../ui/feedback/ErrorState.tsx";
import { SkeletonText } from "../ui/feedback/Skeleton.tsx";
import { Page } from "../ui/page/Page.tsx";
import { NotFound } from "./layout/NotFound.tsx";
import { SideView } from "./profile/SideView.tsx";
import { Part } from "../ui/feedback/Part.tsx";
import { quotedLine } from "../lib/quoted.ts";

/** One person, two faces: what they are like to buy from, and what they are like to sell to. */
export function Profile() {
  const { address } = useParams({ from: "/profile/$address" });
  return isAddress(address, { strict: false }) ? <Person key={address} address={address} /> : <NotFound />;
}

function Person({ address }: { address: Address }) {
  const now = useChainTime();
  const wallet = useWallet();
  const [editing, setEditing] = useState(false);
  const profile = useQuery(profileOptions(address));
  const account = useQuery(accountOptions(address));
  const own = wallet.address !== undefined && isAddressEqual(wallet.address, address);
  const { data: openingTime = Infinity } = useQuery(openingTimeOptions);
  const withheld = (account.data?.reviewsWritten ?? []).filter(({ order }) =>
    isWithheld(order.deadline, openingTime, now),
  );
  const received = account.data?.reviewsReceived ?? [];

  return (
    <Page title={quotedLine(profile.data?.name, "Profile")} className="flex flex-col gap-10 py-8 md:py-12">
      <Part what="This profile" of={profile.data}>
        <Header address={address} profile={profile.data} onEdit={own ? () => setEditing(true) : undefined} />
      </Part>
      {profile.isError && (
        <p role="status" className="text-quiet">
          The profile node does not answer, so name and picture are missing. The record below comes from the chain.
        </p>
      )}
      {account.isError && (
        <>
          <ErrorState
            title="The index does not answer."
            remedy="Orders and reviews will be here once it does. The score below comes from the chain itself."
            onRetry={() => void account.refetch()}
            details={account.error.message}
          />
          <Tabs
            label="Sides"
            tabs={[
              {
                value: "seller",
                label: "As a seller",
                content: <ChainRecord address={address} role="seller" now={now} />,
              },
              {
                value: "buyer",
                label: "As a buyer",
                content: <ChainRecord address={address} role="buyer" now={now} />,
              },
            ]}
          />
        </>
      )}
      {account.isPending && <SkeletonText lines={6} />}
      {account.data === null && (
        <EmptyState title="No trades yet">This account has not listed, bought or judged anything here.</EmptyState>
      )}
      {account.data && (
        <Tabs
          label="Sides"
          tabs={[
            {
              value: "seller",
              label: "As a seller",
              content: (
                <SideView
                  address={address}
                  role="seller"
                  side={account.data.seller}
                  about={profile.data?.seller?.about}
                  withheld={withheld.filter(({ subjectRole }) => subjectRole === "buyer").length}
                  facts={[
                    ["Sends from", profile.data?.seller?.place],
                    ["Returns", profile.data?.seller?.returns],
                    ["Speaks", profile.data?.seller?.languages],
                  ]}
                  reviews={received.filter((review) => review.subjectRole === "seller")}
                  now={now}
                >
                  <Offers address={address} own={own} />
                </SideView>
              ),
            },
            {
              value: "buyer",
              label: "As a buyer",
              content: (
                <SideView
                  address={address}
                  role="buyer"
                  side={account.data.buyer}
                  about={profile.data?.buyer?.about}
                  withheld={withheld.filter(({ subjectRole }) => subjectRole === "seller").length}
                  facts={[["Region", profile.data?.buyer?.region]]}
                  reviews={received.filter((review) => review.subjectRole === "buyer")}
                  now={now}
                />
              ),
            },
          ]}
        />
      )}
      {editing && <EditProfile address={address} profile={profile.data} onClose={() => setEditing(false)} />}
    </Page>
  );
}

function Offers({ address, own }: { address: Address; own: boolean }) {
  const offers = useQuery(sellersListingsOptions(address));
  if (offers.isPending) return <ListingWallSkeleton size={4} />;
  if (!offers.data?.length) return null;
  return (
    <section aria-labelledby="offers">
      <h2 id="offers" className="pb-4 text-title">
        On offer
      </h2>
      <ListingWall cards={offers.data} />
      {own && (
        <div className="pt-8">
          <CloseAll />
        </div>
      )}
    </section>
  );
}
