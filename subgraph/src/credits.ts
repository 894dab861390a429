import { Address, BigInt, ethereum } from "@graphprotocol/graph-ts";
import { accountOf, creditOf } from "./store";

// Money that could not be pushed, whichever contract owes it.

export function addCredit(account: Address, token: Address, amount: BigInt, event: ethereum.Event): void {
  const credit = creditOf(event.address, accountOf(account, event).id, token);
  credit.amount = credit.amount.plus(amount);
  credit.save();
}

export function takeCredit(account: Address, token: Address, amount: BigInt, event: ethereum.Event): void {
  const credit = creditOf(event.address, accountOf(account, event).id, token);
  credit.amount = credit.amount.minus(amount);
  credit.withdrawn = credit.withdrawn.plus(amount);
  credit.save();
}
