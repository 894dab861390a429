// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Payout} from "../interfaces/IEscrow.sol";
import {Terms} from "../interfaces/IListingRegistry.sol";

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

    function quote(
        Terms calldata terms,
        uint32 quantity
    ) internal pure returns (uint256 subtotal, uint256 buyerFee, uint256 deposit) {
        subtotal = subtotalOf(terms, quantity);
        buyerFee = share(subtotal, terms.buyerFeeBps);
        deposit = depositOf(terms, quantity);
    }

    function subtotalOf(Terms calldata terms, uint32 quantity) internal pure returns (uint256) {
        unchecked {
            return uint256(terms.price) * quantity;
        }
    }

    function depositOf(Terms calldata terms, uint32 quantity) internal pure returns (uint256) {
        unchecked {
            return uint256(terms.deposit) * quantity;
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
        return left + share(left, order.terms.buyerFeeBps) + depositOf(order.terms, order.quantity);
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
