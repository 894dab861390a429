// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitrator} from "./IArbitrator.sol";
import {ListingProof, Terms} from "./IListingRegistry.sol";

/// @notice A purchase: the terms, what of them was taken, and by whom. Handed back in calldata with every call; its hash proves it.
struct Order {
    Terms terms;
    /// Units; of a booking, slots in a row.
    uint32 quantity;
    /// Of a booking, the moment at which it starts; zero for anything else.
    uint40 start;
    /// Which of the listing's options; zero for a listing without.
    bytes32 choice;
    /// What the option adds to the price of the whole order.
    uint96 extra;
    address buyer;
    /// Zero when nobody referred the buyer.
    address referrer;
    /// Chosen by the buyer, so that the same person can buy the same thing twice.
    uint64 nonce;
}

/// @notice The pre-image of an order's id: proves to anyone who the parties were, without the terms.
struct OrderKey {
    bytes32 listingId;
    address seller;
    address token;
    uint32 quantity;
    uint40 start;
    bytes32 choice;
    uint96 extra;
    address buyer;
    address referrer;
    uint64 nonce;
}

enum Status {
    None,
    Funded,
    Shipped,
    Disputed,
    Completed,
    Refunded,
    Resolved
}

/// @notice How an order ended.
enum Outcome {
    None,
    Completed,
    Settled,
    RuledForBuyer,
    RuledForSeller,
    Split,
    /// The seller called it off in time, before anything was sent or paid out: as if it had never been bought.
    RefundedUnshipped,
    Refunded,
    /// A buyer's dispute about what was sent, which the seller did not answer. Nobody has ruled.
    Unanswered,
    /// The time to send it, or to answer for not sending it, was over.
    NeverSent,
    /// The buyer of a booking called it off before its start.
    CalledOff
}

/// @notice One slot per order.
/// @dev `deadline` is the moment of the state's timeout while the order is open (ship, inspect or ruling deadline) and the
/// moment of its end afterwards. `held` is the part of the whole price not yet released; buyer fee and deposit follow from
/// it. `feePaid` is what the treasury has earned from the order so far, and `feeSwept` whether it has been sent there: kept here
/// and not in a sum, it costs buyer and seller nothing to store.
struct OrderState {
    Status status;
    Outcome outcome;
    uint40 deadline;
    uint96 held;
    uint96 feePaid;
    bool feeSwept;
}

/// @notice How and when an order ended, and the fee that it paid.
/// @dev While `outcome` is None the order is open and the rest means nothing.
struct Ending {
    Outcome outcome;
    uint40 at;
    uint96 feePaid;
}

/// @notice Where money went in one step. The parts add up to what left the escrow for this order.
struct Payout {
    uint256 toSeller;
    uint256 toBuyer;
    uint256 fee;
    uint256 referral;
}

enum DisputePhase {
    None,
    /// Opened by one side, waiting for the other to pay its arbitration fee.
    Opened,
    /// Raised at the arbitrator.
    Raised,
    /// The arbitrator has ruled; the money waits for `executeRuling`.
    Ruled
}

/// @notice The last moment to answer while Opened, and to be ruled while Raised, is the order's `deadline`.
/// @dev The record outlives the dispute: the arbitrator may ask for the parties after the order has ended.
struct DisputeState {
    address buyer;
    DisputePhase phase;
    bool openedByBuyer;
    uint8 ruling;
    /// Opened before anything was sent.
    bool unsent;
    /// The other side has paid its fee: there was a case for an arbitrator.
    bool answered;
    address seller;
    /// The arbitration fee that no arbitrator has received: the opener's own while Opened, the winner's later.
    uint96 pot;
    IArbitrator arbitrator;
    uint96 disputeId;
}

/// @notice A split signed by one side and sent by the other. `sellerAmount` is gross and counts from the purchase: what was
/// released before is part of it, so that no payment meanwhile changes what was agreed. It comes first out of the held price, which
/// bears the fees, then out of the deposit.
struct Settlement {
    bytes32 orderId;
    uint256 sellerAmount;
    uint256 nonce;
    uint40 deadline;
}

/// @notice What one side signs so that anybody can send it: `Voucher`, `Shipment` or `Refund`, which name the order, and the
/// shipment its fulfilment too.
struct Consent {
    uint256 nonce;
    uint40 deadline;
    bytes signature;
}

/// @notice EIP-2612: the buyer's signature that lets the escrow take exactly what the order costs.
struct Permit {
    uint256 deadline;
    uint8 v;
    bytes32 r;
    bytes32 s;
}

