// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitrator} from "../interfaces/IArbitrator.sol";
import {DisputeState, IEscrow, Order, OrderState, Outcome, Payout, Status} from "../interfaces/IEscrow.sol";
import {IListingRegistry} from "../interfaces/IListingRegistry.sol";
import {Calls} from "./Calls.sol";
import {Payouts} from "./Payouts.sol";
import {Taking} from "./Taking.sol";

/// @notice All that the escrow remembers.
struct Ledger {
    mapping(bytes32 orderId => OrderState) orders;
    mapping(bytes32 orderId => DisputeState) disputes;
    mapping(IArbitrator arbitrator => mapping(uint256 disputeId => bytes32 orderId)) disputedOrder;
    mapping(address account => mapping(address token => uint256)) creditOf;
}

/// @title The escrow's books
/// @notice The only code that ends an order or pays out of one.
library Ledgers {
    /// @dev The compiler would write the slot field by field, at 800 gas more for every verb. `feeSwept` is set by `sweep` alone, on
    /// an order that has ended and is not written again.
    function write(
        OrderState storage slot,
        Status status,
        Outcome outcome,
        uint40 deadline,
        uint96 held,
        uint96 feePaid
    ) internal {
        uint256 word =
            uint256(status) |
                (uint256(outcome) << 8) |
                (uint256(deadline) << 16) |
                (uint256(held) << 56) |
                (uint256(feePaid) << 152);
        assembly ("memory-safe") {
            sstore(slot.slot, word)
        }
    }

    /// @dev Ends an order in storage. `state` keeps the past, for the caller. That an order's fees fit is proved (`npm run prove`).
    function close(
        Ledger storage ledger,
        bytes32 id,
        OrderState memory state,
        Status status,
        Outcome outcome,
        uint256 fee
    ) internal {
        write(ledger.orders[id], status, outcome, uint40(block.timestamp), 0, state.feePaid + uint96(fee));
    }

    function release(Ledger storage ledger, bytes32 id, OrderState memory state, uint96 amount, uint256 fee) internal {
        uint96 feePaid = state.feePaid + uint96(fee);
        write(ledger.orders[id], state.status, Outcome.None, state.deadline, state.held - amount, feePaid);
    }

    // Two ends that a verb of the escrow's and a dispute that nobody answered share.

    function refund(
        Ledger storage ledger,
        IListingRegistry registry,
        bytes32 id,
        Order calldata order,
        OrderState memory state,
        Outcome outcome
    ) internal {
        // Where nothing but a deposit was left, the price had been paid.
        Status status = outcome == Outcome.Completed ? Status.Completed : Status.Refunded;
        uint256 toBuyer = Payouts.back(order, state.held);
        close(ledger, id, state, status, outcome, 0);

        emit IEscrow.OrderRefunded(id, outcome, toBuyer);

        if (status == Status.Refunded) Taking.putBack(registry, order);

        push(ledger, order.terms.token, order.buyer, toBuyer);
    }

    function claim(
        Ledger storage ledger,
        bytes32 id,
        Order calldata order,
        OrderState memory state,
        uint256 sellerAmount
    ) internal {
        Payout memory payout = Payouts.end(order, state.held, sellerAmount);
        close(ledger, id, state, Status.Completed, Outcome.Completed, payout.fee);

        emit IEscrow.OrderClaimed(id, payout);

        payOut(ledger, order, payout);
    }

    function payOut(Ledger storage ledger, Order calldata order, Payout memory payout) internal {
        address token = order.terms.token;
        push(ledger, token, order.terms.seller, payout.toSeller);
        push(ledger, token, order.buyer, payout.toBuyer);
        push(ledger, token, order.referrer, payout.referral);
    }

    function push(Ledger storage ledger, address token, address to, uint256 amount) internal {
        if (amount == 0 || Calls.push(token, to, amount)) return;
        ledger.creditOf[to][token] += amount;
        emit IEscrow.Credited(to, token, amount);
    }

    // At or before a deadline the action, after it the timeout, never both.

    function requireOpen(uint40 deadline) internal view {
        if (block.timestamp > deadline) revert IEscrow.DeadlinePassed(deadline, block.timestamp);
    }

    function requireOver(uint40 deadline) internal view {
        if (block.timestamp <= deadline) revert IEscrow.DeadlineNotPassed(deadline, block.timestamp);
    }

    function otherSide(Order calldata order) internal view returns (address) {
        if (msg.sender == order.buyer) return order.terms.seller;
        if (msg.sender == order.terms.seller) return order.buyer;
        revert IEscrow.NotParty(msg.sender);
    }
}
