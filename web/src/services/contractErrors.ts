import {
  BaseError,
  type ContractErrorName as ErrorNameOf,
  ContractFunctionRevertedError,
  decodeErrorResult,
  HttpRequestError,
  InsufficientFundsError,
  RawContractError,
  TimeoutError,
  UserRejectedRequestError,
  WaitForTransactionReceiptTimeoutError,
} from "viem";
import { drandEntropyAbi } from "../../../protocol/generated/abi.ts";
import { formatAmount } from "../lib/money.ts";
import { pausedWords } from "../lib/trouble.ts";
import { court, escrow, pool, registry, reputation } from "./contracts.ts";
import { IpfsError } from "./ipfs.ts";
import type { TokenInfo } from "./tokens.ts";

const everyAbi = [
  ...registry.abi,
  ...escrow.abi,
  ...pool.abi,
  ...court.abi,
  ...reputation.abi,
  ...drandEntropyAbi,
] as const;
export type ContractErrorName = ErrorNameOf<typeof everyAbi>;

const notYours = "Another account has to do this. Check which account your wallet is using.";
const internal = "The contracts refused this because of how it was put together, not because of you. Please report it.";
const happened = "This has been done already. The page will catch up in a moment.";
const early = "It is too early for this. The page shows from when it is possible.";
const late = "The time for this has passed.";