/// @notice ERC-3009: the buyer's signature over a transfer to the escrow of exactly what the order costs, with the order's id as
/// its nonce.
struct Authorization {
    uint256 validAfter;
    uint256 validBefore;
    uint8 v;
    bytes32 r;
    bytes32 s;
}

/// @notice Permit2: the buyer's signature over a transfer to the escrow of exactly what the order costs, with
/// `Purchase(bytes32 orderId)` as its witness.
struct Permit2Transfer {
    uint256 nonce;
    uint256 deadline;
    bytes signature;
}

/// @title Escrow
/// @notice Holds a buyer's money until both are content, a deadline decides, or an arbitrator rules.
///
/// Lifecycle: None -> Funded -> Shipped -> { Completed | Refunded | Resolved }, the last three from Disputed as well. At or before a deadline the
/// action is open, after it the timeout, never both; every timeout can be triggered by anyone.
///
/// Money: `held` + its buyer fee + the deposit leave exactly once, to seller, buyer, treasury and referrer, to the wei.
/// Payouts are pushed with bounded gas and become a credit to withdraw when the push fails, so no receiver can block another.
///
/// There is no admin path to money in escrow and no pause on any exit.
interface IEscrow {
    event OrderFunded(
        bytes32 indexed orderId,
        bytes32 indexed listingId,
        address indexed buyer,
        address seller,
        uint32 quantity,
        address referrer,
        uint64 nonce,
        uint256 total,
        uint40 deadline
    );
    /// @notice Right after `OrderFunded`, of a booking: the stay is from `start` to `end`.
    event OrderBooked(bytes32 indexed orderId, uint40 start, uint40 end);
    /// @notice Right after `OrderFunded`, of a listing with options: which was taken, and what it adds to the price.
    event OrderChosen(bytes32 indexed orderId, bytes32 choice, uint96 extra);
    /// @notice `fulfilment` is a digest of what was sent: tracking, delivery key or hand-over note.
    event OrderShipped(bytes32 indexed orderId, bytes32 fulfilment, uint40 deadline);
    event OrderExtended(bytes32 indexed orderId, uint40 deadline);
    /// @notice Part of the price went to the seller; `held` is what is left.
    event OrderReleased(bytes32 indexed orderId, uint96 held, Payout payout);
    event OrderConfirmed(bytes32 indexed orderId, Payout payout);
    /// @notice The buyer was silent until the deadline, of the inspection or of a dispute that the seller had opened.
    event OrderClaimed(bytes32 indexed orderId, Payout payout);
    /// @notice `outcome` is Completed when only a deposit was left.
    event OrderRefunded(bytes32 indexed orderId, Outcome outcome, uint256 toBuyer);
    /// @notice The buyer will not come: what the terms keep of the price went to the seller, the rest and the deposit back.
    event OrderCalledOff(bytes32 indexed orderId, Payout payout);
    event OrderSettled(bytes32 indexed orderId, Payout payout);
    event DisputeOpened(bytes32 indexed orderId, address indexed opener, uint256 fee, uint40 deadline);
    event DisputeRaised(
        bytes32 indexed orderId,
        IArbitrator indexed arbitrator,
        uint256 indexed disputeId,
        uint256 fee,
        uint40 deadline
    );
    /// @notice The arbitrator would not take the dispute: nobody will rule, and after `deadline` it ends half and half.
    event DisputeRefused(bytes32 indexed orderId, IArbitrator indexed arbitrator, uint40 deadline);
    event DisputeRuled(bytes32 indexed orderId, uint256 ruling);
    /// @notice Arbitration fees that the arbitrator did not use went back.
    event ArbitrationFeesReturned(bytes32 indexed orderId, uint256 toBuyer, uint256 toSeller);
    /// @notice A dispute reached its end: by ruling, because the seller never answered, or because the arbitrator never ruled. (One
    /// that the buyer never answered ends by `OrderClaimed`, one about what was never sent by `OrderRefunded`.)
    event OrderResolved(bytes32 indexed orderId, Outcome outcome, Payout payout);
    event SignaturesCancelled(address indexed account, uint256 nonce);
    event Credited(address indexed account, address indexed token, uint256 amount);
    event Withdrawn(address indexed account, address indexed token, address to, uint256 amount);
    event FeeSwept(bytes32 indexed orderId, address indexed token, uint256 amount);

