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
    /// @notice A review was sealed.
    /// @param orderId The order.
    /// @param author Who wrote the review.
    /// @param subject Whom it is about.
    /// @param subjectRole What the subject was in the order.
    /// @param commitment What seals it.
    /// @param sealedReview A copy of what is sealed, encrypted by its author.
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
    /// @param author Who wrote the review.
    /// @param subject Whom it is about.
    /// @param subjectRole What the subject was in the order.
    /// @param rating Stars, 1 to 5.
    /// @param content Digest of the text.
    /// @param weight What it weighs, in thousandths of a dollar.
    /// @param outcome How the order ended.
    /// @param score The subject's sums with it.
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
    /// @param subject The side that lost.
    /// @param subjectRole What the subject was in the order.
    /// @param rating Always 0: less than a review can give.
    /// @param weight What it weighs, in thousandths of a dollar.
    /// @param score The subject's sums with it.
    event RulingCounted(
        bytes32 indexed orderId,
        address indexed subject,
        Role subjectRole,
        uint8 rating,
        uint96 weight,
        Score score
    );
    /// @notice Whoever opened what another had sealed was paid for it.
    /// @param orderId The order.
    /// @param opener Who opened it.
    /// @param bounty What was paid, in wei.
    event OpeningPaid(bytes32 indexed orderId, address indexed opener, uint256 bounty);
    /// @notice Somebody gave coin for those who open sealed reviews.
    /// @param from Who gave.
    /// @param amount How much, in wei.
    event BountiesFunded(address indexed from, uint256 amount);
    /// @notice Rulings of this arbitrator enter the scores; of no other.
    /// @param arbitrator The arbitrator.
    event ArbitratorCounted(IArbitrator indexed arbitrator);
    /// @notice Somebody has answered a review.
    /// @param orderId The order.
    /// @param author Who answers: the subject of the review.
    /// @param content Digest of the answer.
    event Replied(bytes32 indexed orderId, address indexed author, bytes32 content);
    /// @notice `unitsPerToken` are weight milli-units per 1e18 of the token's smallest units.
    /// @param token The token; zero for native coin.
    /// @param unitsPerToken Thousandths of a dollar for 1e18 of the smallest unit.
    /// @param effectiveAt From when on it can be made to hold, in seconds since 1970.
    event TokenWeightProposed(address indexed token, uint128 unitsPerToken, uint40 effectiveAt);
    /// @notice What a token's fees weigh has changed; the first weights, too.
    /// @param token The token; zero for native coin.
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
    error AlreadyReplied(bytes32 orderId, address author);
    error NothingToReply(bytes32 orderId, address author);
    error EmptyCommitment(bytes32 orderId);
    error TokenWeightNotDue(address token, uint40 effectiveAt, uint256 timestamp);

    /// @notice First side to speak: `commitment` = keccak256(abi.encode(chainid, this, orderId, author, rating, content, salt)).
    /// `sealedReview` may hold a copy of what is sealed that its author's wallet can open, and keepers whom the author trusts not
    /// to read it too early: whoever can opens it when its time has come, and the author never has to come back. Nothing that the
    /// contract promises depends on it.
    /// @dev Reverts with NotReviewable, NotParty, WindowClosed, EmptyCommitment or AlreadyReviewed.
    /// @param key The order: its hash proves it.
    /// @param commitment What seals it.
    /// @param sealedReview A copy of what is sealed, encrypted by its author.
    function seal(OrderKey calldata key, bytes32 commitment, bytes calldata sealedReview) external;

    /// @notice `seal` for the buyer of an order that the escrow, the only caller, has completed in the same transaction.
    /// @dev Reverts with OnlyEscrow, EmptyCommitment or AlreadyReviewed.
    /// @param orderId The order.
    /// @param buyer The buyer.
    /// @param seller The seller.
    /// @param commitment What seals it.
    /// @param sealedReview A copy of what is sealed, encrypted by its author.
    function sealFor(
        bytes32 orderId,
        address buyer,
        address seller,
        bytes32 commitment,
        bytes calldata sealedReview
    ) external;

    /// @notice Second side to speak, in clear: the other review is sealed, so there is nothing yet to retaliate against.
    /// Accepted until the review window closes. The buyer of what was never sent may speak in clear at once: its seller has no say.
    /// @dev Reverts with NotReviewable, NotParty, WindowClosed, AlreadyReviewed, OtherSideNotSealed or RatingOutOfBounds.
    /// @param key The order: its hash proves it.
    /// @param rating Stars, 1 to 5.
    /// @param content Digest of the text.
    function review(OrderKey calldata key, uint8 rating, bytes32 content) external;

    /// @notice Opens a sealed review, once both sides have spoken or the window has closed. Anyone with the pre-image. Whoever is
    /// not the author gets a bounty from what was given for it, if there is any: what `OPENING_GAS` costs at the block's base fee,
    /// and never more than a tenth of what the review weighs.
    /// @dev Reverts with NotReviewable, NotParty, NothingSealed, StillSealed, WindowClosed, WrongPreimage, RatingOutOfBounds
    /// or NotEnoughGas.
    /// @param key The order: its hash proves it.
    /// @param author Who wrote the review.
    /// @param rating Stars, 1 to 5.
    /// @param content Digest of the text.
    /// @param salt What hides the review.
    function reveal(OrderKey calldata key, address author, uint8 rating, bytes32 content, bytes32 salt) external;

    /// @notice Counts a ruling against the side that lost, at twice the weight of a review of that order, and never at less than
    /// what the loser has paid for it. The escrow only, once per order, as part of executing the ruling; of an arbitrator that
    /// this contract was made with, else nothing happens.
    /// @dev Reverts with OnlyEscrow.
    /// @param lost What the escrow knows of the ruling.
    function recordRuling(LostRuling calldata lost) external;

    /// @notice One answer of the subject to a published review.
    /// @dev Reverts with NotParty, NothingToReply or AlreadyReplied.
    /// @param key The order: its hash proves it.
    /// @param content Digest of the answer.
    function reply(OrderKey calldata key, bytes32 content) external;

    /// @notice Announces what a token's fees will weigh; `setTokenWeight` (anyone) makes it so after the delay. The owner only.
    /// @dev Reverts with OwnableUnauthorizedAccount.
    /// @param token The token; zero for native coin.
    /// @param unitsPerToken Thousandths of a dollar for 1e18 of the smallest unit.
    function proposeTokenWeight(address token, uint128 unitsPerToken) external;
    /// @notice Makes an announced weight hold. Anyone, when it is due.
    /// @dev Reverts with TokenWeightNotDue.
    /// @param token The token; zero for native coin.
    function setTokenWeight(address token) external;

    /// @notice An account's score in a role.
    /// @param account Whose.
    /// @param role In which role.
    /// @return score The sums as of their last update.
    /// @return points 0 to 10,000, decayed to now.
    /// @return confidence 0 to 10,000: how much of `points` is record and not the prior.
    function scoreOf(
        address account,
        Role role
    ) external view returns (Score memory score, uint256 points, uint256 confidence);
    /// @notice Whether rulings of this arbitrator enter the scores.
    /// @param arbitrator The arbitrator.
    function countsRulingsOf(IArbitrator arbitrator) external view returns (bool);
    /// @notice What a fee weighs now, in thousandths of a dollar.
    /// @param token The token; zero for native coin.
    /// @param fee The fee, in the smallest unit.
    function weightOf(address token, uint256 fee) external view returns (uint96);
    /// @notice Whether a side has sealed or published its review.
    /// @param orderId The order.
    /// @param author Who would have written it.
    /// @return commitment What seals it; zero when there is none, or it is published.
    /// @return published Whether it is published.
    function reviewOf(bytes32 orderId, address author) external view returns (bytes32 commitment, bool published);
}