/** What the contracts' refusals mean and what to do. A refusal without a sentence here does not compile. */
export const sentences = {
  // Listings
  BookingNotAllowed: "Only rentals and services can be booked by time, and no more than 255 at a time.",
  CatalogueExists: happened,
  CatalogueNotOpen: "The seller has taken this catalogue down.",
  ChoiceMissing: "There is something to choose here first. Reload the page and choose.",
  DepositNotAllowed: "Only rentals can ask for a deposit. Remove it, or list the thing as a rental.",
  FeeFloorNotDue: early,
  FeeOutOfBounds:
    "The market’s commission has changed since this form was opened. Reload the page; your draft is kept.",
  InvalidListingSignature: "The seller has not signed these terms. Ask for the offer again.",
  ListingExists: "You have published exactly this before. Change something, or use the listing that is there.",
  ListingExpired: "The listing has expired. Ask the seller to put it up again.",
  ListingNotActive: "The listing has been taken down.",
  SellerAway: "The seller is away. Come back when the holiday is over.",
  NoFeeFloorProposed: internal,
  NotABooking: "This is not sold by time. Reload the page and try again.",
  NotAnOption: "The listing has no such option. Reload the page and choose again.",
  NotEscrow: internal,
  NotForSale: "This is somebody looking for something. Answer it with a listing of your own.",
  NoticeOutOfBounds: "The market does not allow this rule for calling off. Choose another.",
  NotSeller: "Only the seller can do this. Check which account your wallet is using.",
  OutOfStock: "Fewer are left than you want. Choose a smaller number.",
  OwnableInvalidOwner: internal,
  OwnableUnauthorizedAccount: notYours,
  PausedForEver: internal,
  Paused: pausedWords,
  SlotOutOfBounds: "What is booked by time is sold in pieces of 5 minutes to 31 days. Choose another length.",
  SlotsTaken: "Somebody has booked a part of that time meanwhile. Choose another.",
  StaleEpoch: "The seller has taken all older listings down, this one included.",
  StartBetweenSlots: "It can’t start at that moment. Choose one of the times shown.",
  StartOutOfBounds: "That time has begun already, or is more than two years away. Choose another.",
  TooManySlots: "That is longer than one booking can be. Choose a shorter time.",
  VariantOfBooking: "The seller has set this listing up in a way that can’t be booked. Ask for a new one.",
  VariantOutOfStock: "Fewer of this variant are left than you want. Choose a smaller number, or another one.",
  WindowOutOfBounds: "One of the times is shorter or longer than the market allows. Choose another.",
  WrongExtra: "What you chose costs something else than this page said. Reload it and choose again.",
  ZeroArbitrator: "The listing names nobody who could settle a dispute.",
  ZeroPrice: "The price is zero. Put in what you want for it.",
  ZeroStock: "There is nothing to sell: the number of pieces is zero.",

  // Orders
  AmountOutOfBounds: "The amount is more than what is still held for this order.",
  AmountTooLarge: "The amount is larger than the escrow can hold. Buy fewer at a time.",
  BadSignature: "The offer was not signed by the other side of this order. Ask them to send it again.",
  DeadlineNotLater: "The new date must be later than the present one.",
  DeadlineNotPassed: early,
  DeadlinePassed: late,
  DeadlineTooLate: "The new date is too far away. Choose an earlier one.",
  InvalidShortString: internal,
  NotArbitrator: notYours,
  NotABookingOrder: "This order is not a booking, so it can’t be called off.",
  NotBuyer: "Only the buyer can do this. Check which account your wallet is using.",
  NotEnoughGas: "Your wallet allowed too little for the network’s fee. Try again and keep the wallet’s own suggestion.",
  NotParty: "Only the buyer and the seller of this order can do this. Check which account your wallet is using.",
  NothingToReclaim: "There is nothing to get back.",
  NothingToWithdraw: "There is nothing to withdraw.",
  OrderExists: "This very purchase has been made already. Look among your orders before you buy again.",
  ReentrancyGuardReentrantCall: internal,
  DepositHeld: "A rental goes on until its deposit is back: confirm first, and write the review then.",
  OrdersInTwoTokens: internal,
  WrongProofs: internal,
  SelfPurchase: "You can’t buy from yourself.",
  SettlementBelowReleased: "More than this has been paid out since the offer was signed. Ask for a new one.",
  SettlementForOtherOrder: "The offer is about another order.",
  SignatureExpired: "What was signed has run out. Ask for a new one.",
  SignaturesAreCancelled: "What was signed has been taken back or used already. Ask for a new one.",
  StayBegun: "It has begun already, so it can’t be called off any more. You can still agree on a split.",
  StayNotBegun: "It has not begun yet. You can say so from its start on.",
  StringTooLong: "A text is too long.",
  TokenCallFailed: "The token refused the payment. Its issuer may have blocked one of the accounts.",
  TransferFailed: "The money could not be sent to that address. Choose another one.",
  UnexpectedValue: internal,
  WrongDisputePhase: "The dispute has moved on meanwhile. The page will catch up in a moment.",
  WrongReceived:
    "The token takes something for itself on the way, so the full price would not arrive. It can’t be used here.",
  WrongStatus: "The order has moved on meanwhile. The page will catch up in a moment.",
  WrongValue: "The amount sent is not the amount due. Reload the page and try again.",
  ZeroQuantity: "Choose at least one.",

  // Arbitrators and the court
  AlreadyExecuted: happened,
  AlreadyJustified: "The reasons for this vote have been given already.",
  AlreadyScheduled: happened,
  AlreadySettled: happened,
  BadBeacon: "The random beacon that was shown is not the one that decides the draw. Try again in a moment.",
  BadConfig: internal,
  BadHeader: "The block that was shown is not the one that decides the draw. Reload the page and try again.",
  BadNetwork: internal,
  BadParameters: internal,
  ChoiceOutOfBounds: "That is not one of the possible rulings.",
  ChoicesOutOfBounds: internal,
  DrawBlockNotOver: early,
  DrawFrozen: "The draw is about to happen, so nothing about it can change now. Try again when it is over.",
  DrawNotReady: "The block that decides the draw is not there yet. Try again in a few seconds.",
  Frozen: "A draw is about to happen, so no stake can change now. Try again when it is over, in an hour at most.",
  InsufficientFee: "The arbitration fee has changed since this page was opened. Reload it and try again.",
  LeakByAuthor: "You can’t report your own vote.",
  NoPrecompile: internal,
  NotArbitrable: internal,
  NotCourt: internal,
  NotPool: internal,
  NotScheduled: early,
  NotSeated: "You are not on this panel. Check which account your wallet is using.",
  NotSettled: "The arbitrators of this round have to be paid first. Anyone can do that.",
  NotSuspended: "You are not suspended.",
  NotYet: early,
  NothingToActivate: "There is no stake waiting to become active.",
  NothingToClaim: "There is nothing to claim.",
  NothingToExit: "No stake is on its way out.",
  NothingToSettle: "Nobody was drawn there, so there is nobody to pay.",
  SeatsOutOfBounds: internal,
  PhaseNotOver: early,
  PhaseOver: late,
  QueueEmpty: "No case is waiting for a draw.",
  SafeCastOverflowedUintDowncast: "A number is larger than the contracts can hold.",
  StakeLocked: "That part of your stake is tied to cases that are not finished.",
  StakeOutOfBounds: "The stake would be smaller or larger than the pool allows.",
  Suspended: "You missed a vote and are suspended. Come back into the draw first.",
  UnknownCase: "There is no such case.",
  WrongCommitment: "This is not the vote that was sealed. Choose what you chose then, with the same account.",
  WrongCredit: internal,
  WrongPhase: "The case has moved on meanwhile. The page will catch up in a moment.",
  WrongSeatStatus: "Something has happened on this seat meanwhile. The page will catch up in a moment.",

  // Reviews
  OnlyEscrow: internal,
  AlreadyReplied: "You have answered this review already.",
  AlreadyReviewed: "You have reviewed this order already.",
  EmptyCommitment: internal,
  NotReviewable: "Only an order that has ended, and was sent first, can be reviewed.",
  NothingSealed: "There is no sealed review to open.",
  NothingToReply: "There is no published review to answer.",
  OtherSideNotSealed: "The other side has not written yet, so yours has to be sealed. Try again.",
  RatingOutOfBounds: "Give one to five stars.",
  StillSealed: "It can be opened once both sides have written, or when the time for reviews is over.",
  TokenWeightNotDue: early,
  WindowClosed: "The time for reviews of this order is over.",
  WrongPreimage: "This is not the review that was sealed: its stars or its words are others.",
} as const satisfies Record<ContractErrorName, string>;

