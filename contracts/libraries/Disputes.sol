// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TransientSlot} from "@openzeppelin/contracts/utils/TransientSlot.sol";
import {IArbitrable} from "../interfaces/IArbitrable.sol";
import {IArbitrator} from "../interfaces/IArbitrator.sol";
import {
    DisputePhase,
    DisputeState,
    IEscrow,
    Order,
    OrderState,
    Outcome,
    Payout,
    Status
} from "../interfaces/IEscrow.sol";
import {IEvidence} from "../interfaces/IEvidence.sol";
import {IListingRegistry} from "../interfaces/IListingRegistry.sol";
import {IReputation, LostRuling, Role} from "../interfaces/IReputation.sol";
import {ArbitratorCalls} from "./ArbitratorCalls.sol";
import {Calls} from "./Calls.sol";
import {Ledger, Ledgers} from "./Ledger.sol";
import {Payouts} from "./Payouts.sol";
import {TermsHash} from "./TermsHash.sol";

/// @title Reviewed
/// @notice Whose rulings are recorded.
/// @dev What the escrow says of itself: asking costs nobody but whoever executes a ruling.
interface IReviewed {
    /// @notice Where rulings are recorded.
    function reputation() external view returns (IReputation);
}

/// @title Disputes
/// @notice From the opening of a dispute to its end, for the escrow, in whose name and storage all of it runs (linked, called by
/// DELEGATECALL): only an order that is disputed pays for it. What each verb promises is said in IEscrow; the escrow holds its
/// re-entrancy guard around every call.
///
/// What arbitrators are trusted with, and what not, is said in Escrow.
library Disputes {
    using Ledgers for Ledger;
    using TermsHash for Order;
    using TransientSlot for bytes32;
    using TransientSlot for TransientSlot.AddressSlot;

    uint40 internal constant ANSWER_WINDOW = 72 hours;
    uint256 internal constant FOR_NOBODY = 0;
    uint256 internal constant FOR_BUYER = 1;
    uint256 internal constant FOR_SELLER = 2;
    uint256 private constant CHOICES = 2;
    /// @dev One description of how disputes are judged serves every order (ERC-1497).
    uint256 internal constant META_EVIDENCE_ID = 0;
    /// @dev The arbitrator that is being called: the only one, and the only time, of which native coin may come in unasked.
    bytes32 internal constant ARBITRATOR_CALLED = keccak256("handsel.escrow.arbitratorCalled");
    /// @dev A refusal counts when this much is left: the arbitrator then had 63 times as much.
    uint256 private constant REFUSAL_GAS = 50_000;
    /// @dev Two and a half times what writing a ruling into a record takes.
    uint256 private constant RECORD_GAS = 150_000;

    /// @notice See IEscrow.openDispute.
    /// @param ledger The books of the escrow.
    /// @param order The order: its hash is its id.
    function open(Ledger storage ledger, Order calldata order) external {
        bytes32 id = order.orderId();
        OrderState memory state = ledger.orders[id];
        Ledgers.otherSide(order);
        if (state.status != Status.Funded && state.status != Status.Shipped)
            revert IEscrow.WrongStatus(id, state.status);
        // Before anything was sent silence gives the buyer the money back: a dispute must not turn that round.
        if (state.status == Status.Funded && msg.sender != order.buyer)
            revert IEscrow.NotBuyer(msg.sender, order.buyer);
        // A stay that has not begun is called off, at what its terms keep: a dispute would ask for all of it.
        if (state.status == Status.Funded && block.timestamp <= order.start)
            revert IEscrow.StayNotBegun(order.start, block.timestamp);
        Ledgers.requireOpen(state.deadline);
        IArbitrator arbitrator = IArbitrator(order.terms.arbitrator);
        uint256 cost = arbitrator.arbitrationCost(extraData(order));
        if (cost > type(uint96).max) revert IEscrow.AmountTooLarge(cost);
        if (msg.value != cost) revert IEscrow.WrongValue(msg.value, cost);

        bool unsent = state.status == Status.Funded;
        // Nor does it take time from the side that has to answer.
        uint40 answerBy = uint40(block.timestamp) + ANSWER_WINDOW;
        if (state.deadline < answerBy) state.deadline = answerBy;
        Ledgers.write(ledger.orders[id], Status.Disputed, Outcome.None, state.deadline, state.held, state.feePaid);
        ledger.disputes[id] = DisputeState({
            buyer: order.buyer,
            phase: DisputePhase.Opened,
            openedByBuyer: msg.sender == order.buyer,
            ruling: 0,
            unsent: unsent,
            answered: false,
            seller: order.terms.seller,
            pot: uint96(cost),
            arbitrator: arbitrator,
            disputeId: 0
        });

        emit IEscrow.DisputeOpened(id, msg.sender, cost, state.deadline);
    }

    /// @notice See IEscrow.answerDispute.
    /// @param ledger The books of the escrow.
    /// @param order The order: its hash is its id.
    function answer(Ledger storage ledger, Order calldata order) external {
        bytes32 id = order.orderId();
        OrderState memory state = ledger.orders[id];
        DisputeState storage dispute = _requireDispute(ledger, id, state.status, DisputePhase.Opened);
        address answerer = dispute.openedByBuyer ? dispute.seller : dispute.buyer;
        if (msg.sender != answerer) revert IEscrow.NotParty(msg.sender);
        Ledgers.requireOpen(state.deadline);
        uint96 fee = dispute.pot;
        if (msg.value != fee) revert IEscrow.WrongValue(msg.value, fee);

        dispute.phase = DisputePhase.Raised;
        dispute.answered = true;
        state.deadline = uint40(block.timestamp) + order.terms.rulingWindow;
        ledger.orders[id].deadline = state.deadline;

        (bool raised, uint256 disputeId) = _raise(ledger, id, order, dispute);

        if (raised) {
            emit IEscrow.DisputeRaised(id, dispute.arbitrator, disputeId, fee, state.deadline);
            emit IEvidence.Dispute(dispute.arbitrator, disputeId, META_EVIDENCE_ID, uint256(id));
        } else {
            emit IEscrow.DisputeRefused(id, dispute.arbitrator, state.deadline);
        }
    }

    /// @dev A broken arbitrator must not make the answering side lose by default, so its refusal is borne: what it did not take
    /// stays in the pot. That it refused for want of gas, which the caller could arrange, is not believed.
    function _raise(
        Ledger storage ledger,
        bytes32 id,
        Order calldata order,
        DisputeState storage dispute
    ) private returns (bool raised, uint256 disputeId) {
        IArbitrator arbitrator = dispute.arbitrator;
        uint256 balance = address(this).balance - msg.value;
        bool ok;
        uint256 size;
        ARBITRATOR_CALLED.asAddress().tstore(address(arbitrator));
        (ok, size, disputeId) = Calls.attempt(
            address(arbitrator),
            msg.value,
            gasleft(),
            abi.encodeCall(IArbitrator.createDispute, (CHOICES, extraData(order)))
        );
        ARBITRATOR_CALLED.asAddress().tstore(address(0));
        if (!ok && gasleft() < REFUSAL_GAS) revert Calls.NotEnoughGas();
        raised =
            ok &&
            size > 31 &&
            disputeId <= type(uint96).max &&
            ledger.disputedOrder[arbitrator][disputeId] == bytes32(0);
        dispute.pot += uint96(address(this).balance - balance);
        if (!raised) return (false, 0);
        dispute.disputeId = uint96(disputeId);
        ledger.disputedOrder[arbitrator][disputeId] = id;
    }

    /// @notice See IEscrow.resolveUnanswered.
    /// @param ledger The books of the escrow.
    /// @param registry Where what was taken is put back.
    /// @param order The order: its hash is its id.
    function resolveUnanswered(Ledger storage ledger, IListingRegistry registry, Order calldata order) external {
        bytes32 id = order.orderId();
        OrderState memory state = ledger.orders[id];
        DisputeState storage dispute = _requireDispute(ledger, id, state.status, DisputePhase.Opened);
        Ledgers.requireOver(state.deadline);

        // Nobody has ruled. An order that was never sent is refunded, and a seller's dispute completes the order, as silence would
        // have done without them; a deposit comes on top. Only a buyer's complaint is won by silence.
        if (dispute.unsent) {
            ledger.refund(registry, id, order, state, Outcome.NeverSent);
        } else if (dispute.openedByBuyer) {
            _resolve(ledger, id, order, state, FOR_BUYER, Outcome.Unanswered);
        } else {
            ledger.claim(id, order, state, state.held + Payouts.depositOf(order));
        }
        _abandon(ledger, id, FOR_NOBODY);
    }

    /// @dev Whether nobody has answered a dispute about an order that never left the seller.
    function isUnsent(DisputeState storage dispute) internal view returns (bool) {
        return dispute.unsent && dispute.phase == DisputePhase.Opened;
    }

    /// @notice See IArbitrable.rule.
    /// @dev Moves no money, so that no receiver can make the arbitrator's call fail. A ruling on a dispute that has ended, or
    /// that comes after the ruling deadline, changes nothing and does not revert: the arbitrator has done its work.
    /// @param ledger The books of the escrow.
    /// @param disputeId The arbitrator's number of the dispute.
    /// @param ruling The ruling.
    function rule(Ledger storage ledger, uint256 disputeId, uint256 ruling) external {
        bytes32 id = ledger.disputedOrder[IArbitrator(msg.sender)][disputeId];
        if (id == bytes32(0)) revert IEscrow.NotArbitrator(msg.sender, disputeId);
        DisputeState storage dispute = ledger.disputes[id];
        DisputePhase phase = dispute.phase;
        if (phase == DisputePhase.Ruled) revert IEscrow.WrongDisputePhase(id, phase);
        if (phase != DisputePhase.Raised || block.timestamp > ledger.orders[id].deadline) return;
        uint256 understood = ruling > CHOICES ? FOR_NOBODY : ruling;

        dispute.phase = DisputePhase.Ruled;
        dispute.ruling = uint8(understood);

        emit IArbitrable.Ruling(IArbitrator(msg.sender), disputeId, ruling);
        emit IEscrow.DisputeRuled(id, understood);
    }

    /// @notice See IEscrow.executeRuling.
    /// @param ledger The books of the escrow.
    /// @param order The order: its hash is its id.
    function executeRuling(Ledger storage ledger, Order calldata order) external {
        bytes32 id = order.orderId();
        OrderState memory state = ledger.orders[id];
        DisputeState storage dispute = _requireDispute(ledger, id, state.status, DisputePhase.Ruled);

        uint256 ruling = dispute.ruling;
        Outcome outcome =
            ruling == FOR_BUYER
                ? Outcome.RuledForBuyer
                : ruling == FOR_SELLER
                    ? Outcome.RuledForSeller
                    : Outcome.Split;
        _resolve(ledger, id, order, state, ruling, outcome);
        if (ruling != FOR_NOBODY) _record(id, order, dispute);
        _returnFees(ledger, id, dispute, ruling);
    }

    /// @dev Whatever becomes of it, the payment goes on; but whoever sends too little gas for it has to come again.
    function _record(bytes32 id, Order calldata order, DisputeState storage dispute) private {
        bool forBuyer = dispute.ruling == FOR_BUYER;
        (uint256 subtotal, uint256 buyerFee, ) = Payouts.quote(order);
        LostRuling memory lost = LostRuling({
            orderId: id,
            subject: forBuyer ? order.terms.seller : order.buyer,
            role: forBuyer ? Role.Seller : Role.Buyer,
            arbitrator: dispute.arbitrator,
            token: order.terms.token,
            fee: Payouts.share(subtotal, order.terms.sellerFeeBps) + buyerFee,
            // Each side has paid it; the winner's is here, and the arbitrator has the loser's.
            arbitrationFee: dispute.pot
        });
        Calls.tell(
            address(IReviewed(address(this)).reputation()),
            RECORD_GAS,
            abi.encodeCall(IReputation.recordRuling, (lost))
        );
    }

    /// @notice See IEscrow.resolveStalled.
    /// @param ledger The books of the escrow.
    /// @param order The order: its hash is its id.
    function resolveStalled(Ledger storage ledger, Order calldata order) external {
        bytes32 id = order.orderId();
        OrderState memory state = ledger.orders[id];
        _requireDispute(ledger, id, state.status, DisputePhase.Raised);
        Ledgers.requireOver(state.deadline);

        _resolve(ledger, id, order, state, FOR_NOBODY, Outcome.Split);
        _abandon(ledger, id, FOR_NOBODY);
    }

    function _resolve(
        Ledger storage ledger,
        bytes32 id,
        Order calldata order,
        OrderState memory state,
        uint256 ruling,
        Outcome outcome
    ) private {
        uint256 all = state.held + Payouts.depositOf(order);
        uint256 sellerAmount =
            ruling == FOR_BUYER
                ? 0
                : ruling == FOR_SELLER
                    ? all
                    : all / 2;
        Payout memory payout = Payouts.end(order, state.held, sellerAmount);
        ledger.close(id, state, Status.Resolved, outcome, payout.fee);

        emit IEscrow.OrderResolved(id, outcome, payout);

        ledger.payOut(order, payout);
    }

    /// @notice See IEscrow.reclaimFees.
    /// @param ledger The books of the escrow.
    /// @param id The order.
    /// @return amount What came back, in wei.
    function reclaimFees(Ledger storage ledger, bytes32 id) external returns (uint256 amount) {
        if (ledger.orders[id].status == Status.Disputed) revert IEscrow.WrongStatus(id, Status.Disputed);
        DisputeState storage dispute = ledger.disputes[id];
        amount = _returnFees(ledger, id, dispute, dispute.ruling);
        if (amount == 0) revert IEscrow.NothingToReclaim(id);
    }

    /// @notice Ends the dispute of an order that has ended without a ruling.
    /// @param ledger The books of the escrow.
    /// @param id The order.
    /// @param winner The side to which the other has given in, if one has; else `FOR_NOBODY`.
    function abandon(Ledger storage ledger, bytes32 id, uint256 winner) external {
        _abandon(ledger, id, winner);
    }

    /// @dev The order has ended without a ruling. A fee that nobody has answered is its payer's. Of a raised dispute one fee was
    /// kept here: whoever gives in leaves it to the other side and has only what the arbitrator returns, so that giving in at the
    /// last second is no cheaper than being ruled against.
    function _abandon(Ledger storage ledger, bytes32 id, uint256 winner) private {
        DisputeState storage dispute = ledger.disputes[id];
        bool opened = dispute.phase == DisputePhase.Opened;
        bool raised = ledger.disputedOrder[dispute.arbitrator][dispute.disputeId] == id;
        dispute.phase = DisputePhase.None;
        if (opened) {
            _returnFees(ledger, id, dispute, dispute.openedByBuyer ? FOR_BUYER : FOR_SELLER);
        } else if (winner == FOR_NOBODY || !raised) {
            _returnFees(ledger, id, dispute, FOR_NOBODY);
        } else {
            uint256 kept = dispute.pot;
            dispute.pot = 0;
            uint256 returned = _reclaim(ledger, id, dispute);
            _payFees(ledger, id, dispute, winner == FOR_BUYER ? kept : returned, winner == FOR_BUYER ? returned : kept);
        }
    }

    function _returnFees(
        Ledger storage ledger,
        bytes32 id,
        DisputeState storage dispute,
        uint256 winner
    ) private returns (uint256 amount) {
        uint256 pot = dispute.pot;
        dispute.pot = 0;
        amount = pot + _reclaim(ledger, id, dispute);
        uint256 toBuyer =
            winner == FOR_BUYER
                ? amount
                : winner == FOR_SELLER
                    ? 0
                    : amount / 2;

        _payFees(ledger, id, dispute, toBuyer, amount - toBuyer);
    }

    function _payFees(
        Ledger storage ledger,
        bytes32 id,
        DisputeState storage dispute,
        uint256 toBuyer,
        uint256 toSeller
    ) private {
        if (toBuyer + toSeller == 0) return;

        emit IEscrow.ArbitrationFeesReturned(id, toBuyer, toSeller);

        ledger.push(address(0), dispute.buyer, toBuyer);
        ledger.push(address(0), dispute.seller, toSeller);
    }

    function _reclaim(
        Ledger storage ledger,
        bytes32 id,
        DisputeState storage dispute
    ) private returns (uint256 amount) {
        IArbitrator arbitrator = dispute.arbitrator;
        uint256 disputeId = dispute.disputeId;
        if (ledger.disputedOrder[arbitrator][disputeId] != id) return 0;
        ARBITRATOR_CALLED.asAddress().tstore(address(arbitrator));
        amount = ArbitratorCalls.reclaim(arbitrator, disputeId, dispute.phase == DisputePhase.Ruled);
        ARBITRATOR_CALLED.asAddress().tstore(address(0));
    }

    function extraData(Order calldata order) internal pure returns (bytes memory) {
        return ArbitratorCalls.extraData(order.terms.courtId, order.buyer, order.terms.seller);
    }

    function _requireDispute(
        Ledger storage ledger,
        bytes32 id,
        Status status,
        DisputePhase wanted
    ) private view returns (DisputeState storage dispute) {
        if (status != Status.Disputed) revert IEscrow.WrongStatus(id, status);
        dispute = ledger.disputes[id];
        DisputePhase phase = dispute.phase;
        if (phase != wanted) revert IEscrow.WrongDisputePhase(id, phase);
    }
}
