import { Address } from "@graphprotocol/graph-ts";
import { ArbitratorUpdated, Credited, EncryptionKeySet, Withdrawn } from "../generated/ArbitratorPool/ArbitratorPool";
import { addCredit, takeCredit } from "./credits";
import { arbitratorOf, marketOf } from "./store";

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
export function handleArbitratorPoolCredited(event: Credited): void {
  addCredit(event.params.account, Address.zero(), event.params.amount, event);
}

export function handleArbitratorPoolWithdrawn(event: Withdrawn): void {
  takeCredit(event.params.account, Address.zero(), event.params.amount, event);
}