export type Failure = {
  /** `rejected` is no failure at all: the person said no. */
  kind: "rejected" | "refused" | "short" | "unreachable" | "unknown";
  title: string;
  remedy: string;
  details: string;
};

/** Somebody has less than a step takes. Says by how much. */
export class ShortfallError extends Error {
  override readonly name = "ShortfallError";
}

/** A step that can't be taken as things are. The words are for the person. */
export class ObstacleError extends Error {
  override readonly name = "ObstacleError";
  readonly remedy: string;
  readonly details: string;

  constructor(title: string, remedy: string, details = "") {
    super(title);
    this.remedy = remedy;
    this.details = details;
  }
}

const storage = {
  unreachable: "The IPFS node or its gateway does not answer. Try again in a moment, or choose others in Settings.",
  "not found": "The IPFS node took it, but the gateway does not have it yet. Try again in a moment.",
  altered: "The IPFS node or gateway handed out other bytes than it was given. Choose others in Settings.",
  "too large": "It is larger than one IPFS block. Choose something smaller.",
} as const satisfies Record<IpfsError["reason"], string>;

/** What to do when a file could not be stored or read back. */
export function storageRemedy({ reason }: IpfsError): string {
  return `${storage[reason]} What you have entered is kept.`;
}

export function shortfall(token: TokenInfo, needed: bigint, has: bigint, feeOnly: boolean): ShortfallError {
  if (feeOnly) return new ShortfallError(`Your wallet has no ${token.symbol} to pay the network’s fee with.`);
  if (has >= needed) {
    return new ShortfallError(
      `Your wallet has just ${formatAmount(has, token)}; nothing is left for the network’s fee.`,
    );
  }
  return new ShortfallError(
    `Your wallet is ${formatAmount(needed - has, token)} short: it has ${formatAmount(has, token)} of ${formatAmount(needed, token)}.`,
  );
}

function isContractError(name: string): name is ContractErrorName {
  return Object.hasOwn(sentences, name);
}

/** The name of the contract's own error, wherever it was raised on the way. */
function errorNameOf(error: BaseError): string | undefined {
  const reverted = error.walk((cause) => cause instanceof ContractFunctionRevertedError);
  if (reverted instanceof ContractFunctionRevertedError) {
    if (reverted.data) return reverted.data.errorName;
    if (reverted.raw) return nameIn(reverted.raw);
  }
  const raw = error.walk((cause) => cause instanceof RawContractError);
  return raw instanceof RawContractError && typeof raw.data === "string" ? nameIn(raw.data) : undefined;
}

function nameIn(data: `0x${string}`): string | undefined {
  try {
    return decodeErrorResult({ abi: everyAbi, data }).errorName;
  } catch {
    return undefined;
  }
}

function isRejection(error: unknown): boolean {
  if (error instanceof BaseError) return error.walk((cause) => cause instanceof UserRejectedRequestError) !== null;
  return typeof error === "object" && error !== null && "code" in error && error.code === 4001;
}

/** Any error on the way of an action, as something one can tell a person. */
export function explainFailure(error: unknown): Failure {
  const details = error instanceof Error ? error.message : String(error);
  if (isRejection(error)) return { kind: "rejected", title: "No problem, nothing was sent.", remedy: "", details };
  if (error instanceof ShortfallError)
    return { kind: "short", title: "There is not enough.", remedy: details, details };
  if (error instanceof ObstacleError)
    return { kind: "refused", title: error.message, remedy: error.remedy, details: error.details };
  if (error instanceof IpfsError)
    return { kind: "unreachable", title: "It could not be stored.", remedy: storageRemedy(error), details };
  if (error instanceof BaseError) {
    const name = errorNameOf(error);
    if (name !== undefined && isContractError(name)) {
      return { kind: "refused", title: "It did not go through.", remedy: sentences[name], details };
    }
    if (error.walk((cause) => cause instanceof InsufficientFundsError)) {
      const remedy = "Your wallet has too little to pay the network’s fee on top.";
      return { kind: "short", title: "There is not enough.", remedy, details };
    }
    const silent = error.walk(
      (cause) =>
        cause instanceof HttpRequestError ||
        cause instanceof TimeoutError ||
        cause instanceof WaitForTransactionReceiptTimeoutError,
    );
    if (silent) {
      const remedy = "Try again in a moment, or choose another endpoint in Settings.";
      return { kind: "unreachable", title: "The chain does not answer.", remedy, details };
    }
  }
  return {
    kind: "unknown",
    title: "It did not go through.",
    remedy: "Try again; if it keeps failing, reload the page.",
    details,
  };
}
