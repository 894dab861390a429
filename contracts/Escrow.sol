// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {TransientSlot} from "@openzeppelin/contracts/utils/TransientSlot.sol";
import {IArbitrable, IArbitrableParties} from "./interfaces/IArbitrable.sol";
import {IArbitrator} from "./interfaces/IArbitrator.sol";
import {
    Authorization,
    Consent,
    DisputePhase,
    DisputeState,
    Ending,
    IEscrow,
    Order,
    OrderKey,
    OrderState,
    Outcome,
    Payout,
    Permit,
    Permit2Transfer,
    Settlement,
    Status
} from "./interfaces/IEscrow.sol";
import {IEvidence} from "./interfaces/IEvidence.sol";
import {IListingRegistry, ListingProof, Terms} from "./interfaces/IListingRegistry.sol";
import {IReputation} from "./interfaces/IReputation.sol";
import {Annex} from "./libraries/Annex.sol";
import {Calls} from "./libraries/Calls.sol";
import {Disputes} from "./libraries/Disputes.sol";
import {Ledger, Ledgers} from "./libraries/Ledger.sol";
import {Payments} from "./libraries/Payments.sol";
import {Payouts} from "./libraries/Payouts.sol";
import {Stays} from "./libraries/Stays.sol";
import {Taking} from "./libraries/Taking.sol";
import {TermsHash} from "./libraries/TermsHash.sol";

