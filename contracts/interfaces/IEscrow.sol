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
    /// @notice An order was bought, and its money is held.
    /// @param orderId The order.
    /// @param listingId The listing.
    /// @param buyer Who buys.
    /// @param seller Who sells.
    /// @param quantity Units; of a booking, slots in a row.
    /// @param referrer Who is paid the referral; zero for nobody.
    /// @param nonce What tells orders of the same terms apart.
    /// @param total What came in: price, extra, buyer fee and deposit, in the smallest unit.
    /// @param deadline The last second at which the seller may ship.
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
    /// @param orderId The order.
    /// @param start When it begins, in seconds since 1970.
    /// @param end When it ends, in seconds since 1970.
    event OrderBooked(bytes32 indexed orderId, uint40 start, uint40 end);
    /// @notice Right after `OrderFunded`, of a listing with options: which was taken, and what it adds to the price.
    /// @param orderId The order.
    /// @param choice The option taken.
    /// @param extra What the option adds to the price of the whole order, in the smallest unit.
    event OrderChosen(bytes32 indexed orderId, bytes32 choice, uint96 extra);
    /// @notice `fulfilment` is a digest of what was sent: tracking, delivery key or hand-over note.
    /// @param orderId The order.
    /// @param fulfilment Digest of what was sent.
    /// @param deadline The last second of the inspection window.
    event OrderShipped(bytes32 indexed orderId, bytes32 fulfilment, uint40 deadline);
    /// @notice A deadline was put off.
    /// @param orderId The order.
    /// @param deadline The new one: the last second.
    event OrderExtended(bytes32 indexed orderId, uint40 deadline);
    /// @notice Part of the price went to the seller; `held` is what is left.
    /// @param orderId The order.
    /// @param held What is still held of the price, in the smallest unit.
    /// @param payout Who got how much, in the smallest unit.
    event OrderReleased(bytes32 indexed orderId, uint96 held, Payout payout);
    /// @notice The buyer is content: the rest of the price was paid out.
    /// @param orderId The order.
    /// @param payout Who got how much, in the smallest unit.
    event OrderConfirmed(bytes32 indexed orderId, Payout payout);
    /// @notice The buyer was silent until the deadline, of the inspection or of a dispute that the seller had opened.
    /// @param orderId The order.
    /// @param payout Who got how much, in the smallest unit.
    event OrderClaimed(bytes32 indexed orderId, Payout payout);
    /// @notice `outcome` is Completed when only a deposit was left.
    /// @param orderId The order.
    /// @param outcome How it ended.
    /// @param toBuyer What the buyer gets, in the smallest unit.
    event OrderRefunded(bytes32 indexed orderId, Outcome outcome, uint256 toBuyer);
    /// @notice The buyer will not come: what the terms keep of the price went to the seller, the rest and the deposit back.
    /// @param orderId The order.
    /// @param payout Who got how much, in the smallest unit.
    event OrderCalledOff(bytes32 indexed orderId, Payout payout);
    /// @notice The two have agreed.
    /// @param orderId The order.
    /// @param payout Who got how much, in the smallest unit.
    event OrderSettled(bytes32 indexed orderId, Payout payout);
    /// @notice One side has opened a dispute.
    /// @param orderId The order.
    /// @param opener Who opened it.
    /// @param fee The opener's arbitration fee, in wei.
    /// @param deadline The last second to answer.
    event DisputeOpened(bytes32 indexed orderId, address indexed opener, uint256 fee, uint40 deadline);
    /// @notice Both sides have paid: the arbitrator has it.
    /// @param orderId The order.
    /// @param arbitrator The arbitrator.
    /// @param disputeId The arbitrator's number of the dispute.
    /// @param fee Each side's arbitration fee, in wei.
    /// @param deadline The last second at which a ruling counts.
    event DisputeRaised(
        bytes32 indexed orderId,
        IArbitrator indexed arbitrator,
        uint256 indexed disputeId,
        uint256 fee,
        uint40 deadline
    );
    /// @notice The arbitrator would not take the dispute: nobody will rule, and after `deadline` it ends half and half.
    /// @param orderId The order.
    /// @param arbitrator The arbitrator.
    /// @param deadline The last second of the ruling window.
    event DisputeRefused(bytes32 indexed orderId, IArbitrator indexed arbitrator, uint40 deadline);
    /// @notice The arbitrator has ruled. Nothing is paid yet.
    /// @param orderId The order.
    /// @param ruling 0 half and half, 1 for the buyer, 2 for the seller.
    event DisputeRuled(bytes32 indexed orderId, uint256 ruling);
    /// @notice Arbitration fees that the arbitrator did not use went back.
    /// @param orderId The order.
    /// @param toBuyer The buyer's part, in wei.
    /// @param toSeller The seller's part, in wei.
    event ArbitrationFeesReturned(bytes32 indexed orderId, uint256 toBuyer, uint256 toSeller);
    /// @notice A dispute reached its end: by ruling, because the seller never answered, or because the arbitrator never ruled. (One
    /// that the buyer never answered ends by `OrderClaimed`, one about what was never sent by `OrderRefunded`.)
    /// @param orderId The order.
    /// @param outcome How it ended.
    /// @param payout Who got how much, in the smallest unit.
    event OrderResolved(bytes32 indexed orderId, Outcome outcome, Payout payout);
    /// @notice What an account has signed with a nonce is worthless from now on.
    /// @param account Who signed it.
    /// @param nonce Of what was signed.
    event SignaturesCancelled(address indexed account, uint256 nonce);
    /// @notice Somebody could not be paid, and can withdraw it.
    /// @param account Who can withdraw it.
    /// @param token The token, or zero for native coin.
    /// @param amount How much, in the smallest unit.
    event Credited(address indexed account, address indexed token, uint256 amount);
    /// @notice A credit was withdrawn, or a part of it.
    /// @param account Whose credit it was.
    /// @param token The token, or zero for native coin.
    /// @param to Where it went.
    /// @param amount How much, in the smallest unit.
    event Withdrawn(address indexed account, address indexed token, address to, uint256 amount);
    /// @notice The treasury was paid the fee of an order that ended.
    /// @param orderId The order.
    /// @param token The token, or zero for native coin.
    /// @param amount The fee, in the smallest unit.
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
    /// @dev Reverts with NotBuyer, SelfPurchase, ZeroQuantity, AmountTooLarge, OrderExists, WrongValue, WrongReceived or
    /// TokenCallFailed, and where IListingRegistry.take does.
    /// @param order What is bought, and by whom.
    /// @return orderId The order.
    function buy(Order calldata order) external payable returns (bytes32 orderId);

    /// @notice The same with a proof: of a listing that was signed, or stands in a catalogue, instead of being published, or of the
    /// option taken of one that has options.
    /// @dev Reverts with NotBuyer, SelfPurchase, ZeroQuantity, AmountTooLarge, OrderExists, WrongValue, WrongReceived or
    /// TokenCallFailed, and where IListingRegistry.takeProven does.
    /// @param order What is bought, and by whom.
    /// @param proof What shows that the order can be made.
    /// @return orderId The order.
    function buyProven(Order calldata order, ListingProof calldata proof) external payable returns (bytes32 orderId);

    /// @notice A cart: all of it or nothing. The value sent is the sum of what is paid in native coin.
    /// @dev Reverts with WrongProofs, NotBuyer, SelfPurchase, ZeroQuantity, AmountTooLarge, OrderExists, WrongValue,
    /// WrongReceived or TokenCallFailed, and where IListingRegistry.take or IListingRegistry.takeProven does.
    /// @param orders What is bought, and by whom: one buyer.
    /// @param proofs One for each order, an empty one where nothing is to be proven; or none at all.
    /// @return orderIds Their ids.
    function buyMany(
        Order[] calldata orders,
        ListingProof[] calldata proofs
    ) external payable returns (bytes32[] memory orderIds);

    /// @notice Buys with a signed allowance (EIP-2612) in place of one that was sent before. `proof` is empty for a published
    /// listing without options, here and below.
    /// @dev Reverts with NotBuyer, SelfPurchase, ZeroQuantity, AmountTooLarge, OrderExists, WrongValue, WrongReceived or
    /// TokenCallFailed, and where IListingRegistry.take or IListingRegistry.takeProven does.
    /// @param order What is bought, and by whom.
    /// @param proof What shows that the order can be made.
    /// @param permit The buyer's EIP-2612 signature.
    /// @return orderId The order.
    function buyWithPermit(
        Order calldata order,
        ListingProof calldata proof,
        Permit calldata permit
    ) external returns (bytes32 orderId);

    /// @notice Anyone, in the buyer's name: the signature (ERC-3009) holds for this order alone, and the buyer needs no native coin.
    /// @dev That it is the buyer's is checked here as well as by the token: a token that anyone can make vouches for nobody.
    /// @dev Reverts with SelfPurchase, ZeroQuantity, AmountTooLarge, OrderExists, WrongReceived or BadSignature, and where
    /// IListingRegistry.take or IListingRegistry.takeProven does.
    /// @param order What is bought, and by whom.
    /// @param proof What shows that the order can be made.
    /// @param authorization The buyer's ERC-3009 signature.
    /// @return orderId The order.
    function buyWithAuthorization(
        Order calldata order,
        ListingProof calldata proof,
        Authorization calldata authorization
    ) external returns (bytes32 orderId);

    /// @notice The same for every token that the buyer has allowed to Permit2. Reverts where the escrow was made without it.
    /// @dev Reverts with SelfPurchase, ZeroQuantity, AmountTooLarge, OrderExists or WrongReceived, and where
    /// IListingRegistry.take or IListingRegistry.takeProven does.
    /// @param order What is bought, and by whom.
    /// @param proof What shows that the order can be made.
    /// @param transfer The buyer's Permit2 signature.
    /// @return orderId The order.
    function buyWithPermit2(
        Order calldata order,
        ListingProof calldata proof,
        Permit2Transfer calldata transfer
    ) external returns (bytes32 orderId);

    /// @notice The seller says that it is sent (or delivered, or ready). Opens the inspection window. A stay has to have begun: until
    /// then it can be called off.
    /// @dev Reverts with NotSeller, WrongStatus, DeadlinePassed or StayNotBegun.
    /// @param order The order: its hash is its id.
    /// @param fulfilment Digest of what was sent: tracking, delivery key or hand-over note.
    function ship(Order calldata order, bytes32 fulfilment) external;

    /// @notice Anyone with the seller's signature (EIP-712; contracts by ERC-1271): as if the seller had shipped.
    /// @dev Reverts with SignatureExpired, SignaturesAreCancelled, BadSignature, WrongStatus, DeadlinePassed or StayNotBegun.
    /// @param order The order: its hash is its id.
    /// @param fulfilment Digest of what was sent: tracking, delivery key or hand-over note.
    /// @param consent The seller's signature, with its nonce and its last second.
    function shipBySignature(Order calldata order, bytes32 fulfilment, Consent calldata consent) external;

    /// @notice The buyer of a booking, until its start: ends it by the notice that its terms ask for. `WorstCase.callingOff` tells
    /// beforehand what that costs.
    /// @dev Reverts with NotBuyer, NotABookingOrder, WrongStatus, StayBegun or NotEnoughGas.
    /// @param order The order: its hash is its id.
    function callOff(Order calldata order) external;

    /// @notice The buyer is content: the rest of the price is paid out. A deposit stays until the seller returns it or the
    /// inspection window ends; so with a deposit, only a shipped order that is not disputed can be confirmed.
    /// @dev Reverts with NotBuyer, WrongStatus, NotEnoughGas or WrongDisputePhase.
    /// @param order The order: its hash is its id.
    function confirm(Order calldata order) external;

    /// @notice `confirm` and `Reputation.seal` in one, for orders without a deposit.
    /// @dev Reverts with NotBuyer, WrongStatus, NotEnoughGas, WrongDisputePhase or DepositHeld, and where IReputation.sealFor
    /// does.
    /// @param order The order: its hash is its id.
    /// @param commitment What seals the review: see `IReputation.seal`.
    /// @param sealedReview The review, encrypted.
    function confirmAndReview(Order calldata order, bytes32 commitment, bytes calldata sealedReview) external;

    /// @notice Anyone with the buyer's voucher (EIP-712; contracts by ERC-1271), as it is given from hand to hand at a pick-up: as
    /// if the buyer had confirmed. Opening a dispute takes it back, and so does `cancelSignatures`.
    /// @dev Reverts with WrongStatus, SignatureExpired, SignaturesAreCancelled, BadSignature, NotEnoughGas or
    /// WrongDisputePhase.
    /// @param order The order: its hash is its id.
    /// @param voucher The buyer's signature, with its nonce and its last second.
    function confirmWithVoucher(Order calldata order, Consent calldata voucher) external;

    /// @notice The buyer pays part of the price out, for a milestone. Paying all of it is `confirm`.
    /// @dev Reverts with NotBuyer, WrongStatus, AmountOutOfBounds or NotEnoughGas.
    /// @param order The order: its hash is its id.
    /// @param amount How much of the price, gross, in the smallest unit.
    function release(Order calldata order, uint96 amount) external;

    /// @notice Gives everything still held back to the buyer. The seller at any time before a ruling; anyone once the ship
    /// deadline has passed. When only a deposit is left, returning it completes the order.
    /// @dev Reverts with NotSeller, DeadlineNotPassed, WrongStatus, WrongDisputePhase or NotEnoughGas.
    /// @param order The order: its hash is its id.
    function refund(Order calldata order) external;

    /// @notice Anyone with the seller's signature (EIP-712; contracts by ERC-1271): as if the seller had refunded.
    /// @dev Reverts with SignatureExpired, SignaturesAreCancelled, BadSignature, WrongStatus, WrongDisputePhase or
    /// NotEnoughGas.
    /// @param order The order: its hash is its id.
    /// @param consent The seller's signature, with its nonce and its last second.
    function refundBySignature(Order calldata order, Consent calldata consent) external;

    /// @notice Anyone, once the inspection window has passed without a dispute: price to the seller, deposit to the buyer.
    /// @dev Reverts with WrongStatus, DeadlineNotPassed or NotEnoughGas.
    /// @param order The order: its hash is its id.
    function claim(Order calldata order) external;

    /// @notice Gives the other side more time, at most `MAX_EXTENSION` from now: the buyer moves the ship deadline, the seller
    /// the inspection deadline, each before it has passed. Not the seller of a rental, who would keep the deposit by it.
    /// @dev Reverts with NotBuyer, NotSeller, DepositHeld, WrongStatus, DeadlinePassed, DeadlineNotLater or DeadlineTooLate.
    /// @param order The order: its hash is its id.
    /// @param deadline The new one: the last second.
    function extend(Order calldata order, uint40 deadline) external;

    /// @notice Ends the order by a split that the other side has signed (EIP-712; contracts by ERC-1271). Possible until the
    /// arbitrator has ruled, a running dispute included; later it would let the loser cash an offer made before the ruling.
    /// @dev Votes can be seen before the ruling is in: an offer should carry a short deadline, or be cancelled by its nonce.
    /// @dev Reverts with WrongStatus, WrongDisputePhase, SettlementForOtherOrder, SignatureExpired, SignaturesAreCancelled,
    /// BadSignature, NotParty, AmountOutOfBounds, SettlementBelowReleased or NotEnoughGas.
    /// @param order The order: its hash is its id.
    /// @param settlement What the other side has signed.
    /// @param signature The other side's.
    function settle(Order calldata order, Settlement calldata settlement, bytes calldata signature) external;

    /// @notice Makes worthless what the caller has signed with this nonce: settlements, vouchers, shipments and refunds.
    /// @param nonce Of what was signed.
    function cancelSignatures(uint256 nonce) external;

    /// @notice Either side of a shipped order, the buyer alone of a funded one, until the current deadline, paying the
    /// arbitration cost. The other side has `ANSWER_WINDOW` to pay the same, and never less time than it had to act. Until a stay begins
    /// it is called off instead.
    /// @dev Reverts with NotParty, WrongStatus, NotBuyer, StayNotBegun, DeadlinePassed, AmountTooLarge or WrongValue.
    /// @param order The order: its hash is its id.
    function openDispute(Order calldata order) external payable;

    /// @notice The other side pays the same arbitration fee as the opener (`disputeOf(orderId).pot`); the dispute goes to the
    /// arbitrator. Should the arbitrator not take it, only `resolveStalled` or the parties can end it.
    /// @dev Reverts with WrongStatus, WrongDisputePhase, NotParty, DeadlinePassed, WrongValue or NotEnoughGas.
    /// @param order The order: its hash is its id.
    function answerDispute(Order calldata order) external payable;

    /// @notice Anyone, once the answer window has passed: the opener gets the fee back, and a buyer all the money. A dispute that
    /// the seller opened completes the order, and a deposit is the seller's too. An order that was never sent is refunded, as it
    /// would have been without the dispute.
    /// @dev Reverts with WrongStatus, WrongDisputePhase, DeadlineNotPassed or NotEnoughGas.
    /// @param order The order: its hash is its id.
    function resolveUnanswered(Order calldata order) external;

    /// @notice A party to a disputed order points to evidence: an IPFS path of an ERC-1497 evidence file.
    /// @dev Reverts with NotParty or WrongDisputePhase.
    /// @param orderId The order.
    /// @param evidence IPFS path of an ERC-1497 evidence file.
    function submitEvidence(bytes32 orderId, string calldata evidence) external;

    /// @notice Anyone, once the arbitrator has ruled: pays out by the ruling, and the winner its arbitration fee. The ruling enters
    /// the loser's record in the same transaction (`IReputation.recordRuling`), with gas of its own that the caller has to provide;
    /// what becomes of the record stops no payment.
    /// @dev Reverts with WrongStatus, WrongDisputePhase or NotEnoughGas.
    /// @param order The order: its hash is its id.
    function executeRuling(Order calldata order) external;

    /// @notice Anyone, once the ruling window has passed in silence: as if the arbitrator had refused to decide.
    /// @dev Reverts with WrongStatus, WrongDisputePhase, DeadlineNotPassed or NotEnoughGas.
    /// @param order The order: its hash is its id.
    function resolveStalled(Order calldata order) external;

    /// @notice Anyone, once a disputed order has ended: asks the arbitrator again for fees that it has not used, and hands them
    /// out. Ending the order has already tried.
    /// @dev Reverts with WrongStatus, NotEnoughGas or NothingToReclaim.
    /// @param orderId The order.
    /// @return amount What came back, in wei.
    function reclaimFees(bytes32 orderId) external returns (uint256 amount);

    /// @notice Sends `amount` of what could not be pushed to the caller to an address of its choice.
    /// @dev Reverts with AmountOutOfBounds or TransferFailed.
    /// @param token The token, or zero for native coin.
    /// @param to Where it goes.
    /// @param amount How much, in the smallest unit.
    function withdraw(address token, address to, uint256 amount) external;

    /// @notice Sends what ended orders in one token have earned to the treasury. Anyone. Orders that were swept before are passed
    /// over, so that two who sweep at once don't stop each other.
    /// @dev Reverts with OrdersInTwoTokens, WrongStatus, NothingToWithdraw or TransferFailed.
    /// @param keys The orders, by their keys; all in one token.
    /// @return amount What was sent, in the smallest unit.
    function sweep(OrderKey[] calldata keys) external returns (uint256 amount);

    /// @notice An order's id.
    /// @param order The order: its hash is its id.
    function orderId(Order calldata order) external pure returns (bytes32);
    /// @notice Where an order stands.
    /// @param orderId The order.
    function stateOf(bytes32 orderId) external view returns (OrderState memory);
    /// @notice An order's dispute: all zero when there was none.
    /// @param orderId The order.
    function disputeOf(bytes32 orderId) external view returns (DisputeState memory);
    /// @notice What the buyer pays: subtotal, buyer fee and deposit.
    /// @param order The order, bought or not.
    /// @return subtotal Price times quantity, and the extra, in the smallest unit.
    /// @return buyerFee What the buyer pays on top of it, in the smallest unit.
    /// @return deposit What comes back to the buyer at the end, in the smallest unit.
    function quote(Order calldata order) external pure returns (uint256 subtotal, uint256 buyerFee, uint256 deposit);
    /// @notice What opening a dispute costs now, in native coin.
    /// @param order The order, bought or not.
    function arbitrationCost(Order calldata order) external view returns (uint256);
    /// @notice What waits for an account to be withdrawn, in the smallest unit.
    /// @param account Whose.
    /// @param token The token, or zero for native coin.
    function creditOf(address account, address token) external view returns (uint256);
    /// @notice How an order ended, when, and which fee it paid.
    /// @param orderId The order.
    function howEnded(bytes32 orderId) external view returns (Ending memory);
}
