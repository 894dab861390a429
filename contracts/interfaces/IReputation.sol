// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitrator} from "./IArbitrator.sol";
import {OrderKey, Outcome} from "./IEscrow.sol";

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

/// @notice What the escrow knows of a ruling when it executes it.
struct LostRuling {
    bytes32 orderId;
    /// The side that lost, and what it was in the order.
    address subject;
    Role role;
    IArbitrator arbitrator;
    address token;
    /// What the order would have paid the treasury: one that is ruled for the buyer pays nothing.
    uint256 fee;
    /// What the loser has paid the arbitrator, in native coin.
    uint256 arbitrationFee;
}

/// @title Reputation
/// @notice Two-way reviews that belong to a closed order, sealed until both sides have spoken or the window has closed,
/// weighted by the fee that the order really paid. Nobody, the owner included, can edit or delete one.
///
/// Source of every formula: docs/architecture.md, "Reputation".
interface IReputation {
    event Sealed(
        bytes32 indexed orderId,
        address indexed author,
        address indexed subject,
        Role subjectRole,
        bytes32 commitment,
        bytes sealedReview
    );
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
    event RulingCounted(
        bytes32 indexed orderId,
        address indexed subject,
        Role subjectRole,
        uint8 rating,
        uint96 weight,
        Score score
    );
    /// @notice Whoever opened what another had sealed was paid for it.
    event OpeningPaid(bytes32 indexed orderId, address indexed opener, uint256 bounty);
    /// @notice Somebody gave coin for those who open sealed reviews.
    event BountiesFunded(address indexed from, uint256 amount);
    /// @notice Rulings of this arbitrator enter the scores; of no other.
    event ArbitratorCounted(IArbitrator indexed arbitrator);
    event Replied(bytes32 indexed orderId, address indexed author, bytes32 content);
    /// @notice `unitsPerToken` are weight milli-units per 1e18 of the token's smallest units.
    event TokenWeightProposed(address indexed token, uint128 unitsPerToken, uint40 effectiveAt);
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
    error AlreadyReplied(bytes32 orderId, address author);
    error NothingToReply(bytes32 orderId, address author);
    error EmptyCommitment(bytes32 orderId);
    error TokenWeightNotDue(address token, uint40 effectiveAt, uint256 timestamp);

    /// @notice First side to speak: `commitment` = keccak256(abi.encode(chainid, this, orderId, author, rating, content, salt)).
    /// `sealedReview` may hold a copy of what is sealed that its author's wallet can open, and keepers whom the author trusts not
    /// to read it too early: whoever can opens it when its time has come, and the author never has to come back. Nothing that the
    /// contract promises depends on it.
    function seal(OrderKey calldata key, bytes32 commitment, bytes calldata sealedReview) external;

    /// @notice `seal` for the buyer of an order that the escrow, the only caller, has completed in the same transaction.
    function sealFor(
        bytes32 orderId,
        address buyer,
        address seller,
        bytes32 commitment,
        bytes calldata sealedReview
    ) external;

    /// @notice Second side to speak, in clear: the other review is sealed, so there is nothing yet to retaliate against.
    /// Accepted until the review window closes. The buyer of what was never sent may speak in clear at once: its seller has no say.
    function review(OrderKey calldata key, uint8 rating, bytes32 content) external;

    /// @notice Opens a sealed review, once both sides have spoken or the window has closed. Anyone with the pre-image. Whoever is
    /// not the author gets a bounty from what was given for it, if there is any: what `OPENING_GAS` costs at the block's base fee,
    /// and never more than a tenth of what the review weighs.
    function reveal(OrderKey calldata key, address author, uint8 rating, bytes32 content, bytes32 salt) external;

    /// @notice Counts a ruling against the side that lost, at twice the weight of a review of that order, and never at less than
    /// what the loser has paid for it. The escrow only, once per order, as part of executing the ruling; of an arbitrator that
    /// this contract was made with, else nothing happens.
    function recordRuling(LostRuling calldata lost) external;

    /// @notice One answer of the subject to a published review.
    function reply(OrderKey calldata key, bytes32 content) external;

    /// @notice Announces what a token's fees will weigh; `setTokenWeight` (anyone) makes it so after the delay. The owner only.
    function proposeTokenWeight(address token, uint128 unitsPerToken) external;
    function setTokenWeight(address token) external;

    /// @return score The sums as of their last update.
    /// @return points 0 to 10,000, decayed to now.
    /// @return confidence 0 to 10,000: how much of `points` is record and not the prior.
    function scoreOf(
        address account,
        Role role
    ) external view returns (Score memory score, uint256 points, uint256 confidence);
    function countsRulingsOf(IArbitrator arbitrator) external view returns (bool);
    function weightOf(address token, uint256 fee) external view returns (uint96);
    /// @notice Whether a side has sealed or published its review.
    function reviewOf(bytes32 orderId, address author) external view returns (bytes32 commitment, bool published);
}
