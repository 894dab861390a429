// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, OrderKey, Outcome} from "./IEscrow.sol";

enum Role {
    Buyer,
    Seller
}

/// @notice Decaying sums of one account in one role, in weight milli-units (1,000 = 1 USD of fee burnt). One slot.
struct Score {
    uint96 num;
    uint96 den;
    uint40 updatedAt;
    uint24 count;
}

/// @title Reputation
/// @notice Two-way reviews that belong to a closed order, sealed until both sides have spoken or the window has closed,
/// weighted by the fee that the order really paid. Nobody, the owner included, can edit or delete one.
///
/// Source of every formula: docs/architecture.md, "Reputation".
interface IReputation {
    /// @notice A review was sealed.
    /// @param orderId The order.
    /// @param author Who wrote.
    /// @param subject About whom.
    /// @param subjectRole As what.
    /// @param commitment What seals it.
    /// @param sealedReview The review, encrypted.
    event Sealed(
        bytes32 indexed orderId,
        address indexed author,
        address indexed subject,
        Role subjectRole,
        bytes32 commitment,
        bytes sealedReview
    );
    /// @notice A review is out, and counts.
    /// @param orderId The order.
    /// @param author Who wrote.
    /// @param subject About whom.
    /// @param subjectRole As what.
    /// @param rating Stars, 1 to 5.
    /// @param content Digest of the text.
    /// @param weight Thousandths of a dollar.
    /// @param outcome How the order ended.
    /// @param score The sums after it.
    event Reviewed(
        bytes32 indexed orderId,
        address indexed author,
        address indexed subject,
        Role subjectRole,
        uint8 rating,
        bytes32 content,
        uint96 weight,
        Outcome outcome,
        Score score
    );
    /// @notice A ruling counted as feedback that nobody can withhold.
    /// @param orderId The order.
    /// @param subject About whom.
    /// @param subjectRole As what.
    /// @param rating Stars, 1 to 5.
    /// @param weight Thousandths of a dollar.
    /// @param score The sums after it.
    event RulingCounted(
        bytes32 indexed orderId,
        address indexed subject,
        Role subjectRole,
        uint8 rating,
        uint96 weight,
        Score score
    );
    /// @notice Somebody has answered a review.
    /// @param orderId The order.
    /// @param author Who wrote.
    /// @param content Digest of the text.
    event Replied(bytes32 indexed orderId, address indexed author, bytes32 content);
    /// @notice `unitsPerToken` are weight milli-units per 1e18 of the token's smallest units.
    /// @param token The token, or zero for native coin.
    /// @param unitsPerToken Thousandths of a dollar for 1e18 of the smallest unit.
    /// @param effectiveAt From when on it holds, in seconds since 1970.
    event TokenWeightProposed(address indexed token, uint128 unitsPerToken, uint40 effectiveAt);
    /// @notice A token weighs something else.
    /// @param token The token, or zero for native coin.
    /// @param unitsPerToken Thousandths of a dollar for 1e18 of the smallest unit.
    event TokenWeightSet(address indexed token, uint128 unitsPerToken);

    error OnlyEscrow(address caller);
    error NotParty(address caller);
    error NotReviewable(bytes32 orderId, Outcome outcome);
    error WindowClosed(uint256 closedAt, uint256 timestamp);
    error AlreadyReviewed(bytes32 orderId, address author);
    error OtherSideNotSealed(bytes32 orderId);
    error StillSealed(bytes32 orderId, uint256 opensAt);
    error NothingSealed(bytes32 orderId, address author);
    error WrongPreimage(bytes32 expected, bytes32 given);
    error RatingOutOfBounds(uint8 rating);
    error AlreadyCounted(bytes32 orderId);
    error AlreadyReplied(bytes32 orderId, address author);
    error NothingToReply(bytes32 orderId, address author);
    error EmptyCommitment(bytes32 orderId);
    error TokenWeightNotDue(address token, uint40 effectiveAt, uint256 timestamp);

