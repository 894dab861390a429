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
/// notice's expiry when anyone does. What can't be pushed becomes a credit (IEscrow.Credited, IEscrow.Withdrawn). There is no owner of the board and no pause.
interface IRequestBoard {
    event RequestFunded(
        bytes32 indexed requestId,
        address indexed buyer,
        address indexed token,
        uint256 amount,
        uint256 budget
    );
    event QuoteTaken(bytes32 indexed requestId, bytes32 indexed orderId, uint256 paid, uint256 budget);
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
    function fund(Terms calldata request, uint256 amount) external payable;

    /// @notice Takes a quote: buys by it for the caller, out of the request's budget. What is left stays for another one.
    function take(
        Terms calldata request,
        Order calldata order,
        ListingProof calldata quote
    ) external returns (bytes32 orderId);

    /// @notice Gives the budget back to its owner: the owner at any time, anyone once the notice has expired.
    function close(Terms calldata request) external;

    /// @notice Sends a part of what could not be pushed to the caller to an address of its choice.
    function withdraw(address token, address to, uint256 amount) external;

    function budgetOf(bytes32 requestId) external view returns (uint256);
    function creditOf(address account, address token) external view returns (uint256);
}
