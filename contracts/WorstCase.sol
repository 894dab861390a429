// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    DisputePhase,
    DisputeState,
    IEscrow,
    Order,
    OrderState,
    Outcome,
    Payout,
    Status
} from "./interfaces/IEscrow.sol";
import {IWorstCase, Outlook} from "./interfaces/IWorstCase.sol";
import {Payouts} from "./libraries/Payouts.sol";
import {TermsHash} from "./libraries/TermsHash.sol";

/// @title Worst case
/// @notice See IWorstCase. `protocol/worstCase.ts` computes the same.
contract WorstCase is IWorstCase {
    using TermsHash for Order;

    uint256 private constant FOR_BUYER = 1;
    uint256 private constant FOR_SELLER = 2;

    /// @notice The escrow whose orders it looks at.
    IEscrow public immutable escrow;

    /// @notice Names the escrow.
    /// @param escrow_ The escrow whose orders it looks at.
    constructor(IEscrow escrow_) {
        escrow = escrow_;
    }

    /// @inheritdoc IWorstCase
    function worstCase(Order calldata order) external view returns (Outlook memory outlook) {
        bytes32 id = order.orderId();
        OrderState memory state = escrow.stateOf(id);
        outlook.at = state.deadline;
        outlook.status = state.status;
        outlook.outcome = state.outcome;
        if (state.status == Status.None) {
            outlook.at = (order.start == 0 ? uint40(block.timestamp) : order.start) + order.terms.fulfilWindow;
            _unsent(outlook, order, Payouts.subtotalOf(order));
        } else if (state.status == Status.Funded) {
            _unsent(outlook, order, state.held);
        } else if (state.status == Status.Shipped) {
            outlook.status = Status.Completed;
            outlook.outcome = Outcome.Completed;
            outlook.payout = Payouts.end(order, state.held, state.held);
        } else if (state.status == Status.Disputed) {
            _disputed(outlook, order, state.held, escrow.disputeOf(id));
        }
    }

    /// @inheritdoc IWorstCase
    function callingOff(Order calldata order, uint40 at) external view returns (Payout memory) {
        bytes32 id = order.orderId();
        if (order.start == 0) revert IEscrow.NotABookingOrder(id);
        if (at > order.start) revert IEscrow.StayBegun(order.start, at);
        OrderState memory state = escrow.stateOf(id);
        if (state.status != Status.None && state.status != Status.Funded) revert IEscrow.WrongStatus(id, state.status);
        uint256 held = state.status == Status.None ? Payouts.subtotalOf(order) : state.held;
        return Payouts.end(order, held, Payouts.keptOf(order, held, at));
    }

    function _unsent(Outlook memory outlook, Order calldata order, uint256 held) private pure {
        outlook.status = Status.Refunded;
        outlook.outcome = Outcome.NeverSent;
        outlook.payout = Payouts.end(order, held, 0);
    }

    function _disputed(
        Outlook memory outlook,
        Order calldata order,
        uint256 held,
        DisputeState memory dispute
    ) private pure {
        if (dispute.phase == DisputePhase.Ruled) outlook.at = 0;
        uint256 winner = _winner(dispute);
        uint256 all = held + Payouts.depositOf(order);
        outlook.status = Status.Resolved;
        if (winner == FOR_BUYER) {
            if (dispute.phase == DisputePhase.Ruled) {
                outlook.outcome = Outcome.RuledForBuyer;
            } else if (dispute.unsent) {
                outlook.status = Status.Refunded;
                outlook.outcome = Outcome.NeverSent;
            } else {
                outlook.outcome = Outcome.Unanswered;
            }
            outlook.payout = Payouts.end(order, held, 0);
            outlook.feesToBuyer = dispute.pot;
        } else if (winner == FOR_SELLER) {
            bool unopposed = dispute.phase == DisputePhase.Opened;
            if (unopposed) outlook.status = Status.Completed;
            outlook.outcome = unopposed ? Outcome.Completed : Outcome.RuledForSeller;
            outlook.payout = Payouts.end(order, held, all);
            outlook.feesToSeller = dispute.pot;
        } else {
            outlook.outcome = Outcome.Split;
            outlook.payout = Payouts.end(order, held, all / 2);
            outlook.feesToBuyer = dispute.pot / 2;
            outlook.feesToSeller = dispute.pot - outlook.feesToBuyer;
        }
    }

    /// @dev Whose the money is: by a ruling, by the other side's silence, or nobody's by the arbitrator's.
    function _winner(DisputeState memory dispute) private pure returns (uint256) {
        if (dispute.phase == DisputePhase.Ruled) return dispute.ruling;
        if (dispute.phase == DisputePhase.Raised) return 0;
        return dispute.openedByBuyer ? FOR_BUYER : FOR_SELLER;
    }
}
