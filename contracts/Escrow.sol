// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IArbitrable, IArbitrableParties} from "./interfaces/IArbitrable.sol";
import {IArbitrationCourt} from "./interfaces/IArbitrationCourt.sol";
import {IArbitrator} from "./interfaces/IArbitrator.sol";
import {
    DisputePhase,
    DisputeState,
    Ending,
    IEscrow,
    Order,
    OrderState,
    Outcome,
    Payout,
    Settlement,
    Status
} from "./interfaces/IEscrow.sol";
import {IEvidence} from "./interfaces/IEvidence.sol";
import {IListingRegistry, Terms} from "./interfaces/IListingRegistry.sol";
import {Calls} from "./libraries/Calls.sol";
import {Payouts} from "./libraries/Payouts.sol";
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
    using TermsHash for Terms;
    using TermsHash for Order;

    uint40 public constant ANSWER_WINDOW = 72 hours;
    uint40 public constant MAX_EXTENSION = 365 days;

    uint256 private constant CHOICES = 2;
    uint256 private constant FOR_NOBODY = 0;
    uint256 private constant FOR_BUYER = 1;
    uint256 private constant FOR_SELLER = 2;
    /// @dev One description of how disputes are judged serves every order (ERC-1497).
    uint256 private constant META_EVIDENCE_ID = 0;
    /// @dev For withdrawing a case and fetching its fee. Should an arbitrator need more, `reclaimFees` asks again.
    uint256 private constant ARBITRATOR_GAS = 300_000;
    /// @dev A refusal counts when this much is left: the arbitrator then had 63 times as much.
    uint256 private constant REFUSAL_GAS = 50_000;
    bytes32 private constant SETTLEMENT_TYPEHASH = keccak256(
        "Settlement(bytes32 orderId,uint256 sellerAmount,uint256 nonce,uint40 deadline)"
    );

    IListingRegistry public immutable registry;
    address public immutable treasury;

    mapping(bytes32 orderId => OrderState) private _orders;
    mapping(bytes32 orderId => DisputeState) private _disputes;
    mapping(IArbitrator arbitrator => mapping(uint256 disputeId => bytes32 orderId)) private _disputedOrder;
    mapping(address account => mapping(uint256 nonce => bool)) private _settlementCancelled;
    mapping(address account => mapping(address token => uint256)) public creditOf;
    mapping(address token => uint256) public feesOf;
    /// @dev Set while an arbitrator is being called: the only time at which native coin may come in unasked.
    bool private transient _feeMayReturn;

    /// @param policy Where the ERC-1497 meta-evidence is: an IPFS path.
    constructor(IListingRegistry registry_, address treasury_, string memory policy) EIP712("Handsel", "1") {
        registry = registry_;
        treasury = treasury_;

        emit MetaEvidence(META_EVIDENCE_ID, policy);
    }

    receive() external payable {
        if (!_feeMayReturn) revert UnexpectedValue(msg.sender);
    }

    // PURCHASE

    function buy(Order calldata order) external payable nonReentrant returns (bytes32 id) {
        Terms calldata terms = order.terms;
        if (msg.sender != order.buyer) revert NotBuyer(msg.sender, order.buyer);
        if (order.buyer == terms.seller) revert SelfPurchase(order.buyer);
        if (order.quantity == 0) revert ZeroQuantity();
        (uint256 subtotal, uint256 buyerFee, uint256 deposit) = Payouts.quote(terms, order.quantity);
        if (subtotal > type(uint96).max) revert AmountTooLarge(subtotal);
        id = order.orderId();
        if (_orders[id].status != Status.None) revert OrderExists(id);
        bytes32 listingId = registry.take(terms, order.quantity);
        uint256 total = subtotal + buyerFee + deposit;
        uint40 deadline = uint40(block.timestamp) + terms.fulfilWindow;

        _orders[id] = OrderState(Status.Funded, Outcome.None, deadline, uint96(subtotal), 0);

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

        _collect(terms.token, total);
    }

    /// @dev Nobody whom a caller could choose is called while money comes in but the token itself, and the guard is up.
    function _collect(address token, uint256 amount) private {
        uint256 value = token == address(0) ? amount : 0;
        if (msg.value != value) revert WrongValue(msg.value, value);
        if (token == address(0)) return;
        uint256 received = Calls.pull(token, msg.sender, amount);
        if (received != amount) revert WrongReceived(received, amount);
    }

    // FULFILMENT

    function ship(Order calldata order, bytes32 fulfilment) external nonReentrant {
        (bytes32 id, OrderState memory state) = _load(order);
        if (msg.sender != order.terms.seller) revert NotSeller(msg.sender, order.terms.seller);
        if (state.status != Status.Funded) revert WrongStatus(id, state.status);
        _requireOpen(state.deadline);

        state.status = Status.Shipped;
        state.deadline = uint40(block.timestamp) + order.terms.inspectWindow;
        _orders[id] = state;

        emit OrderShipped(id, fulfilment, state.deadline);
    }

    function extend(Order calldata order, uint40 deadline) external nonReentrant {
        (bytes32 id, OrderState memory state) = _load(order);
        if (state.status == Status.Funded) {
            if (msg.sender != order.buyer) revert NotBuyer(msg.sender, order.buyer);
        } else if (state.status == Status.Shipped) {
            if (msg.sender != order.terms.seller) revert NotSeller(msg.sender, order.terms.seller);
        } else {
            revert WrongStatus(id, state.status);
        }
        _requireOpen(state.deadline);
        if (deadline <= state.deadline) revert DeadlineNotLater(deadline, state.deadline);
        uint256 latest = block.timestamp + MAX_EXTENSION;
        if (deadline > latest) revert DeadlineTooLate(deadline, latest);

        _orders[id].deadline = deadline;

        emit OrderExtended(id, deadline);
    }

    // COMPLETION

    function confirm(Order calldata order) external nonReentrant {
        (bytes32 id, OrderState memory state) = _load(order);
        if (msg.sender != order.buyer) revert NotBuyer(msg.sender, order.buyer);
        if (order.terms.deposit != 0) return _confirmRent(id, order, state);
        _requireRunning(id, state.status);

        Payout memory payout = _close(id, order, state, Status.Completed, Outcome.Completed, state.held);

        emit OrderConfirmed(id, payout);

        _payOut(order, payout);
        if (state.status == Status.Disputed) _abandonDispute(id);
    }

    /// @dev The deposit stays: only the seller's `refund` or the end of the inspection window gives it back, and a dispute over
    /// it cannot be ended by the buyer alone.
    function _confirmRent(bytes32 id, Order calldata order, OrderState memory state) private {
        if (state.status != Status.Shipped || state.held == 0) revert WrongStatus(id, state.status);

        Payout memory payout = _release(id, order, state, state.held);

        emit OrderConfirmed(id, payout);

        _payOut(order, payout);
    }

    function release(Order calldata order, uint96 amount) external nonReentrant {
        (bytes32 id, OrderState memory state) = _load(order);
        if (msg.sender != order.buyer) revert NotBuyer(msg.sender, order.buyer);
        if (state.status != Status.Funded && state.status != Status.Shipped) revert WrongStatus(id, state.status);
        if (amount == 0 || amount >= state.held) revert AmountOutOfBounds(amount, state.held);

        Payout memory payout = _release(id, order, state, amount);

        emit OrderReleased(id, state.held - amount, payout);

        _payOut(order, payout);
    }

    function refund(Order calldata order) external nonReentrant {
        (bytes32 id, OrderState memory state) = _load(order);
        _requireRunning(id, state.status);
        if (msg.sender != order.terms.seller) {
            if (state.status != Status.Funded) revert NotSeller(msg.sender, order.terms.seller);
            _requireOver(state.deadline);
        }

        (Status status, Outcome outcome) = _refundOutcome(order, state);
        Payout memory payout = _close(id, order, state, status, outcome, 0);

        emit OrderRefunded(id, outcome, payout);

        _payOut(order, payout);
        if (state.status == Status.Disputed) _abandonDispute(id);
    }

    /// @dev Only an order of which nothing was paid and that never left the seller counts as if it had not been.
    function _refundOutcome(Order calldata order, OrderState memory state) private pure returns (Status, Outcome) {
        if (state.held == 0) return (Status.Completed, Outcome.Completed);
        bool untouched = state.status == Status.Funded && state.held == Payouts.subtotalOf(order.terms, order.quantity);
        return (Status.Refunded, untouched ? Outcome.RefundedUnshipped : Outcome.Refunded);
    }

    function claim(Order calldata order) external nonReentrant {
        (bytes32 id, OrderState memory state) = _load(order);
        if (state.status != Status.Shipped) revert WrongStatus(id, state.status);
        _requireOver(state.deadline);

        Payout memory payout = _close(id, order, state, Status.Completed, Outcome.Completed, state.held);

        emit OrderClaimed(id, payout);

        _payOut(order, payout);
    }

    function settle(
        Order calldata order,
        Settlement calldata settlement,
        bytes calldata signature
    ) external nonReentrant {
        (bytes32 id, OrderState memory state) = _load(order);
        _requireRunning(id, state.status);
        _checkSettlement(id, _otherSide(order), settlement, signature);
        uint256 most = state.held + Payouts.depositOf(order.terms, order.quantity);
        if (settlement.sellerAmount > most) revert AmountOutOfBounds(settlement.sellerAmount, most);

        Payout memory payout = _close(id, order, state, Status.Resolved, Outcome.Settled, settlement.sellerAmount);

        emit OrderSettled(id, payout);

        _payOut(order, payout);
        if (state.status == Status.Disputed) _abandonDispute(id);
    }

    /// @dev Needs no record of use: it names an order, and settling ends the order.
    function _checkSettlement(
        bytes32 id,
        address signer,
        Settlement calldata settlement,
        bytes calldata signature
    ) private view {
        if (settlement.orderId != id) revert SettlementForOtherOrder(settlement.orderId, id);
        if (block.timestamp > settlement.deadline) revert SettlementExpired(settlement.deadline, block.timestamp);
        if (_settlementCancelled[signer][settlement.nonce]) revert SettlementNonceSpent(signer, settlement.nonce);
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(SETTLEMENT_TYPEHASH, settlement)));
        if (!SignatureChecker.isValidSignatureNowCalldata(signer, digest, signature)) revert BadSignature(signer);
    }

    function cancelSettlement(uint256 nonce) external {
        _settlementCancelled[msg.sender][nonce] = true;

        emit SettlementCancelled(msg.sender, nonce);
    }

    // DISPUTE

    function openDispute(Order calldata order) external payable nonReentrant {
        (bytes32 id, OrderState memory state) = _load(order);
        _otherSide(order);
        if (state.status != Status.Funded && state.status != Status.Shipped) revert WrongStatus(id, state.status);
        // Before anything was sent silence gives the buyer the money back: a dispute must not turn that round.
        if (state.status == Status.Funded && msg.sender != order.buyer) revert NotBuyer(msg.sender, order.buyer);
        _requireOpen(state.deadline);
        IArbitrator arbitrator = IArbitrator(order.terms.arbitrator);
        uint256 cost = arbitrator.arbitrationCost(_extraData(order));
        if (cost > type(uint96).max) revert AmountTooLarge(cost);
        if (msg.value != cost) revert WrongValue(msg.value, cost);

        state.status = Status.Disputed;
        // Nor does it take time from the side that has to answer.
        uint40 answerBy = uint40(block.timestamp) + ANSWER_WINDOW;
        if (state.deadline < answerBy) state.deadline = answerBy;
        _orders[id] = state;
        _disputes[id] = DisputeState({
            buyer: order.buyer,
            phase: DisputePhase.Opened,
            openedByBuyer: msg.sender == order.buyer,
            ruling: 0,
            seller: order.terms.seller,
            pot: uint96(cost),
            arbitrator: arbitrator,
            disputeId: 0
        });

        emit DisputeOpened(id, msg.sender, cost, state.deadline);
    }

    function answerDispute(Order calldata order) external payable nonReentrant {
        (bytes32 id, OrderState memory state) = _load(order);
        DisputeState storage dispute = _requireDispute(id, state.status, DisputePhase.Opened);
        address answerer = dispute.openedByBuyer ? dispute.seller : dispute.buyer;
        if (msg.sender != answerer) revert NotParty(msg.sender);
        _requireOpen(state.deadline);
        uint96 fee = dispute.pot;
        if (msg.value != fee) revert WrongValue(msg.value, fee);

        dispute.phase = DisputePhase.Raised;
        state.deadline = uint40(block.timestamp) + order.terms.rulingWindow;
        _orders[id].deadline = state.deadline;

        (bool raised, uint256 disputeId) = _raise(id, order, dispute);

        if (raised) {
            emit DisputeRaised(id, dispute.arbitrator, disputeId, fee, state.deadline);
            emit Dispute(dispute.arbitrator, disputeId, META_EVIDENCE_ID, uint256(id));
        } else {
            emit DisputeRefused(id, dispute.arbitrator, state.deadline);
        }
    }

    /// @dev A broken arbitrator must not make the answering side lose by default, so its refusal is borne: what it did not take
    /// stays in the pot. That it refused for want of gas, which the caller could arrange, is not believed.
    function _raise(
        bytes32 id,
        Order calldata order,
        DisputeState storage dispute
    ) private returns (bool raised, uint256 disputeId) {
        IArbitrator arbitrator = dispute.arbitrator;
        uint256 balance = address(this).balance - msg.value;
        bool ok;
        uint256 size;
        _feeMayReturn = true;
        (ok, size, disputeId) = Calls.attempt(
            address(arbitrator),
            msg.value,
            gasleft(),
            abi.encodeCall(IArbitrator.createDispute, (CHOICES, _extraData(order)))
        );
        _feeMayReturn = false;
        if (!ok && gasleft() < REFUSAL_GAS) revert Calls.NotEnoughGas();
        raised =
            ok &&
            size > 31 &&
            disputeId <= type(uint96).max &&
            _disputedOrder[arbitrator][disputeId] == bytes32(0);
        dispute.pot += uint96(address(this).balance - balance);
        if (!raised) return (false, 0);
        dispute.disputeId = uint96(disputeId);
        _disputedOrder[arbitrator][disputeId] = id;
    }

    function resolveUnanswered(Order calldata order) external nonReentrant {
        (bytes32 id, OrderState memory state) = _load(order);
        DisputeState storage dispute = _requireDispute(id, state.status, DisputePhase.Opened);
        _requireOver(state.deadline);

        _resolve(id, order, state, dispute.openedByBuyer ? FOR_BUYER : FOR_SELLER);
        _abandonDispute(id);
    }

    function submitEvidence(bytes32 id, string calldata evidence) external {
        DisputeState storage dispute = _disputes[id];
        DisputePhase phase = dispute.phase;
        if (msg.sender != dispute.buyer && msg.sender != dispute.seller) revert NotParty(msg.sender);
        if (phase != DisputePhase.Opened && phase != DisputePhase.Raised) revert WrongDisputePhase(id, phase);

        emit Evidence(dispute.arbitrator, uint256(id), msg.sender, evidence);
    }

    /// @dev Moves no money, so that no receiver can make the arbitrator's call fail. A ruling on a dispute that has ended, or
    /// that comes after the ruling deadline, changes nothing and does not revert: the arbitrator has done its work.
    function rule(uint256 disputeId, uint256 ruling) external nonReentrant {
        bytes32 id = _disputedOrder[IArbitrator(msg.sender)][disputeId];
        if (id == bytes32(0)) revert NotArbitrator(msg.sender, disputeId);
        DisputeState storage dispute = _disputes[id];
        DisputePhase phase = dispute.phase;
        if (phase == DisputePhase.Ruled) revert WrongDisputePhase(id, phase);
        if (phase != DisputePhase.Raised || block.timestamp > _orders[id].deadline) return;
        uint256 understood = ruling > CHOICES ? FOR_NOBODY : ruling;

        dispute.phase = DisputePhase.Ruled;
        dispute.ruling = uint8(understood);

        emit Ruling(IArbitrator(msg.sender), disputeId, ruling);
        emit DisputeRuled(id, understood);
    }

    function executeRuling(Order calldata order) external nonReentrant {
        (bytes32 id, OrderState memory state) = _load(order);
        DisputeState storage dispute = _requireDispute(id, state.status, DisputePhase.Ruled);

        _resolve(id, order, state, dispute.ruling);
        _returnFees(id, dispute, dispute.ruling);
    }

    function resolveStalled(Order calldata order) external nonReentrant {
        (bytes32 id, OrderState memory state) = _load(order);
        _requireDispute(id, state.status, DisputePhase.Raised);
        _requireOver(state.deadline);

        _resolve(id, order, state, FOR_NOBODY);
        _abandonDispute(id);
    }

    function _resolve(bytes32 id, Order calldata order, OrderState memory state, uint256 ruling) private {
        uint256 all = state.held + Payouts.depositOf(order.terms, order.quantity);
        uint256 sellerAmount =
            ruling == FOR_BUYER
                ? 0
                : ruling == FOR_SELLER
                    ? all
                    : all / 2;
        Outcome outcome =
            ruling == FOR_BUYER
                ? Outcome.RuledForBuyer
                : ruling == FOR_SELLER
                    ? Outcome.RuledForSeller
                    : Outcome.Split;
        Payout memory payout = _close(id, order, state, Status.Resolved, outcome, sellerAmount);

        emit OrderResolved(id, outcome, payout);

        _payOut(order, payout);
    }

    function reclaimFees(bytes32 id) external nonReentrant returns (uint256 amount) {
        if (_orders[id].status == Status.Disputed) revert WrongStatus(id, Status.Disputed);
        DisputeState storage dispute = _disputes[id];
        amount = _returnFees(id, dispute, dispute.ruling);
        if (amount == 0) revert NothingToReclaim(id);
    }

    /// @dev The order has ended without a ruling. A fee that nobody has answered is its payer's; what is left of a raised
    /// dispute is shared.
    function _abandonDispute(bytes32 id) private {
        DisputeState storage dispute = _disputes[id];
        bool opened = dispute.phase == DisputePhase.Opened;
        dispute.phase = DisputePhase.None;
        _returnFees(
            id,
            dispute,
            !opened
                ? FOR_NOBODY
                : dispute.openedByBuyer
                    ? FOR_BUYER
                    : FOR_SELLER
        );
    }

    function _returnFees(bytes32 id, DisputeState storage dispute, uint256 winner) private returns (uint256 amount) {
        uint256 pot = dispute.pot;
        dispute.pot = 0;
        amount = pot + _reclaim(id, dispute);
        if (amount == 0) return 0;
        uint256 toBuyer =
            winner == FOR_BUYER
                ? amount
                : winner == FOR_SELLER
                    ? 0
                    : amount / 2;

        emit ArbitrationFeesReturned(id, toBuyer, amount - toBuyer);

        _push(address(0), dispute.buyer, toBuyer);
        _push(address(0), dispute.seller, amount - toBuyer);
    }

    /// @dev Arbitrators other than IArbitrationCourt lack these functions. Whatever they do, only what arrives counts.
    function _reclaim(bytes32 id, DisputeState storage dispute) private returns (uint256) {
        IArbitrator arbitrator = dispute.arbitrator;
        uint256 disputeId = dispute.disputeId;
        if (_disputedOrder[arbitrator][disputeId] != id) return 0;
        uint256 balance = address(this).balance;
        _feeMayReturn = true;
        if (dispute.phase != DisputePhase.Ruled) {
            Calls.attempt(
                address(arbitrator),
                0,
                ARBITRATOR_GAS,
                abi.encodeCall(IArbitrationCourt.withdrawDispute, (disputeId))
            );
        }
        Calls.attempt(
            address(arbitrator),
            0,
            ARBITRATOR_GAS,
            abi.encodeCall(IArbitrationCourt.reclaimFee, (disputeId))
        );
        _feeMayReturn = false;
        return address(this).balance - balance;
    }

    /// @dev Kleros' format, followed by the parties, who must not judge themselves.
    function _extraData(Order calldata order) private pure returns (bytes memory) {
        return abi.encode(uint256(order.terms.court), uint256(0), uint256(0), order.buyer, order.terms.seller);
    }

    // MONEY

    /// @dev Ends an order in storage. `state` keeps the past, for the caller.
    function _close(
        bytes32 id,
        Order calldata order,
        OrderState memory state,
        Status status,
        Outcome outcome,
        uint256 sellerAmount
    ) private returns (Payout memory payout) {
        payout = Payouts.end(order, state.held, sellerAmount);
        uint96 feePaid = state.feePaid + uint96(payout.fee);
        _orders[id] = OrderState(status, outcome, uint40(block.timestamp), 0, feePaid);
        if (payout.fee != 0) feesOf[order.terms.token] += payout.fee;
    }

    function _release(
        bytes32 id,
        Order calldata order,
        OrderState memory state,
        uint96 amount
    ) private returns (Payout memory payout) {
        payout = Payouts.release(order, state.held, amount);
        uint96 feePaid = state.feePaid + uint96(payout.fee);
        _orders[id] = OrderState(state.status, Outcome.None, state.deadline, state.held - amount, feePaid);
        if (payout.fee != 0) feesOf[order.terms.token] += payout.fee;
    }

    function _payOut(Order calldata order, Payout memory payout) private {
        address token = order.terms.token;
        _push(token, order.terms.seller, payout.toSeller);
        _push(token, order.buyer, payout.toBuyer);
        _push(token, order.referrer, payout.referral);
    }

    function _push(address token, address to, uint256 amount) private {
        if (amount == 0 || Calls.push(token, to, amount)) return;
        creditOf[to][token] += amount;
        emit Credited(to, token, amount);
    }

    function withdraw(address token, address to) external nonReentrant returns (uint256 amount) {
        amount = creditOf[msg.sender][token];
        if (amount == 0) revert NothingToWithdraw(msg.sender, token);

        creditOf[msg.sender][token] = 0;

        emit Withdrawn(msg.sender, token, to, amount);

        if (!Calls.transfer(token, to, amount, gasleft())) revert TransferFailed(to, token, amount);
    }

    function sweep(address token) external nonReentrant returns (uint256 amount) {
        amount = feesOf[token];
        if (amount == 0) revert NothingToWithdraw(treasury, token);

        feesOf[token] = 0;

        emit FeesSwept(token, amount);

        if (!Calls.transfer(token, treasury, amount, gasleft())) revert TransferFailed(treasury, token, amount);
    }

    // GUARDS

    function _load(Order calldata order) private view returns (bytes32 id, OrderState memory state) {
        id = order.orderId();
        state = _orders[id];
    }

    /// @dev Not ended, and no ruling waiting to be executed.
    function _requireRunning(bytes32 id, Status status) private view {
        if (status == Status.Funded || status == Status.Shipped) return;
        if (status != Status.Disputed) revert WrongStatus(id, status);
        if (_disputes[id].phase == DisputePhase.Ruled) revert WrongDisputePhase(id, DisputePhase.Ruled);
    }

    function _requireDispute(
        bytes32 id,
        Status status,
        DisputePhase wanted
    ) private view returns (DisputeState storage dispute) {
        if (status != Status.Disputed) revert WrongStatus(id, status);
        dispute = _disputes[id];
        DisputePhase phase = dispute.phase;
        if (phase != wanted) revert WrongDisputePhase(id, phase);
    }

    function _requireOpen(uint40 deadline) private view {
        if (block.timestamp > deadline) revert DeadlinePassed(deadline, block.timestamp);
    }

    function _requireOver(uint40 deadline) private view {
        if (block.timestamp <= deadline) revert DeadlineNotPassed(deadline, block.timestamp);
    }

    function _otherSide(Order calldata order) private view returns (address) {
        if (msg.sender == order.buyer) return order.terms.seller;
        if (msg.sender == order.terms.seller) return order.buyer;
        revert NotParty(msg.sender);
    }

    // VIEWS

    function orderId(Order calldata order) external pure returns (bytes32) {
        return order.orderId();
    }

    function stateOf(bytes32 id) external view returns (OrderState memory) {
        return _orders[id];
    }

    function disputeOf(bytes32 id) external view returns (DisputeState memory) {
        return _disputes[id];
    }

    function quote(
        Terms calldata terms,
        uint32 quantity
    ) external pure returns (uint256 subtotal, uint256 buyerFee, uint256 deposit) {
        return Payouts.quote(terms, quantity);
    }

    function arbitrationCost(Order calldata order) external view returns (uint256) {
        return IArbitrator(order.terms.arbitrator).arbitrationCost(_extraData(order));
    }

    /// @notice Asked by an arbitrator about a dispute of its own.
    function partyOf(uint256 disputeId, uint256 ruling) external view returns (address) {
        DisputeState storage dispute = _disputes[_disputedOrder[IArbitrator(msg.sender)][disputeId]];
        return
            ruling == FOR_BUYER
                ? dispute.buyer
                : ruling == FOR_SELLER
                    ? dispute.seller
                    : address(0);
    }

    function howEnded(bytes32 id) external view returns (Ending memory) {
        OrderState storage state = _orders[id];
        return Ending(state.outcome, state.deadline, state.feePaid);
    }
}
