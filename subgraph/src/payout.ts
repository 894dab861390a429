import { BigInt, ethereum } from "@graphprotocol/graph-ts";

/** Where money went in one step. */
export class Payout {
  constructor(
    readonly toSeller: BigInt,
    readonly toBuyer: BigInt,
    readonly fee: BigInt,
    readonly referral: BigInt,
  ) {}

  static none(): Payout {
    return new Payout(BigInt.zero(), BigInt.zero(), BigInt.zero(), BigInt.zero());
  }

  /** The contract's struct, whichever event it came with. */
  static of(struct: ethereum.Tuple): Payout {
    return new Payout(struct[0].toBigInt(), struct[1].toBigInt(), struct[2].toBigInt(), struct[3].toBigInt());
  }

  static back(toBuyer: BigInt): Payout {
    return new Payout(BigInt.zero(), toBuyer, BigInt.zero(), BigInt.zero());
  }

  /** What did not go back to the buyer. */
  spent(): BigInt {
    return this.toSeller.plus(this.fee).plus(this.referral);
  }
}
