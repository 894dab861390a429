import type { ReactNode } from "react";
import type { Address, Hex } from "viem";
import { plainTerms } from "../../../protocol/ids.ts";
import { Queue } from "../../../web/src/features/desk/stake/Queue.tsx";
import { EvidenceList } from "../../../web/src/features/disputes/evidence/EvidenceList.tsx";
import { exhibitFileOptions } from "../../../web/src/features/disputes/evidence/files.ts";
import { CaseFile } from "../../../web/src/features/disputes/file/CaseFile.tsx";
import { PanelSeats } from "../../../web/src/features/disputes/panel/PanelSeats.tsx";
import type { DisputeView } from "../../../web/src/features/disputes/disputeView.ts";
import { CategoryTiles } from "../../../web/src/features/listings/home/CategoryTiles.tsx";
import { categoryTilesOptions } from "../../../web/src/features/listings/home/homeFigures.ts";
import { ListingWall } from "../../../web/src/features/listings/ListingWall.tsx";
import type { Card } from "../../../web/src/features/listings/queries.ts";
import { OptionPicker } from "../../../web/src/features/orders/buying/OptionPicker.tsx";
import type { Taking } from "../../../web/src/features/orders/buying/useTaking.ts";
import { EditProfile } from "../../../web/src/features/profile/EditProfile.tsx";
import { Header } from "../../../web/src/features/profile/Header.tsx";
import { profileOptions, type Review } from "../../../web/src/features/profile/queries.ts";
import { Words } from "../../../web/src/features/reviews/Words.tsx";
import { wordsOptions as reviewWordsOptions } from "../../../web/src/features/reviews/queries.ts";
import { emptyFields } from "../../../web/src/features/selling/form/form.ts";
import { assumedRules } from "../../../web/src/features/selling/form/rules.ts";
import type { Listing } from "../../../web/src/market/listings/listing.ts";
import { titleAndPhotoOptions, wordsOptions } from "../../../web/src/market/orders/order.ts";
import { Thing as CheckoutThing } from "../../../web/src/pages/checkout/Thing.tsx";
import { ListingView } from "../../../web/src/pages/listing/ListingView.tsx";
import { Parties } from "../../../web/src/pages/order/Parties.tsx";
import { Thing as OrderThing } from "../../../web/src/pages/order/Thing.tsx";
import { OrderList } from "../../../web/src/pages/orders/OrderList.tsx";
import { SideView } from "../../../web/src/pages/profile/SideView.tsx";
import { Preview } from "../../../web/src/pages/sell/Preview.tsx";
import { funded, now, order, terms } from "./orders.ts";
import type { Known } from "./stage.tsx";

/** The next of a stranger's words: a text in the one test, anything at all in the other. */
export type Next = () => string;

export type Scene = { element: ReactNode; known?: Known };

const zero = "0x0000000000000000000000000000000000000000";
const cid = "bafkreidb5kmgdin5b63fwns3aej7o6iqzncalcw6tbq5wvfkq5wm56l3du";
const id: Hex = `0x${"ab".repeat(32)}`;
const other: Address = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";
const ratings = [0, 0, 1, 0, 2];
const side = {
  orders: 1,
  open: 0,
  completed: 1,
  refunded: 0,
  resolved: 0,
  disputed: 0,
  disputesLost: 0,
  unanswered: 0,
  neverSent: 0,
};

const photoOf = (next: Next) => ({
  cid: next(),
  thumbhash: next(),
  alt: next(),
  width: 1,
  height: 1,
  type: "image/webp" as const,
});

const cardOf = (next: Next): Card =>
  ({
    id,
    title: next(),
    category: next(),
    place: next(),
    photos: [photoOf(next)],
    listing: {
      ...{ kind: next(), slot: "0", token: zero, price: "1500", status: "active", left: "1", expiry: "0" },
      ...{ buyerFeeBps: 0, seller: { seller: { ratings } } },
    },
  }) as unknown as Card;

const metadataOf = (next: Next) => ({
  title: next(),
  description: next(),
  category: next(),
  condition: next(),
  place: next(),
  tags: [next()],
  language: next(),
  photos: [photoOf(next), photoOf(next)],
  attributes: [
    { name: next(), value: next() },
    { name: next(), value: next() },
  ],
});

const listingOf = (next: Next): Listing =>
  ({
    ...{ id, token: zero, price: "1500", deposit: "0", stock: "3", unlimited: false, sold: "0", left: "3" },
    ...{ expiry: String(now + 90), fulfilWindow: "3600", inspectWindow: "3600", rulingWindow: "3600", slot: "0" },
    ...{ slotOffset: "0", freeNotice: "0", lateRefundBps: 0, sellerFeeBps: 0, buyerFeeBps: 0, referralBps: 0 },
    ...{ kind: "item", category: 1, arbitrator: other, courtId: "0", options: plainTerms.options, metadataDigest: id },
    ...{ metadataCid: cid, epoch: "0", status: "active", replacedBy: null },
    seller: { id: other, createdAt: "1", seller: { ratings, completed: 1, disputed: 0, orders: 1 } },
    metadata: metadataOf(next),
  }) as unknown as Listing;

const profileOf = (next: Next) => ({
  name: next(),
  about: next(),
  picture: next(),
  buyer: { about: next(), region: next() },
  seller: { about: next(), place: next(), returns: next(), languages: next() },
});

