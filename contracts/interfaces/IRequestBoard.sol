// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order} from "./IEscrow.sol";
import {ListingProof, Terms} from "./IListingRegistry.sol";

/// @title Wanted board
/// @notice Holds the budget of a wanted notice, so that sellers see that the money is there. Sellers quote by signing a listing
/// (EIP-712, see IListingRegistry); the buyer takes one, and it is paid out of the budget into escrow, as an order like any other.
///
/// A wanted notice is a listing of the kind `Request` whose `seller` is the person who wants to buy. Its id names the request here.
///
/// Money: a budget leaves only into an order of its owner's, or back to its owner: at any time when the owner says so, after the
/// notice's expiry when anyone does. What can't be pushed becomes a credit (IEscrow.Credited,
/// IEscrow.Withdrawn). There is no owner of the board and no pause.
interface IRequestBoard {
    /// @notice A budget has grown.
    /// @param requestId The wanted notice.
    /// @param buyer The buyer.
    /// @param token The token, or zero for native coin.
    /// @param amount How much, in the smallest unit.
    /// @param budget What the budget is now, in the smallest unit.
    event RequestFunded(
        bytes32 indexed requestId,
        address indexed buyer,
        address indexed token,
        uint256 amount,
        uint256 budget
    );
    /// @notice A quote was bought out of a budget.
    /// @param requestId The wanted notice.
    /// @param orderId The order.
    /// @param paid What was paid out of the budget, in the smallest unit.
    /// @param budget What the budget is now, in the smallest unit.
    event QuoteTaken(bytes32 indexed requestId, bytes32 indexed orderId, uint256 paid, uint256 budget);
    /// @notice A budget went back to its owner, or became a credit.
    /// @param requestId The wanted notice.
    /// @param returned What went back, in the smallest unit.
    event RequestClosed(bytes32 indexed requestId, uint256 returned);

    error NotRequest(bytes32 listingId);
    error NotRequester(address caller, address requester);
    error RequestNotActive(bytes32 requestId);
    error RequestNotExpired(uint40 expiry, uint256 timestamp);
    error NothingFunded(bytes32 requestId);
    error NoAmount();
    error OtherToken(address token, address requested);
    error BudgetTooSmall(uint256 budget, uint256 needed);
    error WrongFunding(uint256 received, uint256 expected);

    /// @notice Adds `amount` of the notice's token to the request's budget. Whoever wants to buy, while the notice is up.
    /// @dev Reverts with NotRequest, NotRequester, RequestNotActive, NoAmount, WrongFunding or TokenCallFailed.
    /// @param request The wanted notice: its hash proves it.
    /// @param amount How much, in the smallest unit.
    function fund(Terms calldata request, uint256 amount) external payable;

    /// @notice Takes a quote: buys by it for the caller, out of the request's budget. What is left stays for another one.
    /// @dev Reverts with NotRequester, OtherToken or BudgetTooSmall.
    /// @param request The wanted notice: its hash proves it.
    /// @param order What is bought, and by whom.
    /// @param quote The seller's signature, or the way to a catalogue; empty for a published listing.
    /// @return orderId The order that it became.
    function take(
        Terms calldata request,
        Order calldata order,
        ListingProof calldata quote
    ) external returns (bytes32 orderId);

    /// @notice Gives the budget back to its owner: the owner at any time, anyone once the notice has expired.
    /// @dev Reverts with RequestNotExpired, NothingFunded or NotEnoughGas.
    /// @param request The wanted notice: its hash proves it.
    function close(Terms calldata request) external;

    /// @notice Sends a part of what could not be pushed to the caller to an address of its choice.
    /// @dev Reverts with AmountOutOfBounds or TransferFailed.
    /// @param token The token, or zero for native coin.
    /// @param to Where it goes.
    /// @param amount How much, in the smallest unit.
    function withdraw(address token, address to, uint256 amount) external;

    /// @notice What is in the budget of a notice, in the smallest unit.
    /// @param requestId The wanted notice.
    function budgetOf(bytes32 requestId) external view returns (uint256);
    /// @notice What waits for an account to be withdrawn.
    /// @param account Whose.
    /// @param token The token, or zero for native coin.
    function creditOf(address account, address token) external view returns (uint256);
}
