import { type Hex, parseEventLogs, type TransactionReceipt } from "viem";
import { kinds, listingId, type Terms, termsOfEvents } from "../../../../protocol/ids.ts";
import { formatAmount, type Token } from "../../lib/money.ts";
import { momentOf } from "../../lib/time.ts";
import { type Action, call, trace } from "../../action/action.ts";
import { registry } from "../../services/contracts.ts";

// One function per verb. `summary` is what a person reads before the wallet opens.

function offerOf(terms: Terms, token: Token, now: number): string {
  const until = `until ${momentOf(terms.expiry, now)}`;
  if (kinds[terms.kind] === "request") return `Your notice can be answered ${until}.`;
  return `It can be bought for ${formatAmount(terms.price, token, { maxDigits: token.decimals })} ${until}.`;
}

export function publish(terms: Terms, token: Token, now: number): Action {
  return {
    request: call(registry, "publish", [terms]),
    trace: trace(registry, "Published", { listingId: listingId(terms) }),
    once: true,
    summary: offerOf(terms, token, now),
  };
}

export function edit(replaced: Terms, terms: Terms, token: Token, now: number): Action {
  return {
    request: call(registry, "edit", [replaced, terms]),
    trace: trace(registry, "Published", { listingId: listingId(terms) }),
    once: true,
    summary: `The version before closes. ${offerOf(terms, token, now)}`,
  };
}

export function close(terms: Terms): Action {
  return {
    request: call(registry, "close", [terms]),
    trace: trace(registry, "Closed", { listingId: listingId(terms) }),
    once: true,
    summary: "Nobody can buy it any more. Orders made before go on as agreed.",
  };
}

export function cancelAll(): Action {
  return {
    request: call(registry, "cancelAll", []),
    summary: "Nothing of yours can be bought any more. Orders made before go on as agreed.",
  };
}

/** The listing that a transaction has put up. */
export function publishedIn(receipt: TransactionReceipt): { listingId: Hex; terms: Terms } | null {
  const [log] = parseEventLogs({ abi: registry.abi, eventName: "Published", logs: receipt.logs });
  if (!log) return null;
  const [rest] = parseEventLogs({ abi: registry.abi, eventName: "Specified", logs: receipt.logs });
  return { listingId: log.args.listingId, terms: termsOfEvents(log.args.terms, rest?.args) };
}
