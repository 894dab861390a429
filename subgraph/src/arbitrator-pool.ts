import { Address } from "@graphprotocol/graph-ts";
import { ArbitratorUpdated, Credited, EncryptionKeySet, Withdrawn } from "./generated/ArbitratorPool/ArbitratorPool";
import { accountOf, arbitratorOf, creditOf, marketOf } from "./store";

export function handleArbitratorUpdated(event: ArbitratorUpdated): void {
  const arbitrator = arbitratorOf(event.params.arbitrator, event);
  const wasActive = !arbitrator.weight.isZero();
  const isActive = !event.params.weight.isZero();
  arbitrator.stake = event.params.stake;
  arbitrator.weight = event.params.weight;
  arbitrator.locked = event.params.locked;
  arbitrator.exiting = event.params.exiting;
  arbitrator.suspended = event.params.suspended;
  arbitrator.activeFrom = event.params.activeFrom;
  arbitrator.exitAt = event.params.exitAt;
  arbitrator.save();

  if (wasActive == isActive) return;
  const market = marketOf();
  market.activeArbitrators += isActive ? 1 : -1;
  market.save();
}

export function handleEncryptionKeySet(event: EncryptionKeySet): void {
  const arbitrator = arbitratorOf(event.params.arbitrator, event);
  arbitrator.encryptionKey = event.params.key;
  arbitrator.save();
}

/** The pool owes native coin only. */
export function handleCredited(event: Credited): void {
  const account = accountOf(event.params.account, event);
  const credit = creditOf(event.address, account.id, Address.zero());
  credit.amount = credit.amount.plus(event.params.amount);
  credit.save();
}

export function handleWithdrawn(event: Withdrawn): void {
  const account = accountOf(event.params.account, event);
  const credit = creditOf(event.address, account.id, Address.zero());
  credit.amount = credit.amount.minus(event.params.amount);
  credit.withdrawn = credit.withdrawn.plus(event.params.amount);
  credit.save();
}
