// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Payout} from "../interfaces/IEscrow.sol";

/// @title Payouts
/// @notice The arithmetic of an order. `protocol/money.ts` computes the same.
/// @dev Unchecked where nothing can overflow: a price or deposit is below 2^96, a quantity below 2^32, a share below 2^16.
library Payouts {
    uint256 internal constant BASIS = 10_000;

    function share(uint256 amount, uint256 bps) internal pure returns (uint256) {
        unchecked {
            return (amount * bps) / BASIS;
        }
    }

    function quote(Order calldata order) internal pure returns (uint256 subtotal, uint256 buyerFee, uint256 deposit) {
        subtotal = subtotalOf(order);
        buyerFee = share(subtotal, order.terms.buyerFeeBps);
        deposit = depositOf(order);
    }

    /// @notice The whole price: that of the units, and what was chosen with them.
    function subtotalOf(Order calldata order) internal pure returns (uint256) {
        unchecked {
            return uint256(order.terms.price) * order.quantity + order.extra;
        }
    }

    /// @notice A stay leaves one deposit, however long it is.
    function depositOf(Order calldata order) internal pure returns (uint256) {
        unchecked {
            uint256 deposit = order.terms.deposit;
            return deposit == 0 || order.terms.slot != 0 ? deposit : deposit * order.quantity;
        }
    }

    /// @notice What the seller gets of an order called off at `timestamp`, gross and of what is `held` alone: what the terms keep of
    /// the whole price, less what was paid out before.
    function keptOf(Order calldata order, uint256 held, uint256 timestamp) internal pure returns (uint256 kept) {
        uint256 subtotal = subtotalOf(order);
        uint256 freeNotice = order.terms.freeNotice;
        unchecked {
            uint256 left = order.start - timestamp;
            if (left >= freeNotice) return 0;
            kept = 2 * left >= freeNotice ? subtotal - share(subtotal, order.terms.lateRefundBps) : subtotal;
            uint256 released = subtotal - held;
            return kept > released ? kept - released : 0;
        }
    }

    /// @dev Ends an order by giving the seller `sellerAmount`, gross: first out of the price, which bears the fees, then out
    /// of the deposit, which bears none. All the rest goes back to the buyer.
    function end(
        Order calldata order,
        uint256 held,
        uint256 sellerAmount
    ) internal pure returns (Payout memory payout) {
        uint256 fromPrice = sellerAmount < held ? sellerAmount : held;
        uint256 fromDeposit = sellerAmount - fromPrice;
        uint256 left = held - fromPrice;
        if (fromPrice != 0) _pay(payout, order, held, left);
        payout.toSeller += fromDeposit;
        payout.toBuyer = back(order, left) - fromDeposit;
    }

    /// @dev What a buyer gets back of a price of which `left` has not been paid out: fees and deposit with it.
    function back(Order calldata order, uint256 left) internal pure returns (uint256) {
        return left + share(left, order.terms.buyerFeeBps) + depositOf(order);
    }

    /// @dev Pays `amount` out of the price still held.
    function release(Order calldata order, uint256 held, uint256 amount) internal pure returns (Payout memory payout) {
        _pay(payout, order, held, held - amount);
    }

    /// @dev A fee is the difference between what would be due on all that is held and on what is left: any number of parts
    /// costs exactly what one payment costs. Paying a single unit may round both shares up; the referral then gives way.
    function _pay(Payout memory payout, Order calldata order, uint256 held, uint256 left) private pure {
        unchecked {
            uint256 sellerFee = _due(held, left, order.terms.sellerFeeBps);
            uint256 toSeller = held - left - sellerFee;
            payout.fee = sellerFee + _due(held, left, order.terms.buyerFeeBps);
            if (order.referrer != address(0)) {
                uint256 wanted = _due(held, left, order.terms.referralBps);
                payout.referral = wanted < toSeller ? wanted : toSeller;
                toSeller -= payout.referral;
            }
            payout.toSeller = toSeller;
        }
    }

    function _due(uint256 held, uint256 left, uint256 bps) private pure returns (uint256) {
        unchecked {
            return share(held, bps) - share(left, bps);
        }
    }
}
