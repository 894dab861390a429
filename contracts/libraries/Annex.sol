// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    IEscrow,
    Order,
    OrderKey,
    OrderState,
    Outcome,
    Payout,
    Permit2Transfer,
    Status
} from "../interfaces/IEscrow.sol";
import {IListingRegistry} from "../interfaces/IListingRegistry.sol";
import {Calls} from "./Calls.sol";
import {Ledger, Ledgers} from "./Ledger.sol";
import {Payments} from "./Payments.sol";
import {Payouts} from "./Payouts.sol";
import {Taking} from "./Taking.sol";
import {TermsHash} from "./TermsHash.sol";

/// @title Annex
/// @notice What the escrow does seldom, in whose name and storage it runs (linked, called by DELEGATECALL): only who uses it pays for
/// the way here, and the escrow keeps to its size. What each verb promises is said in IEscrow; the escrow holds its re-entrancy
/// guard around every call.
library Annex {
    using Ledgers for Ledger;
    using TermsHash for Order;
    using TermsHash for OrderKey;

    /// @notice See IEscrow.callOff.
    /// @param ledger The books of the escrow.
    /// @param registry Where what was taken is put back.
    /// @param order The order: its hash is its id.
    function callOff(Ledger storage ledger, IListingRegistry registry, Order calldata order) external {
        bytes32 id = order.orderId();
        OrderState memory state = ledger.orders[id];
        if (msg.sender != order.buyer) revert IEscrow.NotBuyer(msg.sender, order.buyer);
        if (order.start == 0) revert IEscrow.NotABookingOrder(id);
        if (state.status != Status.Funded) revert IEscrow.WrongStatus(id, state.status);
        if (block.timestamp > order.start) revert IEscrow.StayBegun(order.start, block.timestamp);

        Payout memory payout = Payouts.end(order, state.held, Payouts.keptOf(order, state.held, block.timestamp));
        ledger.close(id, state, Status.Refunded, Outcome.CalledOff, payout.fee);

        emit IEscrow.OrderCalledOff(id, payout);

        Taking.putBack(registry, order);
        ledger.payOut(order, payout);
    }

    /// @notice See IEscrow.sweep.
    /// @param ledger The books of the escrow.
    /// @param keys The orders, by their keys; all in one token.
    /// @param treasury Who gets the fees.
    /// @return amount What was sent, in the smallest unit.
    function sweep(
        Ledger storage ledger,
        OrderKey[] calldata keys,
        address treasury
    ) external returns (uint256 amount) {
        address token = keys.length == 0 ? address(0) : keys[0].token;
        for (uint256 i = 0; i < keys.length; ++i) {
            if (keys[i].token != token) revert IEscrow.OrdersInTwoTokens(token, keys[i].token);
            amount += _sweepOne(ledger, keys[i].orderIdOf(), token);
        }
        if (amount == 0) revert IEscrow.NothingToWithdraw(treasury, token);

        if (!Calls.transfer(token, treasury, amount, gasleft())) {
            revert IEscrow.TransferFailed(treasury, token, amount);
        }
    }

    function _sweepOne(Ledger storage ledger, bytes32 id, address token) private returns (uint256 fee) {
        OrderState storage state = ledger.orders[id];
        Status status = state.status;
        if (status < Status.Completed) revert IEscrow.WrongStatus(id, status);
        fee = state.feePaid;
        if (state.feeSwept || fee == 0) return 0;

        state.feeSwept = true;

        emit IEscrow.FeeSwept(id, token, fee);
    }

    /// @notice Takes what the buyer has signed for, and measures what arrives.
    /// @param permit2 The Permit2 contract.
    /// @param token The token.
    /// @param buyer Who has signed.
    /// @param amount What the order costs, in the smallest unit.
    /// @param orderId The order: the witness of the signature.
    /// @param transfer The buyer's Permit2 signature.
    /// @return received What has arrived, in the smallest unit.
    function payWithPermit2(
        address permit2,
        address token,
        address buyer,
        uint256 amount,
        bytes32 orderId,
        Permit2Transfer calldata transfer
    ) external returns (uint256 received) {
        return Payments.withPermit2(permit2, token, buyer, amount, orderId, transfer);
    }
}
