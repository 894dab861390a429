// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Outcome, Payout, Status} from "./IEscrow.sol";

/// @notice How an order ends when everybody is silent from now on.
struct Outlook {
    /// The last second at which somebody could still change it. From the next one on, anyone can bring it about. Zero when a
    /// ruling waits already: then at once. The moment of the end when the order has ended.
    uint40 at;
    Status status;
    Outcome outcome;
    /// What is still to be paid, or credited where it cannot be paid. Nothing when the order has ended.
    Payout payout;
    /// What the escrow holds of the arbitration fees goes with it, in native coin. What an arbitrator returns comes on top.
    uint256 feesToBuyer;
    uint256 feesToSeller;
}

/// @title Worst case
/// @notice Who gets how much of an order, at the latest when, if nobody helps. Depends on no call to anybody but the escrow,
/// so that what it says can be taken as a promise: until somebody acts, it does not change.
interface IWorstCase {
    /// @notice Of an order that has not been bought yet: what a purchase in this block would come to, whether or not the
    /// listing can be bought.
    /// @param order The order, as it was made: its hash proves it.
    function worstCase(Order calldata order) external view returns (Outlook memory);

    /// @notice What calling a booking off at a moment until its start would pay to whom, bought already or not.
    /// @dev Reverts with NotABookingOrder, StayBegun or WrongStatus.
    /// @param order The order: its hash is its id.
    /// @param at The moment, in seconds since 1970.
    function callingOff(Order calldata order, uint40 at) external view returns (Payout memory);
}
