// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IArbitrator} from "./interfaces/IArbitrator.sol";
import {Ending, IEscrow, OrderKey, Outcome} from "./interfaces/IEscrow.sol";
import {IReputation, LostRuling, Role, Score} from "./interfaces/IReputation.sol";
import {Calls} from "./libraries/Calls.sol";
import {Decay} from "./libraries/Decay.sol";
import {TermsHash} from "./libraries/TermsHash.sol";

/// @title Reputation
/// @notice See IReputation.
/// @dev The right to review is not stored anywhere: it follows from the escrow's record of the order and the order's
/// pre-image. The owner can only say what a token's fees weigh in reviews to come, after a delay. What is given for opening
/// reviews goes to those who open them and to nobody else, the owner included.
contract Reputation is IReputation, Ownable2Step {
    using SafeCast for uint256;

    struct TokenWeight {
        uint128 current;
        uint128 proposed;
        /// Zero when nothing is proposed.
        uint40 effectiveAt;
    }

    /// What one party of an order has said: nothing, a commitment, or `PUBLISHED`.
    struct Side {
        bytes32 review;
    }

    struct TokenWeightInit {
        address token;
        uint128 unitsPerToken;
    }

    /// @notice The prior: every account starts as if it had earned 70 % on 20 USD of fees. In thousandths of a dollar.
    uint256 public constant PRIOR_WEIGHT = 20_000;
    /// @notice Points of the prior, of 10,000.
    uint256 public constant PRIOR_MEAN = 7_000;
    /// @notice A spotless score, in points.
    uint256 public constant MAX_POINTS = 10_000;
    /// @notice No order weighs more than the prior. Below it a weight is linear in the fee, so that splitting a trade gains
    /// nothing.
    uint256 public constant MAX_WEIGHT = 20_000;
    /// @notice Less than a trade takes that could be made for the bounty alone.
    uint256 public constant OPENING_GAS = 200_000;
    /// A bounty is at most this part of the fee that the review weighs.
    uint256 private constant BOUNTY_SHARE = 10;
    address private constant NATIVE = address(0);
    uint256 private constant POINTS_PER_STAR = 2_500;
    uint256 private constant MAX_HALVINGS = 7;
    /// What a side's slot holds once its review is public. No commitment that anyone can open equals it.
    bytes32 private constant PUBLISHED = bytes32(uint256(1));

    /// @notice The escrow whose orders are reviewed.
    IEscrow public immutable escrow;
    /// @notice Seconds after the end of an order in which it can be reviewed.
    uint40 public immutable reviewWindow;
    /// @notice Seconds after that in which a sealed review can be opened.
    uint40 public immutable revealWindow;
    /// @notice Seconds from an announcement to the moment at which it can hold.
    uint40 public immutable tokenWeightDelay;

    mapping(address token => TokenWeight) private _tokenWeights;
    mapping(bytes32 orderId => mapping(address author => Side)) private _sides;
    mapping(bytes32 orderId => mapping(address author => bool)) private _replied;
    mapping(address author => mapping(address subject => uint256)) private _pairs;
    mapping(address account => mapping(Role => Score)) private _scores;
    /// @inheritdoc IReputation
    mapping(IArbitrator arbitrator => bool) public countsRulingsOf;

    /// @notice Names the market.
    /// @param escrow_ The escrow whose orders are reviewed.
    /// @param owner_ Who announces what tokens weigh.
    /// @param reviewWindow_ Seconds after the end of an order in which it can be reviewed.
    /// @param revealWindow_ Seconds after that in which a sealed review can be opened.
    /// @param tokenWeightDelay_ Seconds from an announcement to the moment at which it can hold.
    /// @param weights What tokens weigh at once.
    /// @param arbitrators Whose rulings enter the scores.
    constructor(
        IEscrow escrow_,
        address owner_,
        uint40 reviewWindow_,
        uint40 revealWindow_,
        uint40 tokenWeightDelay_,
        TokenWeightInit[] memory weights,
        IArbitrator[] memory arbitrators
    ) Ownable(owner_) {
        escrow = escrow_;
        reviewWindow = reviewWindow_;
        revealWindow = revealWindow_;
        tokenWeightDelay = tokenWeightDelay_;
        for (uint256 i = 0; i < weights.length; ++i) {
            _tokenWeights[weights[i].token].current = weights[i].unitsPerToken;
            emit TokenWeightSet(weights[i].token, weights[i].unitsPerToken);
        }
        for (uint256 i = 0; i < arbitrators.length; ++i) {
            countsRulingsOf[arbitrators[i]] = true;
            emit ArbitratorCounted(arbitrators[i]);
        }
    }

    /// @notice Takes what is given for opening sealed reviews. Anyone.
    receive() external payable {
        emit BountiesFunded(msg.sender, msg.value);
    }

    // REVIEWS

    /// @inheritdoc IReputation
    function seal(OrderKey calldata key, bytes32 commitment, bytes calldata sealedReview) external {
        (bytes32 orderId, Ending memory ending, address subject, Role role) = _rightOf(key, msg.sender);
        _beforeEndOf(ending.at + reviewWindow);
        _seal(orderId, msg.sender, subject, role, commitment, sealedReview);
    }

    /// @inheritdoc IReputation
    function sealFor(
        bytes32 orderId,
        address buyer,
        address seller,
        bytes32 commitment,
        bytes calldata sealedReview
    ) external {
        if (msg.sender != address(escrow)) revert OnlyEscrow(msg.sender);
        _seal(orderId, buyer, seller, Role.Seller, commitment, sealedReview);
    }

    function _seal(
        bytes32 orderId,
        address author,
        address subject,
        Role role,
        bytes32 commitment,
        bytes calldata sealedReview
    ) private {
        if (commitment == 0 || commitment == PUBLISHED) revert EmptyCommitment(orderId);
        Side storage side = _sides[orderId][author];
        if (side.review != 0) revert AlreadyReviewed(orderId, author);

        side.review = commitment;
        emit Sealed(orderId, author, subject, role, commitment, sealedReview);
    }

    /// @inheritdoc IReputation
    function review(OrderKey calldata key, uint8 rating, bytes32 content) external {
        (bytes32 orderId, Ending memory ending, address subject, Role role) = _rightOf(key, msg.sender);
        _beforeEndOf(ending.at + reviewWindow);
        if (_sides[orderId][msg.sender].review != 0) revert AlreadyReviewed(orderId, msg.sender);
        // Whose seller has no say has nothing to retaliate with.
        if (ending.outcome != Outcome.NeverSent && _sides[orderId][subject].review == 0) {
            revert OtherSideNotSealed(orderId);
        }

        _publish(key, orderId, ending, msg.sender, subject, role, rating, content);
    }

    /// @inheritdoc IReputation
    function reveal(OrderKey calldata key, address author, uint8 rating, bytes32 content, bytes32 salt) external {
        (bytes32 orderId, Ending memory ending, address subject, Role role) = _rightOf(key, author);
        bytes32 commitment = _sides[orderId][author].review;
        if (commitment == 0 || commitment == PUBLISHED) revert NothingSealed(orderId, author);
        uint256 closesAt = ending.at + reviewWindow;
        if (_sides[orderId][subject].review == 0 && block.timestamp <= closesAt) {
            revert StillSealed(orderId, closesAt + 1);
        }
        _beforeEndOf(closesAt + revealWindow);
        bytes32 given = keccak256(abi.encode(block.chainid, address(this), orderId, author, rating, content, salt));
        if (given != commitment) revert WrongPreimage(commitment, given);

        uint256 weight = _publish(key, orderId, ending, author, subject, role, rating, content);
        if (msg.sender != author && weight != 0 && address(this).balance != 0) _payOpener(orderId, weight);
    }

    /// @dev What is paid for one opening is a small part of a fee that was really paid, and less than the gas of the trade behind
    /// it: nobody trades for it. A receiver that does not take it has opened for nothing.
    function _payOpener(bytes32 orderId, uint256 weight) private {
        uint256 unitsPerCoin = _tokenWeights[NATIVE].current;
        if (unitsPerCoin == 0) return;
        uint256 bounty = (weight * 1e18) / (unitsPerCoin * BOUNTY_SHARE);
        bounty = Math.min(bounty, Math.min(OPENING_GAS * block.basefee, address(this).balance));
        if (Calls.push(NATIVE, msg.sender, bounty)) emit OpeningPaid(orderId, msg.sender, bounty);
    }

    /// @inheritdoc IReputation
    function reply(OrderKey calldata key, bytes32 content) external {
        bytes32 orderId = TermsHash.orderIdOf(key);
        (address author, ) = _subjectOf(key, msg.sender);
        if (_sides[orderId][author].review != PUBLISHED) revert NothingToReply(orderId, author);
        if (_replied[orderId][msg.sender]) revert AlreadyReplied(orderId, msg.sender);

        _replied[orderId][msg.sender] = true;
        emit Replied(orderId, msg.sender, content);
    }

    function _publish(
        OrderKey calldata key,
        bytes32 orderId,
        Ending memory ending,
        address author,
        address subject,
        Role role,
        uint8 rating,
        bytes32 content
    ) private returns (uint96 weight) {
        if (rating < 1 || rating > 5) revert RatingOutOfBounds(rating);

        _sides[orderId][author].review = PUBLISHED;
        // The more often a pair has traded, the less the next review says.
        uint256 earlier = _pairs[author][subject];
        weight = weightOf(key.token, ending.feePaid) >> (earlier < MAX_HALVINGS ? earlier : MAX_HALVINGS);
        Score memory score;
        if (weight == 0) {
            score = _scores[subject][role];
        } else {
            _pairs[author][subject] = earlier + 1;
            score = _count(subject, role, weight, (rating - 1) * POINTS_PER_STAR);
        }
        emit Reviewed(orderId, author, subject, role, rating, content, weight, ending.outcome, score);
    }

    // RULINGS

    /// @inheritdoc IReputation
    function recordRuling(LostRuling calldata lost) external {
        if (msg.sender != address(escrow)) revert OnlyEscrow(msg.sender);
        if (!countsRulingsOf[lost.arbitrator]) return;
        // A listing without commission buys nobody immunity: what the loser has paid the arbitrators is burnt as well.
        uint256 weight = Math.max(2 * weightOf(lost.token, lost.fee), weightOf(NATIVE, lost.arbitrationFee));
        if (weight == 0) return;

        Score memory score = _count(lost.subject, lost.role, weight, 0);
        emit RulingCounted(lost.orderId, lost.subject, lost.role, 0, uint96(weight), score);
    }

    // TOKEN WEIGHTS

    /// @inheritdoc IReputation
    function proposeTokenWeight(address token, uint128 unitsPerToken) external onlyOwner {
        uint40 effectiveAt = uint40(block.timestamp) + tokenWeightDelay;
        _tokenWeights[token].proposed = unitsPerToken;
        _tokenWeights[token].effectiveAt = effectiveAt;
        emit TokenWeightProposed(token, unitsPerToken, effectiveAt);
    }

    /// @inheritdoc IReputation
    function setTokenWeight(address token) external {
        TokenWeight storage weight = _tokenWeights[token];
        if (weight.effectiveAt == 0 || block.timestamp < weight.effectiveAt) {
            revert TokenWeightNotDue(token, weight.effectiveAt, block.timestamp);
        }

        weight.effectiveAt = 0;
        weight.current = weight.proposed;
        emit TokenWeightSet(token, weight.proposed);
    }

    // VIEWS

    /// @inheritdoc IReputation
    function scoreOf(
        address account,
        Role role
    ) external view returns (Score memory score, uint256 points, uint256 confidence) {
        score = _scores[account][role];
        uint256 steps = _stepsSince(score.updatedAt);
        uint256 den = Decay.decay(score.den, steps);
        points = (PRIOR_WEIGHT * PRIOR_MEAN + Decay.decay(score.num, steps)) / (PRIOR_WEIGHT + den);
        confidence = (den * MAX_POINTS) / (PRIOR_WEIGHT + den);
    }

    /// @inheritdoc IReputation
    function weightOf(address token, uint256 fee) public view returns (uint96) {
        uint256 units = (fee * _tokenWeights[token].current) / 1e18;
        return uint96(units < MAX_WEIGHT ? units : MAX_WEIGHT);
    }

    /// @inheritdoc IReputation
    function reviewOf(bytes32 orderId, address author) external view returns (bytes32 commitment, bool published) {
        commitment = _sides[orderId][author].review;
        published = commitment == PUBLISHED;
        if (published) commitment = 0;
    }

    // RIGHTS

    /// @dev Each side of an order that has ended, unless it was called off as if never bought; of one that was never sent, whoever
    /// has waited for it.
    function _rightOf(
        OrderKey calldata key,
        address author
    ) private view returns (bytes32 orderId, Ending memory ending, address subject, Role role) {
        orderId = TermsHash.orderIdOf(key);
        ending = escrow.howEnded(orderId);
        Outcome outcome = ending.outcome;
        bool never = outcome == Outcome.RefundedUnshipped || outcome == Outcome.CalledOff;
        if (outcome == Outcome.None || never) revert NotReviewable(orderId, outcome);
        (subject, role) = _subjectOf(key, author);
        if (outcome == Outcome.NeverSent && role == Role.Buyer) revert NotReviewable(orderId, outcome);
    }

    function _subjectOf(OrderKey calldata key, address author) private pure returns (address subject, Role role) {
        if (author == key.buyer) return (key.seller, Role.Seller);
        if (author == key.seller) return (key.buyer, Role.Buyer);
        revert NotParty(author);
    }

    function _beforeEndOf(uint256 closesAt) private view {
        if (block.timestamp > closesAt) revert WindowClosed(closesAt, block.timestamp);
    }

    // SCORE

    /// @dev The clock moves by whole steps: were it set to now, a subject touched more often than every step would never decay.
    function _count(address subject, Role role, uint256 weight, uint256 points) private returns (Score memory score) {
        score = _scores[subject][role];
        uint256 steps = _stepsSince(score.updatedAt);
        score.num = (Decay.decay(score.num, steps) + weight * points).toUint96();
        score.den = (Decay.decay(score.den, steps) + weight).toUint96();
        score.updatedAt = score.updatedAt == 0 ? uint40(block.timestamp) : uint40(score.updatedAt + steps * Decay.STEP);
        // However many reviews there were, none must stop the next one.
        if (score.count < type(uint24).max) ++score.count;
        _scores[subject][role] = score;
    }

    /// @dev Many where nothing was counted yet: nothing stays nothing.
    function _stepsSince(uint256 updatedAt) private view returns (uint256) {
        return (block.timestamp - updatedAt) / Decay.STEP;
    }
}