const coverOf = (next: Next) => ({ title: next(), language: next(), photo: photoOf(next) });
const people = (next: Next): Known => [
  [profileOptions(order.buyer).queryKey, profileOf(next)],
  [profileOptions(terms.seller).queryKey, profileOf(next)],
  [profileOptions(other).queryKey, profileOf(next)],
];
const fileOf = (next: Next) => ({
  ...{ schema: "handsel/listing/1", ...metadataOf(next), place: { name: next() } },
  options: [{ variant: next(), delivery: next(), stock: 1, unitPrice: "0", orderPrice: "0" }],
  booking: { unit: next(), zone: next() },
});
const reviewOf = (next: Next): Review =>
  ({
    ...{
      id,
      author: { id: other },
      subjectRole: next(),
      status: "published",
      rating: 4,
      contentCid: cid,
      replyCid: cid,
    },
    ...{ weight: "1", outcome: next(), publishedAt: "1", createdAt: "1", order: { id, deadline: "1" } },
  }) as unknown as Review;

/** Every component that shows what somebody else has written, with its words from `next`. */
export const scenes: Record<string, (next: Next) => Scene> = {
  "a wall of listings": (next) => ({ element: <ListingWall cards={[cardOf(next)]} /> }),
  "the row of categories": (next) => ({
    element: <CategoryTiles />,
    known: [[categoryTilesOptions().queryKey, [{ category: next(), listings: 1, photo: photoOf(next) }]]],
  }),
  "a listing’s page": (next) => ({
    element: <ListingView listing={listingOf(next)} />,
    known: [...people(next), [wordsOptions(id).queryKey, fileOf(next)]],
  }),
  "what buyers choose from": (next) => {
    const options = [next(), next()].map((variant) => ({
      variant,
      delivery: next(),
      stock: 1,
      unitPrice: 1n,
      orderPrice: 1n,
    }));
    const taking = { options, picked: {}, pick: () => undefined, leftOf: () => 1 } as unknown as Taking;
    return { element: <OptionPicker taking={taking} token={{ symbol: "tUSD", decimals: 6 }} /> };
  },
  "the preview of a form": (next) => {
    const fields = {
      ...emptyFields({ token: zero, feeFloorBps: 0, language: "en" }),
      ...{ title: next(), description: next(), place: next(), category: next(), condition: next(), tags: next() },
      ...{
        price: next(),
        deposit: next(),
        length: next(),
        zone: next(),
        attributes: [{ name: next(), value: next() }],
      },
      variants: [{ name: next(), stock: "1", price: "" }],
    };
    return { element: <Preview fields={fields} rules={assumedRules} /> };
  },
  "a profile’s head": (next) => ({ element: <Header address={other} profile={profileOf(next)} /> }),
  "a profile’s form": (next) => ({
    element: <EditProfile address={other} profile={profileOf(next)} onClose={() => undefined} />,
  }),
  "one side of a profile": (next) => ({
    element: (
      <SideView
        {...{ address: other, role: "seller", withheld: 0, now, about: next(), reviews: [reviewOf(next)] }}
        side={{
          ...side,
          reviews: 1,
          ratings,
          scoreNum: "0",
          scoreDen: "0",
          scoreUpdatedAt: "0",
          scoreCount: 1,
        }}
        facts={[["Returns", next()]]}
      />
    ),
    known: [...people(next), [reviewWordsOptions(cid).queryKey, next()]],
  }),
  "the words of a review": (next) => ({
    element: <Words cid={cid} />,
    known: [[reviewWordsOptions(cid).queryKey, next()]],
  }),
  "a list of evidence": (next) => ({
    element: (
      <EvidenceList
        exhibits={[{ id: "1", party: other, uri: `/ipfs/${cid}`, at: now, side: "buyer", number: 1, late: false }]}
        now={now}
      />
    ),
    known: [[exhibitFileOptions(cid).queryKey, { name: next(), description: next(), picture: cid }]],
  }),
  "a case file": (next) => ({
    element: (
      <CaseFile view={{ order, orderId: id, token: { symbol: "tUSD", decimals: 6 }, now } as unknown as DisputeView} />
    ),
    known: [[wordsOptions(terms.metadata).queryKey, fileOf(next)]],
  }),
  "the reasons of a panel": (next) => {
    const seat = {
      index: 0,
      arbitrator: other,
      status: "revealed",
      choice: "split",
      commitment: id,
      justified: true,
    } as const;
    const attempt = { round: 0, attempt: 0, hidden: true, settled: false, seats: [seat] };
    return {
      element: <PanelSeats attempt={attempt} phase="resolved" me={undefined} reasons={new Map([[0, next()]])} />,
    };
  },
  "an arbitrator’s queue": (next) => {
    const row = {
      id: 1n,
      orderId: id,
      round: 0,
      attempt: 0,
      seat: 0,
      title: next(),
      picture: null,
      duty: "vote now",
      deadline: now,
    };
    return { element: <Queue rows={[row as never]} now={now} /> };
  },
  "what an order is about": (next) => ({
    element: <OrderThing order={order} cover={coverOf(next)} side="buyer" now={now} />,
  }),
  "what is bought": (next) => ({
    element: <CheckoutThing listingId={id} terms={terms} cover={coverOf(next)} failed={false} />,
    known: people(next),
  }),
  "whom an order is between": (next) => ({ element: <Parties order={order} me={undefined} />, known: people(next) }),
  "a list of orders": (next) => {
    const { status, outcome, deadline, held, dispute } = funded;
    const mine = {
      orderId: id,
      order,
      fundedAt: now,
      now: { status, outcome, deadline, held, dispute },
      cover: coverOf(next),
    };
    return {
      element: <OrderList orders={[mine]} side="buyer" now={now} empty={null} />,
      known: [[titleAndPhotoOptions(terms.metadata).queryKey, coverOf(next)]],
    };
  },
};
