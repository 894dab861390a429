// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Payout} from "../interfaces/IEscrow.sol";
import {Terms} from "../interfaces/IListingRegistry.sol";
import {Payouts} from "../libraries/Payouts.sol";
import {TermsHash} from "../libraries/TermsHash.sol";

/// @notice The escrow's arithmetic and hashes in the open, to compare with `protocol/`.
contract PayoutsHarness {
    function quote(Order calldata order) external pure returns (uint256, uint256, uint256) {
        return Payouts.quote(order);
    }

    function release(Order calldata order, uint256 held, uint256 amount) external pure returns (Payout memory) {
        return Payouts.release(order, held, amount);
    }

    function end(Order calldata order, uint256 held, uint256 sellerAmount) external pure returns (Payout memory) {
        return Payouts.end(order, held, sellerAmount);
    }

    function keptOf(Order calldata order, uint256 held, uint256 timestamp) external pure returns (uint256) {
        return Payouts.keptOf(order, held, timestamp);
    }

    function listingId(Terms calldata terms) external pure returns (bytes32) {
        return TermsHash.listingId(terms);
    }

    function orderId(Order calldata order) external pure returns (bytes32) {
        return TermsHash.orderId(order);
    }
}