/// @title Escrow
/// @notice See IEscrow.
///
/// Roles: buyer and seller of each order; the arbitrator that its terms name; nobody else has any power over it. There is no
/// owner.
///
/// Liveness: Funded ends by `refund`, Shipped by `claim`, Opened by `resolveUnanswered`, Raised by `resolveStalled`, Ruled by
/// `executeRuling`: each open to anyone, each once its deadline has passed (a ruling at once). None of them depends on a call to
/// anybody's contract succeeding.
///
/// Tokens: what arrives is measured. A token that changes balances by itself, or takes more from the sender than it was told to
/// send, harms the orders made in that token and no other.
///
/// Arbitrators: trusted with their ruling on the orders that name them, and with nothing else: they are called with bounded gas,
/// what they return is measured, they cannot re-enter, and the worst that silence does is half and half.
contract Escrow is IEscrow, IArbitrable, IArbitrableParties, IEvidence, EIP712, ReentrancyGuardTransient {
    using Ledgers for Ledger;
    using TermsHash for Order;
    using TransientSlot for bytes32;
    using TransientSlot for TransientSlot.AddressSlot;

    /// @notice The least time to answer a dispute, in seconds.
    uint40 public constant ANSWER_WINDOW = Disputes.ANSWER_WINDOW;
    /// @notice How far a deadline can be put off in one go, in seconds.
    uint40 public constant MAX_EXTENSION = 365 days;

    bytes32 private constant SETTLEMENT_TYPEHASH = keccak256(
        "Settlement(bytes32 orderId,uint256 sellerAmount,uint256 nonce,uint40 deadline)"
    );

    bytes32 private constant VOUCHER_TYPEHASH = keccak256("Voucher(bytes32 orderId,uint256 nonce,uint40 deadline)");
    bytes32 private constant REFUND_TYPEHASH = keccak256("Refund(bytes32 orderId,uint256 nonce,uint40 deadline)");
    bytes32 private constant SHIPMENT_TYPEHASH = keccak256(
        "Shipment(bytes32 orderId,bytes32 fulfilment,uint256 nonce,uint40 deadline)"
    );
    address private constant NATIVE = address(0);

    /// @notice Where listings are.
    IListingRegistry public immutable registry;
    /// @notice Who gets the fees.
    address public immutable treasury;
    /// @notice Where `confirmAndReview` leaves the review.
    IReputation public immutable reputation;
    /// @notice The wanted board: it may pay for an order of somebody else's, and promises to do so only for whoever takes a quote.
    address public immutable board;
    /// @notice Uniswap's Permit2 where the chain has it, zero elsewhere.
    address public immutable permit2;

    Ledger private _ledger;
    mapping(address account => mapping(uint256 nonce => bool)) private _isCancelled;

    struct Places {
        IListingRegistry registry;
        address treasury;
        IReputation reputation;
        address board;
        address permit2;
    }

    /// @notice Names the market.
    /// @param places The other contracts.
    /// @param policy Where the ERC-1497 meta-evidence is: an IPFS path.
    constructor(Places memory places, string memory policy) EIP712("Handsel Escrow", "1") {
        registry = places.registry;
        treasury = places.treasury;
        reputation = places.reputation;
        board = places.board;
        permit2 = places.permit2;

        emit MetaEvidence(Disputes.META_EVIDENCE_ID, policy);
    }

    /// @notice Takes what an arbitrator gives back of a fee while it is called, and nothing else.
    receive() external payable {
        if (msg.sender != Disputes.ARBITRATOR_CALLED.asAddress().tload()) revert UnexpectedValue(msg.sender);
    }

    // PURCHASE

    /// @inheritdoc IEscrow
    function buy(Order calldata order) external payable nonReentrant returns (bytes32 id) {
        _requireBuyer(order);
        uint256 total;
        (id, total) = _fund(order, Taking.take(registry, order));
        _collect(order.terms.token, total, msg.value);
    }

    /// @inheritdoc IEscrow
    function buyProven(
        Order calldata order,
        ListingProof calldata proof
    ) external payable nonReentrant returns (bytes32 id) {
        _requireBuyer(order);
        uint256 total;
        (id, total) = _fund(order, _takeProven(order, proof));
        _collect(order.terms.token, total, msg.value);
    }

    /// @inheritdoc IEscrow
    function buyMany(
        Order[] calldata orders,
        ListingProof[] calldata proofs
    ) external payable nonReentrant returns (bytes32[] memory ids) {
        if (proofs.length != 0 && proofs.length != orders.length) revert WrongProofs(proofs.length, orders.length);
        ids = new bytes32[](orders.length);
        uint256 value = msg.value;
        for (uint256 i = 0; i < orders.length; ++i) {
            Order calldata order = orders[i];
            _requireBuyer(order);
            bytes32 listingId = proofs.length == 0 ? Taking.take(registry, order) : _take(order, proofs[i]);
            uint256 total;
            (ids[i], total) = _fund(order, listingId);
            if (order.terms.token == NATIVE) {
                if (value < total) revert WrongValue(msg.value, msg.value - value + total);
                unchecked {
                    value -= total;
                }
            } else {
                _collect(order.terms.token, total, 0);
            }
        }
        if (value != 0) revert WrongValue(msg.value, msg.value - value);
    }

    /// @inheritdoc IEscrow
    function buyWithPermit(
        Order calldata order,
        ListingProof calldata proof,
        Permit calldata permit
    ) external nonReentrant returns (bytes32 id) {
        _requireBuyer(order);
        uint256 total;
        (id, total) = _fund(order, _take(order, proof));
        address token = order.terms.token;
        // Somebody may have sent the permit before, to be in the way: what counts is whether the tokens come.
        Calls.attempt(
            token,
            0,
            gasleft(),
            abi.encodeCall(
                IERC20Permit.permit,
                (order.buyer, address(this), total, permit.deadline, permit.v, permit.r, permit.s)
            )
        );
        _collect(token, total, 0);
    }

    /// @inheritdoc IEscrow
    function buyWithAuthorization(
        Order calldata order,
        ListingProof calldata proof,
        Authorization calldata authorization
    ) external nonReentrant returns (bytes32 id) {
        uint256 total;
        (id, total) = _fund(order, _take(order, proof));
        _requireReceived(Payments.withAuthorization(order.terms.token, order.buyer, total, id, authorization), total);
    }

    /// @inheritdoc IEscrow
    function buyWithPermit2(
        Order calldata order,
        ListingProof calldata proof,
        Permit2Transfer calldata transfer
    ) external nonReentrant returns (bytes32 id) {
        uint256 total;
        (id, total) = _fund(order, _take(order, proof));
        _requireReceived(Annex.payWithPermit2(permit2, order.terms.token, order.buyer, total, id, transfer), total);
    }

    /// @dev The board buys for whoever takes a quote there: it lets nobody else.
    function _requireBuyer(Order calldata order) private view {
        if (msg.sender != order.buyer && msg.sender != board) revert NotBuyer(msg.sender, order.buyer);
    }

    /// @dev Without contents, signature and choice there is nothing to prove.
    function _take(Order calldata order, ListingProof calldata proof) private returns (bytes32) {
        return
            proof.contents == 0 && proof.signature.length == 0 && order.choice == 0
                ? Taking.take(registry, order)
                : _takeProven(order, proof);
    }

    function _takeProven(Order calldata order, ListingProof calldata proof) private returns (bytes32) {
        return Taking.takeProven(registry, order, proof);
    }

    function _fund(Order calldata order, bytes32 listingId) private returns (bytes32 id, uint256 total) {
        Terms calldata terms = order.terms;
        if (order.buyer == terms.seller) revert SelfPurchase(order.buyer);
        if (order.quantity == 0) revert ZeroQuantity();
        (uint256 subtotal, uint256 buyerFee, uint256 deposit) = Payouts.quote(order);
        if (subtotal > type(uint96).max) revert AmountTooLarge(subtotal);
        id = order.orderIdFor(listingId);
        OrderState storage state = _ledger.orders[id];
        if (state.status != Status.None) revert OrderExists(id);
        uint40 deadline;
        // Prices are below 2^96, quantities below 2^32, and the year 36,812 is far off.
        unchecked {
            total = subtotal + buyerFee + deposit;
            deadline = (order.start == 0 ? uint40(block.timestamp) : order.start) + terms.fulfilWindow;
        }

        Ledgers.write(state, Status.Funded, Outcome.None, deadline, uint96(subtotal), 0);

        emit OrderFunded(
            id,
            listingId,
            order.buyer,
            terms.seller,
            order.quantity,
            order.referrer,
            order.nonce,
            total,
            deadline
        );
        if (order.start != 0) emit OrderBooked(id, order.start, Stays.endOf(order));
        if (order.choice != 0) emit OrderChosen(id, order.choice, order.extra);
    }

    /// @dev Nobody whom a caller could choose is called while money comes in but the token itself, and the guard is up.
    function _collect(address token, uint256 amount, uint256 value) private {
        uint256 wanted = token == NATIVE ? amount : 0;
        if (value != wanted) revert WrongValue(value, wanted);
        if (token == NATIVE) return;
        _requireReceived(Calls.pull(token, msg.sender, amount), amount);
    }

    function _requireReceived(uint256 received, uint256 wanted) private pure {
        if (received != wanted) revert WrongReceived(received, wanted);
    }

    // FULFILMENT

    /// @inheritdoc IEscrow
    function ship(Order calldata order, bytes32 fulfilment) external nonReentrant {
        if (msg.sender != order.terms.seller) revert NotSeller(msg.sender, order.terms.seller);
        _ship(order.orderId(), order, fulfilment);
    }

    /// @inheritdoc IEscrow
    function shipBySignature(Order calldata order, bytes32 fulfilment, Consent calldata consent) external nonReentrant {
        bytes32 id = order.orderId();
        bytes32 content = keccak256(abi.encode(SHIPMENT_TYPEHASH, id, fulfilment, consent.nonce, consent.deadline));
        _requireSigned(order.terms.seller, consent.nonce, consent.deadline, content, consent.signature);
        _ship(id, order, fulfilment);
    }

    function _ship(bytes32 id, Order calldata order, bytes32 fulfilment) private {
        OrderState storage state = _ledger.orders[id];
        if (state.status != Status.Funded) revert WrongStatus(id, state.status);
        Ledgers.requireOpen(state.deadline);
        uint40 from = uint40(block.timestamp);
        if (order.start != 0) {
            if (from <= order.start) revert StayNotBegun(order.start, from);
            uint40 end = Stays.endOf(order);
            if (from < end) from = end;
        }

        uint40 deadline = from + order.terms.inspectWindow;
        Ledgers.write(state, Status.Shipped, Outcome.None, deadline, state.held, state.feePaid);

        emit OrderShipped(id, fulfilment, deadline);
    }

    /// @inheritdoc IEscrow
    function callOff(Order calldata order) external nonReentrant {
        Annex.callOff(_ledger, registry, order);
    }

    /// @inheritdoc IEscrow
    function extend(Order calldata order, uint40 deadline) external nonReentrant {
        bytes32 id = order.orderId();
        OrderState memory state = _ledger.orders[id];
        if (state.status == Status.Funded) {
            if (msg.sender != order.buyer) revert NotBuyer(msg.sender, order.buyer);
        } else if (state.status == Status.Shipped) {
            if (msg.sender != order.terms.seller) revert NotSeller(msg.sender, order.terms.seller);
            // More time to look would be more time to keep the deposit.
            if (order.terms.deposit != 0) revert DepositHeld(id);
        } else {
            revert WrongStatus(id, state.status);
        }
        Ledgers.requireOpen(state.deadline);
        if (deadline <= state.deadline) revert DeadlineNotLater(deadline, state.deadline);
        uint256 latest = block.timestamp + MAX_EXTENSION;
        if (deadline > latest) revert DeadlineTooLate(deadline, latest);

        _ledger.orders[id].deadline = deadline;

        emit OrderExtended(id, deadline);
    }

    // COMPLETION

    /// @inheritdoc IEscrow
    function confirm(Order calldata order) external nonReentrant {
        _confirm(order);
    }

    /// @inheritdoc IEscrow
    function confirmAndReview(
        Order calldata order,
        bytes32 commitment,
        bytes calldata sealedReview
    ) external nonReentrant {
        bytes32 id = _confirm(order);
        // A rental goes on until its deposit is back.
        if (order.terms.deposit != 0) revert DepositHeld(id);
        reputation.sealFor(id, order.buyer, order.terms.seller, commitment, sealedReview);
    }

    /// @inheritdoc IEscrow
    function confirmWithVoucher(Order calldata order, Consent calldata voucher) external nonReentrant {
        bytes32 id = order.orderId();
        OrderState memory state = _ledger.orders[id];
        // A buyer who has opened a dispute since takes the voucher back by it.
        if (state.status != Status.Funded && state.status != Status.Shipped) revert WrongStatus(id, state.status);
        _requireConsent(order.buyer, VOUCHER_TYPEHASH, id, voucher);

        _complete(id, order, state);
    }

    function _confirm(Order calldata order) private returns (bytes32 id) {
        id = order.orderId();
        OrderState memory state = _ledger.orders[id];
        if (msg.sender != order.buyer) revert NotBuyer(msg.sender, order.buyer);

        _complete(id, order, state);
    }

    function _complete(bytes32 id, Order calldata order, OrderState memory state) private {
        if (order.terms.deposit != 0) return _completeRent(id, order, state);
        _requireRunning(id, state.status);

        Payout memory payout = Payouts.end(order, state.held, state.held);
        _ledger.close(id, state, Status.Completed, Outcome.Completed, payout.fee);

        emit OrderConfirmed(id, payout);

        _ledger.payOut(order, payout);
        if (state.status == Status.Disputed) Disputes.abandon(_ledger, id, Disputes.FOR_SELLER);
    }

    /// @dev The deposit stays: only the seller's `refund` or the end of the inspection window gives it back, and a dispute over
    /// it cannot be ended by the buyer alone.
    function _completeRent(bytes32 id, Order calldata order, OrderState memory state) private {
        if (state.status != Status.Shipped || state.held == 0) revert WrongStatus(id, state.status);

        Payout memory payout = Payouts.release(order, state.held, state.held);
        _ledger.release(id, state, state.held, payout.fee);

        emit OrderConfirmed(id, payout);

        _ledger.payOut(order, payout);
    }

    /// @inheritdoc IEscrow
    function release(Order calldata order, uint96 amount) external nonReentrant {
        bytes32 id = order.orderId();
        OrderState memory state = _ledger.orders[id];
        if (msg.sender != order.buyer) revert NotBuyer(msg.sender, order.buyer);
        if (state.status != Status.Funded && state.status != Status.Shipped) revert WrongStatus(id, state.status);
        if (amount == 0 || amount >= state.held) revert AmountOutOfBounds(amount, state.held);

        Payout memory payout = Payouts.release(order, state.held, amount);
        _ledger.release(id, state, amount, payout.fee);

        emit OrderReleased(id, state.held - amount, payout);

        _ledger.payOut(order, payout);
    }

    /// @inheritdoc IEscrow
    function refund(Order calldata order) external nonReentrant {
        bytes32 id = order.orderId();
        OrderState memory state = _ledger.orders[id];
        if (msg.sender != order.terms.seller) {
            if (state.status != Status.Funded) revert NotSeller(msg.sender, order.terms.seller);
            Ledgers.requireOver(state.deadline);
        }

        _refund(id, order, state);
    }

    /// @inheritdoc IEscrow
    function refundBySignature(Order calldata order, Consent calldata consent) external nonReentrant {
        bytes32 id = order.orderId();
        _requireConsent(order.terms.seller, REFUND_TYPEHASH, id, consent);

        _refund(id, order, _ledger.orders[id]);
    }

    function _refund(bytes32 id, Order calldata order, OrderState memory state) private {
        _requireRunning(id, state.status);
        _ledger.refund(registry, id, order, state, _refundOutcome(id, order, state));
        if (state.status == Status.Disputed) Disputes.abandon(_ledger, id, Disputes.FOR_BUYER);
    }

    /// @dev An order that never left the seller is as if it had not been while there is time and no part of it was paid; once the
    /// time is over, the buyer has waited in vain, whoever says so.
    function _refundOutcome(bytes32 id, Order calldata order, OrderState memory state) private view returns (Outcome) {
        if (state.held == 0) return Outcome.Completed;
        bool unsent =
            state.status == Status.Disputed ? Disputes.isUnsent(_ledger.disputes[id]) : state.status == Status.Funded;
        if (!unsent) return Outcome.Refunded;
        if (block.timestamp > state.deadline) return Outcome.NeverSent;
        return state.held == Payouts.subtotalOf(order) ? Outcome.RefundedUnshipped : Outcome.Refunded;
    }

    /// @inheritdoc IEscrow
    function claim(Order calldata order) external nonReentrant {
        bytes32 id = order.orderId();
        OrderState memory state = _ledger.orders[id];
        if (state.status != Status.Shipped) revert WrongStatus(id, state.status);
        Ledgers.requireOver(state.deadline);

        _ledger.claim(id, order, state, state.held);
    }

    /// @inheritdoc IEscrow
    function settle(
        Order calldata order,
        Settlement calldata settlement,
        bytes calldata signature
    ) external nonReentrant {
        bytes32 id = order.orderId();
        OrderState memory state = _ledger.orders[id];
        _requireRunning(id, state.status);
        _checkSettlement(id, Ledgers.otherSide(order), settlement, signature);
        uint256 subtotal = Payouts.subtotalOf(order);
        uint256 most = subtotal + Payouts.depositOf(order);
        if (settlement.sellerAmount > most) revert AmountOutOfBounds(settlement.sellerAmount, most);
        uint256 released = subtotal - state.held;
        if (settlement.sellerAmount < released) revert SettlementBelowReleased(settlement.sellerAmount, released);

        Payout memory payout = Payouts.end(order, state.held, settlement.sellerAmount - released);
        _ledger.close(id, state, Status.Resolved, Outcome.Settled, payout.fee);

        emit OrderSettled(id, payout);

        _ledger.payOut(order, payout);
        if (state.status == Status.Disputed) Disputes.abandon(_ledger, id, Disputes.FOR_NOBODY);
    }

    function _checkSettlement(
        bytes32 id,
        address signer,
        Settlement calldata settlement,
        bytes calldata signature
    ) private view {
        if (settlement.orderId != id) revert SettlementForOtherOrder(settlement.orderId, id);
        bytes32 content = keccak256(abi.encode(SETTLEMENT_TYPEHASH, settlement));
        _requireSigned(signer, settlement.nonce, settlement.deadline, content, signature);
    }

    /// @inheritdoc IEscrow
    function cancelSignatures(uint256 nonce) external {
        _isCancelled[msg.sender][nonce] = true;

        emit SignaturesCancelled(msg.sender, nonce);
    }

    // DISPUTE

    /// @inheritdoc IEscrow
    function openDispute(Order calldata order) external payable nonReentrant {
        Disputes.open(_ledger, order);
    }

    /// @inheritdoc IEscrow
    function answerDispute(Order calldata order) external payable nonReentrant {
        Disputes.answer(_ledger, order);
    }

    /// @inheritdoc IEscrow
    function resolveUnanswered(Order calldata order) external nonReentrant {
        Disputes.resolveUnanswered(_ledger, registry, order);
    }

    /// @inheritdoc IEscrow
    function submitEvidence(bytes32 id, string calldata evidence) external {
        DisputeState storage dispute = _ledger.disputes[id];
        DisputePhase phase = dispute.phase;
        if (msg.sender != dispute.buyer && msg.sender != dispute.seller) revert NotParty(msg.sender);
        if (phase != DisputePhase.Opened && phase != DisputePhase.Raised) revert WrongDisputePhase(id, phase);

        emit Evidence(dispute.arbitrator, uint256(id), msg.sender, evidence);
    }

    /// @inheritdoc IArbitrable
    function rule(uint256 disputeId, uint256 ruling) external nonReentrant {
        Disputes.rule(_ledger, disputeId, ruling);
    }

    /// @inheritdoc IEscrow
    function executeRuling(Order calldata order) external nonReentrant {
        Disputes.executeRuling(_ledger, order);
    }

    /// @inheritdoc IEscrow
    function resolveStalled(Order calldata order) external nonReentrant {
        Disputes.resolveStalled(_ledger, order);
    }

    /// @inheritdoc IEscrow
    function reclaimFees(bytes32 id) external nonReentrant returns (uint256 amount) {
        return Disputes.reclaimFees(_ledger, id);
    }

    // MONEY

    /// @inheritdoc IEscrow
    function withdraw(address token, address to, uint256 amount) external nonReentrant {
        uint256 credit = _ledger.creditOf[msg.sender][token];
        if (amount == 0 || amount > credit) revert AmountOutOfBounds(amount, credit);

        _ledger.creditOf[msg.sender][token] = credit - amount;

        emit Withdrawn(msg.sender, token, to, amount);

        if (!Calls.transfer(token, to, amount, gasleft())) revert TransferFailed(to, token, amount);
    }

    /// @inheritdoc IEscrow
    function sweep(OrderKey[] calldata keys) external nonReentrant returns (uint256 amount) {
        return Annex.sweep(_ledger, keys, treasury);
    }

    // GUARDS

    /// @dev Needs no record of use: each names an order, and can be used once in its life.
    function _requireConsent(address signer, bytes32 typehash, bytes32 id, Consent calldata consent) private view {
        bytes32 content = keccak256(abi.encode(typehash, id, consent.nonce, consent.deadline));
        _requireSigned(signer, consent.nonce, consent.deadline, content, consent.signature);
    }

    function _requireSigned(
        address signer,
        uint256 nonce,
        uint256 deadline,
        bytes32 content,
        bytes calldata signature
    ) private view {
        if (block.timestamp > deadline) revert SignatureExpired(deadline, block.timestamp);
        if (_isCancelled[signer][nonce]) revert SignaturesAreCancelled(signer, nonce);
        if (!SignatureChecker.isValidSignatureNow(signer, _hashTypedDataV4(content), signature)) {
            revert BadSignature(signer);
        }
    }

    /// @dev Not ended, and no ruling waiting to be executed.
    function _requireRunning(bytes32 id, Status status) private view {
        if (status == Status.Funded || status == Status.Shipped) return;
        if (status != Status.Disputed) revert WrongStatus(id, status);
        if (_ledger.disputes[id].phase == DisputePhase.Ruled) revert WrongDisputePhase(id, DisputePhase.Ruled);
    }

    // VIEWS

    /// @inheritdoc IEscrow
    function orderId(Order calldata order) external pure returns (bytes32) {
        return order.orderId();
    }

    /// @inheritdoc IEscrow
    function stateOf(bytes32 id) external view returns (OrderState memory) {
        return _ledger.orders[id];
    }

    /// @inheritdoc IEscrow
    function disputeOf(bytes32 id) external view returns (DisputeState memory) {
        return _ledger.disputes[id];
    }

    /// @inheritdoc IEscrow
    function quote(Order calldata order) external pure returns (uint256 subtotal, uint256 buyerFee, uint256 deposit) {
        return Payouts.quote(order);
    }

    /// @inheritdoc IEscrow
    function arbitrationCost(Order calldata order) external view returns (uint256) {
        return IArbitrator(order.terms.arbitrator).arbitrationCost(Disputes.extraData(order));
    }

    /// @inheritdoc IArbitrableParties
    /// @dev Asked by an arbitrator about a dispute of its own.
    function partyOf(uint256 disputeId, uint256 ruling) external view returns (address) {
        DisputeState storage dispute = _ledger.disputes[_ledger.disputedOrder[IArbitrator(msg.sender)][disputeId]];
        return
            ruling == Disputes.FOR_BUYER
                ? dispute.buyer
                : ruling == Disputes.FOR_SELLER
                    ? dispute.seller
                    : address(0);
    }

    /// @inheritdoc IEscrow
    function creditOf(address account, address token) external view returns (uint256) {
        return _ledger.creditOf[account][token];
    }

    /// @inheritdoc IEscrow
    function howEnded(bytes32 id) external view returns (Ending memory) {
        OrderState storage state = _ledger.orders[id];
        return Ending(state.outcome, state.deadline, state.feePaid);
    }
}
