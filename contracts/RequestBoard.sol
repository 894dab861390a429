// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IEscrow, Order} from "./interfaces/IEscrow.sol";
import {IListingRegistry, Kind, ListingProof, ListingStatus, Terms} from "./interfaces/IListingRegistry.sol";
import {IRequestBoard} from "./interfaces/IRequestBoard.sol";
import {Calls} from "./libraries/Calls.sol";
import {Credits} from "./libraries/Credits.sol";
import {Payouts} from "./libraries/Payouts.sol";
import {TermsHash} from "./libraries/TermsHash.sol";

/// @title RequestBoard
/// @notice See IRequestBoard.
///
/// The escrow lets the board pay for other people's orders. What makes that safe stands in `take`: the order's buyer is the
/// caller, and the money is the caller's own.
contract RequestBoard is IRequestBoard, ReentrancyGuardTransient {
    using Credits for mapping(address account => mapping(address token => uint256));
    using SafeERC20 for IERC20;
    using TermsHash for Terms;

    address private constant NATIVE = address(0);

    /// @notice The escrow that it buys from.
    IEscrow public immutable escrow;
    /// @notice Where notices are published.
    IListingRegistry public immutable registry;

    /// @inheritdoc IRequestBoard
    mapping(bytes32 requestId => uint256) public budgetOf;
    /// @inheritdoc IRequestBoard
    mapping(address account => mapping(address token => uint256)) public creditOf;

    /// @notice Names the market.
    /// @param escrow_ The escrow that it buys from.
    /// @param registry_ Where notices are published.
    constructor(IEscrow escrow_, IListingRegistry registry_) {
        escrow = escrow_;
        registry = registry_;
    }

    /// @inheritdoc IRequestBoard
    function fund(Terms calldata request, uint256 amount) external payable nonReentrant {
        bytes32 id = request.listingId();
        if (request.kind != Kind.Request) revert NotRequest(id);
        if (msg.sender != request.seller) revert NotRequester(msg.sender, request.seller);
        if (registry.stateOf(id).status != ListingStatus.Active || block.timestamp > request.expiry) {
            revert RequestNotActive(id);
        }
        if (amount == 0) revert NoAmount();

        uint256 budget = budgetOf[id] + amount;
        budgetOf[id] = budget;

        emit RequestFunded(id, msg.sender, request.token, amount, budget);

        if (request.token == NATIVE) {
            if (msg.value != amount) revert WrongFunding(msg.value, amount);
        } else {
            if (msg.value != 0) revert WrongFunding(msg.value, 0);
            uint256 received = Calls.pull(request.token, msg.sender, amount);
            if (received != amount) revert WrongFunding(received, amount);
        }
    }

    /// @inheritdoc IRequestBoard
    function take(
        Terms calldata request,
        Order calldata order,
        ListingProof calldata quote
    ) external nonReentrant returns (bytes32 orderId) {
        bytes32 id = request.listingId();
        if (msg.sender != request.seller) revert NotRequester(msg.sender, request.seller);
        if (msg.sender != order.buyer) revert NotRequester(msg.sender, order.buyer);
        address token = order.terms.token;
        if (token != request.token) revert OtherToken(token, request.token);
        (uint256 subtotal, uint256 buyerFee, uint256 deposit) = Payouts.quote(order);
        uint256 total = subtotal + buyerFee + deposit;
        uint256 budget = budgetOf[id];
        if (total > budget) revert BudgetTooSmall(budget, total);

        unchecked {
            budget -= total;
        }
        budgetOf[id] = budget;

        if (token != NATIVE) IERC20(token).forceApprove(address(escrow), total);
        uint256 value = token == NATIVE ? total : 0;
        orderId =
            quote.contents == 0 && quote.signature.length == 0 && order.choice == 0
                ? escrow.buy{value: value}(order)
                : escrow.buyProven{value: value}(order, quote);

        emit QuoteTaken(id, orderId, total, budget);
    }

    /// @inheritdoc IRequestBoard
    function close(Terms calldata request) external nonReentrant {
        bytes32 id = request.listingId();
        if (msg.sender != request.seller && block.timestamp <= request.expiry) {
            revert RequestNotExpired(request.expiry, block.timestamp);
        }
        uint256 budget = budgetOf[id];
        if (budget == 0) revert NothingFunded(id);

        budgetOf[id] = 0;

        emit RequestClosed(id, budget);

        creditOf.push(request.token, request.seller, budget);
    }

    /// @inheritdoc IRequestBoard
    function withdraw(address token, address to, uint256 amount) external nonReentrant {
        creditOf.withdraw(token, to, amount);
    }
}