    error NotBuyer(address caller, address buyer);
    error NotSeller(address caller, address seller);
    error NotParty(address caller);
    error NotArbitrator(address caller, uint256 disputeId);
    error SelfPurchase(address account);
    error ZeroQuantity();
    error OrderExists(bytes32 orderId);
    error WrongStatus(bytes32 orderId, Status status);
    error WrongDisputePhase(bytes32 orderId, DisputePhase phase);
    error DeadlinePassed(uint40 deadline, uint256 timestamp);
    error DeadlineNotPassed(uint40 deadline, uint256 timestamp);
    error DeadlineNotLater(uint40 deadline, uint40 current);
    error DeadlineTooLate(uint40 deadline, uint256 latest);
    error AmountTooLarge(uint256 amount);
    error AmountOutOfBounds(uint256 amount, uint256 max);
    error WrongValue(uint256 sent, uint256 expected);
    error WrongReceived(uint256 received, uint256 expected);
    error DepositHeld(bytes32 orderId);
    error WrongProofs(uint256 proofs, uint256 orders);
    error SettlementForOtherOrder(bytes32 given, bytes32 orderId);
    error SettlementBelowReleased(uint256 sellerAmount, uint256 released);
    error SignaturesAreCancelled(address account, uint256 nonce);
    error SignatureExpired(uint256 deadline, uint256 timestamp);
    error NotABookingOrder(bytes32 orderId);
    error StayNotBegun(uint40 start, uint256 timestamp);
    error StayBegun(uint40 start, uint256 timestamp);
    error BadSignature(address signer);
    error NothingToWithdraw(address account, address token);
    error NothingToReclaim(bytes32 orderId);
    error OrdersInTwoTokens(address token, address other);
    error TransferFailed(address to, address token, uint256 amount);
    error UnexpectedValue(address from);

    /// @notice Buys: pays price x quantity + extra + buyer fee + deposit into escrow, in native coin or by allowance. The caller is
    /// the buyer.
    function buy(Order calldata order) external payable returns (bytes32 orderId);

    /// @notice The same with a proof: of a listing that was signed, or stands in a catalogue, instead of being published, or of the
    /// option taken of one that has options.
    function buyProven(Order calldata order, ListingProof calldata proof) external payable returns (bytes32 orderId);

    /// @notice A cart: all of it or nothing. The value sent is the sum of what is paid in native coin.
    /// @param proofs One for each order, an empty one where nothing is to be proven; or none at all.
    function buyMany(
        Order[] calldata orders,
        ListingProof[] calldata proofs
    ) external payable returns (bytes32[] memory orderIds);

    /// @notice Buys with a signed allowance (EIP-2612) in place of one that was sent before. `proof` is empty for a published
    /// listing without options, here and below.
    function buyWithPermit(
        Order calldata order,
        ListingProof calldata proof,
        Permit calldata permit
    ) external returns (bytes32 orderId);

    /// @notice Anyone, in the buyer's name: the signature (ERC-3009) holds for this order alone, and the buyer needs no native coin.
    /// @dev That it is the buyer's is checked here as well as by the token: a token that anyone can make vouches for nobody.
    function buyWithAuthorization(
        Order calldata order,
        ListingProof calldata proof,
        Authorization calldata authorization
    ) external returns (bytes32 orderId);

    /// @notice The same for every token that the buyer has allowed to Permit2. Reverts where the escrow was made without it.
    function buyWithPermit2(
        Order calldata order,
        ListingProof calldata proof,
        Permit2Transfer calldata transfer
    ) external returns (bytes32 orderId);

    /// @notice The seller says that it is sent (or delivered, or ready). Opens the inspection window. A stay has to have begun: until
    /// then it can be called off.
    function ship(Order calldata order, bytes32 fulfilment) external;

    /// @notice Anyone with the seller's signature (EIP-712; contracts by ERC-1271): as if the seller had shipped.
    function shipBySignature(Order calldata order, bytes32 fulfilment, Consent calldata consent) external;

    /// @notice The buyer of a booking, until its start: ends it by the notice that its terms ask for. `WorstCase.callingOff` tells
    /// beforehand what that costs.
    function callOff(Order calldata order) external;

    /// @notice The buyer is content: the rest of the price is paid out. A deposit stays until the seller returns it or the
    /// inspection window ends; so with a deposit, only a shipped order that is not disputed can be confirmed.
    function confirm(Order calldata order) external;

    /// @notice `confirm` and `Reputation.seal` in one, for orders without a deposit.
    function confirmAndReview(Order calldata order, bytes32 commitment, bytes calldata sealedReview) external;