    /// @notice First side to speak: `commitment` = keccak256(abi.encode(chainid, this, orderId, author, rating, content, salt)).
    /// `sealedReview` may hold a copy of what is sealed that only its author's wallet can open, so that nothing is lost with a
    /// device; nothing depends on it.
    /// @dev Reverts with NotReviewable, NotParty, WindowClosed, EmptyCommitment or AlreadyReviewed.
    /// @param key The order, by its key.
    /// @param commitment What seals it.
    /// @param sealedReview The review, encrypted.
    function seal(OrderKey calldata key, bytes32 commitment, bytes calldata sealedReview) external;

    /// @notice `seal` for the buyer of an order that the escrow, the only caller, has completed in the same transaction.
    /// @dev Reverts with OnlyEscrow, EmptyCommitment or AlreadyReviewed.
    /// @param orderId The order.
    /// @param buyer The buyer.
    /// @param seller The seller.
    /// @param commitment What seals it.
    /// @param sealedReview The review, encrypted.
    function sealFor(
        bytes32 orderId,
        address buyer,
        address seller,
        bytes32 commitment,
        bytes calldata sealedReview
    ) external;

    /// @notice Second side to speak, in clear: the other review is sealed, so there is nothing yet to retaliate against.
    /// Accepted until the review window closes.
    /// @dev Reverts with NotReviewable, NotParty, WindowClosed, AlreadyReviewed, OtherSideNotSealed or RatingOutOfBounds.
    /// @param key The order, by its key.
    /// @param rating Stars, 1 to 5.
    /// @param content Digest of the text.
    function review(OrderKey calldata key, uint8 rating, bytes32 content) external;

    /// @notice Opens a sealed review, once both sides have spoken or the window has closed. Anyone with the pre-image.
    /// @dev Reverts with NotReviewable, NotParty, NothingSealed, StillSealed, WindowClosed, WrongPreimage or
    /// RatingOutOfBounds.
    /// @param key The order, by its key.
    /// @param author Who wrote.
    /// @param rating Stars, 1 to 5.
    /// @param content Digest of the text.
    /// @param salt What hides the review.
    function reveal(OrderKey calldata key, address author, uint8 rating, bytes32 content, bytes32 salt) external;

    /// @notice Counts a ruling against the side that lost, at twice the weight of a review. Anyone, once per order.
    /// @dev By the fee that the order would have paid, since an order ruled for the buyer pays none.
    /// @dev Reverts with NotReviewable or AlreadyCounted.
    /// @param order The order, as it was made: its hash proves it.
    function countRuling(Order calldata order) external;

    /// @notice One answer of the subject to a published review.
    /// @dev Reverts with NotReviewable, NotParty, NothingToReply or AlreadyReplied.
    /// @param key The order, by its key.
    /// @param content Digest of the text.
    function reply(OrderKey calldata key, bytes32 content) external;

    /// @notice Announces what a token's fees will weigh; `setTokenWeight` (anyone) makes it so after the delay. The owner only.
    /// @dev Reverts with OwnableUnauthorizedAccount.
    /// @param token The token, or zero for native coin.
    /// @param unitsPerToken Thousandths of a dollar for 1e18 of the smallest unit.
    function proposeTokenWeight(address token, uint128 unitsPerToken) external;
    /// @notice Lets an announced weight hold. Anyone, when it is due.
    /// @dev Reverts with TokenWeightNotDue.
    /// @param token The token, or zero for native coin.
    function setTokenWeight(address token) external;

    /// @notice An account's score in a role.
    /// @param account Whose.
    /// @param role As what.
    /// @return score The sums as of their last update.
    /// @return points 0 to 10,000, decayed to now.
    /// @return confidence 0 to 10,000: how much of `points` is record and not the prior.
    function scoreOf(
        address account,
        Role role
    ) external view returns (Score memory score, uint256 points, uint256 confidence);
    /// @notice What a fee weighs.
    /// @param token The token, or zero for native coin.
    /// @param fee In the smallest unit.
    function weightOf(address token, uint256 fee) external view returns (uint96);
    /// @notice Whether a side has sealed or published its review.
    /// @param orderId The order.
    /// @param author Who wrote.
    /// @return commitment What seals it.
    /// @return published Whether it is out.
    function reviewOf(bytes32 orderId, address author) external view returns (bytes32 commitment, bool published);
}
