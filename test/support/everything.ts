import type { Address, Hex } from "viem";
import type { DisputePhase, Kind, Outcome, Status } from "../../protocol/ids.ts";

type Side = { scoreNum: string; scoreDen: string; scoreUpdatedAt: string; scoreCount: number };

export type MarketListing = {
  id: Hex;
  seller: { id: Address };
  token: Address;
  price: string;
  deposit: string;
  stock: string;
  expiry: string;
  fulfilWindow: string;
  inspectWindow: string;
  rulingWindow: string;
  slot: string;
  slotOffset: string;
  freeNotice: string;
  lateRefundBps: number;
  sellerFeeBps: number;
  buyerFeeBps: number;
  referralBps: number;
  kind: Kind;
  category: number;
  arbitrator: Address;
  courtId: string;
  options: Hex;
  metadataDigest: Hex;
  epoch: string;
  status: string;
  published: boolean;
  sold: string;
  left: string;
  unlimited: boolean;
  variantSales: { variant: Hex; sold: string }[];
  metadata: {
    category: string;
    photos: { cid: string }[];
    options: {
      variant: string | null;
      delivery: string | null;
      stock: string;
      unitPrice: string;
      orderPrice: string;
      choice: Hex;
    }[];
  } | null;
};

type Counted = { subject: { id: Address }; subjectRole: "buyer" | "seller"; weight: string };

/** As much of a whole market as the contracts can confirm. */
export type Market = {
  listings: MarketListing[];
  orders: {
    id: Hex;
    listing: MarketListing;
    buyer: { id: Address };
    quantity: string;
    start: string;
    end: string;
    choice: Hex;
    extra: string;
    option: { variant: string | null; delivery: string | null } | null;
    referrer: Address;
    nonce: string;
    status: Status;
    outcome: Outcome;
    deadline: string;
    subtotal: string;
    buyerFee: string;
    deposit: string;
    held: string;
    total: string;
    toSeller: string;
    toBuyer: string;
    fee: string;
    feeSwept: boolean;
    referral: string;
    endedAt: string | null;
    dispute: { phase: DisputePhase; ruling: string | null } | null;
  }[];
  accounts: {
    id: Address;
    epoch: string;
    awayUntil: string;
    delegates: { delegate: { id: Address }; allowed: boolean }[];
    buyer: Side;
    seller: Side;
    credits: { contract: Address; token: Address; amount: string }[];
  }[];
  reviews: (Counted & { rating: number; publishedAt: string })[];
  sealed: { id: Hex }[];
  countedRulings: (Counted & { timestamp: string })[];
  arbitrators: {
    id: Address;
    stake: string;
    weight: string;
    locked: string;
    exiting: string;
    suspended: boolean;
    activeFrom: string;
    exitAt: string;
  }[];
  cases: {
    number: string;
    phase: string;
    round: number;
    attempt: number;
    executed: boolean;
    undecided: boolean;
    ruling: string | null;
    seats: {
      round: { number: number };
      attempt: number;
      arbitrator: { id: Address };
      status: string;
      choice: string | null;
    }[];
  }[];
  tokens: { id: Address; fees: string; feesSwept: string }[];
  categories: { code: number; listings: number; activeListings: number; orders: number }[];
  announcements: { announcer: { id: Address }; contents: Hex }[];
  catalogues: { id: Hex; seller: { id: Address }; epoch: string; status: string }[];
  requests: { id: Hex; budget: string; funded: string; spent: string; returned: string; orders: { id: Hex }[] }[];
  passports: {
    id: Hex;
    owner: { id: Address };
    metadataDigest: Hex;
    sales: number;
    lastSoldAt: string;
    entries: { order: { id: Hex } | null }[];
  }[];
  protectionPools: { id: Address; liveCover: string; shares: string }[];
  covers: { id: Hex; amount: string; status: string; deadline: string; claim: { disputeId: string } | null }[];
  memberships: { id: Address; expiresAt: string }[];
  feeHolidays: { number: number; places: string; taken: string; until: string; floorBps: number }[];
  boosts: { id: Hex; weight: string; updatedAt: string }[];
  bonds: { id: Address; amount: string; leaving: string; leavesAt: string }[];
  reports: { number: string; status: string; deadline: string; disputeId: string }[];
};

const terms = `token price deposit stock expiry fulfilWindow inspectWindow rulingWindow slot slotOffset freeNotice lateRefundBps
  sellerFeeBps buyerFeeBps referralBps kind category arbitrator courtId options metadataDigest epoch seller { id }`;
const metadata = `metadata {
    category photos { cid }
    options(orderBy: position) { variant delivery stock unitPrice orderPrice choice }
  }`;
const score = "{ scoreNum scoreDen scoreUpdatedAt scoreCount }";
const counted = "subject { id } subjectRole weight";

export const everything = `{
  listings(first: 1000) { id ${terms} status published sold left unlimited variantSales { variant sold } ${metadata} }
  orders(first: 1000) {
    id listing { id ${terms} } buyer { id } quantity start end choice extra referrer nonce status outcome deadline
    option { variant delivery } subtotal buyerFee deposit held total toSeller toBuyer fee feeSwept referral endedAt dispute { phase ruling }
  }
  accounts(first: 1000) { id epoch awayUntil delegates { delegate { id } allowed } buyer ${score} seller ${score} credits { contract token amount } }
  reviews(first: 1000, where: { status: published }) { ${counted} rating publishedAt }
  sealed: reviews(first: 1000, where: { status: sealed }) { id }
  countedRulings(first: 1000) { ${counted} timestamp }
  arbitrators(first: 1000) { id stake weight locked exiting suspended activeFrom exitAt }
  cases(first: 1000) {
    number phase round attempt executed undecided ruling
    seats(first: 1000, orderBy: number) { round { number } attempt arbitrator { id } status choice }
  }
  tokens(first: 1000) { id fees feesSwept }
  categories(orderBy: code) { code listings activeListings orders }
  announcements(first: 1000) { announcer { id } contents }
  catalogues(first: 1000) { id seller { id } epoch status }
  requests(first: 1000) { id budget funded spent returned orders { id } }
  passports(first: 1000) { id owner { id } metadataDigest sales lastSoldAt entries { order { id } } }
  protectionPools { id liveCover shares }
  covers(first: 1000) { id amount status deadline claim { disputeId } }
  memberships(first: 1000) { id expiresAt }
  feeHolidays(orderBy: number) { number places taken until floorBps }
  boosts(first: 1000) { id weight updatedAt }
  bonds(first: 1000) { id amount leaving leavesAt }
  reports(first: 1000) { number status deadline disputeId }
}`;