    /// @notice Anyone with the buyer's voucher (EIP-712; contracts by ERC-1271), as it is given from hand to hand at a pick-up: as
    /// if the buyer had confirmed. Opening a dispute takes it back, and so does `cancelSignatures`.
    function confirmWithVoucher(Order calldata order, Consent calldata voucher) external;

    /// @notice The buyer pays part of the price out, for a milestone. Paying all of it is `confirm`.
    function release(Order calldata order, uint96 amount) external;

    /// @notice Gives everything still held back to the buyer. The seller at any time before a ruling; anyone once the ship
    /// deadline has passed. When only a deposit is left, returning it completes the order.
    function refund(Order calldata order) external;

    /// @notice Anyone with the seller's signature (EIP-712; contracts by ERC-1271): as if the seller had refunded.
    function refundBySignature(Order calldata order, Consent calldata consent) external;

    /// @notice Anyone, once the inspection window has passed without a dispute: price to the seller, deposit to the buyer.
    function claim(Order calldata order) external;

    /// @notice Gives the other side more time, at most `MAX_EXTENSION` from now: the buyer moves the ship deadline, the seller
    /// the inspection deadline, each before it has passed. Not the seller of a rental, who would keep the deposit by it.
    function extend(Order calldata order, uint40 deadline) external;

    /// @notice Ends the order by a split that the other side has signed (EIP-712; contracts by ERC-1271). Possible until the
    /// arbitrator has ruled, a running dispute included; later it would let the loser cash an offer made before the ruling.
    /// @dev Votes can be seen before the ruling is in: an offer should carry a short deadline, or be cancelled by its nonce.
    function settle(Order calldata order, Settlement calldata settlement, bytes calldata signature) external;

    /// @notice Makes worthless what the caller has signed with this nonce: settlements, vouchers, shipments and refunds.
    function cancelSignatures(uint256 nonce) external;

    /// @notice Either side of a shipped order, the buyer alone of a funded one, until the current deadline, paying the
    /// arbitration cost. The other side has `ANSWER_WINDOW` to pay the same, and never less time than it had to act.
    function openDispute(Order calldata order) external payable;

    /// @notice The other side pays the same arbitration fee as the opener (`disputeOf(orderId).pot`); the dispute goes to the
    /// arbitrator. Should the arbitrator not take it, only `resolveStalled` or the parties can end it.
    function answerDispute(Order calldata order) external payable;

    /// @notice Anyone, once the answer window has passed: the opener gets the fee back, and a buyer all the money. A dispute that
    /// the seller opened completes the order, and a deposit is the seller's too. An order that was never sent is refunded, as it
    /// would have been without the dispute.
    function resolveUnanswered(Order calldata order) external;

    /// @notice A party to a disputed order points to evidence: an IPFS path of an ERC-1497 evidence file.
    function submitEvidence(bytes32 orderId, string calldata evidence) external;

    /// @notice Anyone, once the arbitrator has ruled: pays out by the ruling, and the winner its arbitration fee. The ruling enters
    /// the loser's record in the same transaction (`IReputation.recordRuling`), with gas of its own that the caller has to provide;
    /// what becomes of the record stops no payment.
    function executeRuling(Order calldata order) external;

    /// @notice Anyone, once the ruling window has passed in silence: as if the arbitrator had refused to decide.
    function resolveStalled(Order calldata order) external;

    /// @notice Anyone, once a disputed order has ended: asks the arbitrator again for fees that it has not used, and hands them
    /// out. Ending the order has already tried.
    function reclaimFees(bytes32 orderId) external returns (uint256 amount);

    /// @notice Sends `amount` of what could not be pushed to the caller to an address of its choice.
    function withdraw(address token, address to, uint256 amount) external;

    /// @notice Sends what ended orders in one token have earned to the treasury. Anyone. Orders that were swept before are passed
    /// over, so that two who sweep at once don't stop each other.
    function sweep(OrderKey[] calldata keys) external returns (uint256 amount);

    function orderId(Order calldata order) external pure returns (bytes32);
    function stateOf(bytes32 orderId) external view returns (OrderState memory);
    function disputeOf(bytes32 orderId) external view returns (DisputeState memory);
    /// @notice What the buyer pays: subtotal, buyer fee and deposit.
    function quote(Order calldata order) external pure returns (uint256 subtotal, uint256 buyerFee, uint256 deposit);
    /// @notice What opening a dispute costs now, in native coin.
    function arbitrationCost(Order calldata order) external view returns (uint256);
    function creditOf(address account, address token) external view returns (uint256);
    function howEnded(bytes32 orderId) external view returns (Ending memory);
}
