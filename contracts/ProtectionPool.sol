// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {CoverVault} from "./CoverVault.sol";
import {IArbitrable, IArbitrableParties} from "./interfaces/IArbitrable.sol";
import {IArbitrator} from "./interfaces/IArbitrator.sol";
import {DisputeState, Ending, IEscrow, Order, OrderState, Outcome, Status} from "./interfaces/IEscrow.sol";
import {IEvidence} from "./interfaces/IEvidence.sol";
import {Cover, CoverStatus, IProtectionPool, PoolConfig} from "./interfaces/IProtectionPool.sol";
import {ArbitratorCalls} from "./libraries/ArbitratorCalls.sol";
import {Payouts} from "./libraries/Payouts.sol";
import {Stays} from "./libraries/Stays.sol";
import {TermsHash} from "./libraries/TermsHash.sol";

/// @title Protection pool
/// @notice See IProtectionPool.
/// @dev The life of a cover; what shares are worth, and credits, are CoverVault's. `rule` records and `payOut` pays, so that
/// no receiver can make the arbitrator's call fail. Only `rule` lowers what shares are issued at.
contract ProtectionPool is IProtectionPool, IArbitrable, IArbitrableParties, IEvidence, CoverVault {
    using Math for uint256;
    using TermsHash for Order;

    /// @notice Seconds after an order ended Completed in which it can be claimed for.
    uint40 public constant CLAIM_WINDOW = 30 days;
    /// @notice The longest cover, in seconds. No capital is bound longer by one premium: orders with longer windows are not
    /// covered.
    uint40 public constant MAX_TERM = 180 days;
    /// @notice The longest wait for a ruling, in seconds.
    uint40 public constant MAX_RULING_WINDOW = 180 days;
    /// @notice The largest premium, in basis points of what is covered.
    uint16 public constant MAX_PREMIUM_BPS = 2_000;

    uint256 private constant CHOICES = 2;
    uint256 private constant FOR_BUYER = 1;
    uint256 private constant META_EVIDENCE_ID = 0;

    /// @notice The escrow whose orders are covered.
    IEscrow public immutable escrow;
    /// @notice Who judges claims.
    IArbitrator public immutable arbitrator;
    /// @notice Which of the arbitrator's courts.
    uint32 public immutable courtId;
    /// @notice The premium, in basis points of what is covered.
    uint16 public immutable premiumBps;
    /// @notice The most that one order is covered for, in units of the asset.
    uint96 public immutable maxCover;
    /// @notice Seconds from a claim to the last one at which a ruling counts.
    uint40 public immutable rulingWindow;

    mapping(bytes32 orderId => Cover) private _covers;
    mapping(uint256 disputeId => bytes32 orderId) private _disputedOrder;
    /// @dev The arbitrator while it is asked for a fee: the only time at which native coin may come in unasked, and only from it.
    address private transient _asked;

    /// @notice Fixes everything for good.
    /// @param config The terms of all covers.
    constructor(PoolConfig memory config) ERC20("Handsel Protection", "PROTECT") ERC4626(config.asset) {
        if (config.premiumBps == 0 || config.premiumBps > MAX_PREMIUM_BPS) {
            revert PremiumOutOfBounds(config.premiumBps, MAX_PREMIUM_BPS);
        }
        if (config.rulingWindow == 0 || config.rulingWindow > MAX_RULING_WINDOW) {
            revert RulingWindowOutOfBounds(config.rulingWindow, MAX_RULING_WINDOW);
        }
        escrow = config.escrow;
        arbitrator = config.arbitrator;
        courtId = config.courtId;
        premiumBps = config.premiumBps;
        maxCover = config.maxCover;
        rulingWindow = config.rulingWindow;

        emit MetaEvidence(META_EVIDENCE_ID, config.policy);
    }

    /// @notice Takes what the arbitrator gives back of a fee while it is asked for it, and nothing else.
    receive() external payable {
        if (msg.sender != _asked) revert IEscrow.UnexpectedValue(msg.sender);
    }

    // COVER

    /// @inheritdoc IProtectionPool
    function protect(Order calldata order) external nonReentrant returns (uint256 premium) {
        if (msg.sender != order.buyer) revert IEscrow.NotBuyer(msg.sender, order.buyer);
        if (order.terms.token != asset()) revert WrongToken(order.terms.token, asset());
        bytes32 orderId = order.orderId();
        OrderState memory state = escrow.stateOf(orderId);
        if (state.status != Status.Funded) revert IEscrow.WrongStatus(orderId, state.status);
        if (_covers[orderId].status != CoverStatus.None) revert AlreadyCovered(orderId);
        uint256 latest = Math.max(state.deadline, Stays.endOf(order));
        uint256 deadline = latest + order.terms.inspectWindow + CLAIM_WINDOW;
        if (deadline > block.timestamp + MAX_TERM) revert CoverTooLong(deadline, block.timestamp + MAX_TERM);
        uint96 amount;
        (amount, premium) = quote(order);
        if (amount > freeAssets()) revert NotEnoughCapital(amount, freeAssets());

        _covers[orderId] = Cover(order.buyer, amount, order.terms.seller, uint40(deadline), CoverStatus.Live, 0);
        liveCover += amount;
        _uncertain += premium;

        emit CoverSold(orderId, order.buyer, order.terms.seller, amount, premium, uint40(deadline));

        _transferIn(msg.sender, premium);
    }

    /// @inheritdoc IProtectionPool
    function lapse(bytes32 orderId) external nonReentrant {
        Cover storage cover = _coverIn(orderId, CoverStatus.Live);
        _requireOver(claimableUntil(orderId));

        _end(cover, CoverStatus.Lapsed, 0);

        emit CoverLapsed(orderId);
    }

    /// @dev The premium is earned, and `claimed` no longer uncertain.
    function _end(Cover storage cover, CoverStatus status, uint256 claimed) private {
        cover.status = status;
        liveCover -= cover.amount;
        _uncertain -= _premiumOf(cover.amount) + claimed;
    }

    // CLAIMS

    /// @inheritdoc IProtectionPool
    function claim(bytes32 orderId) external payable nonReentrant {
        Cover storage cover = _coverIn(orderId, CoverStatus.Live);
        if (msg.sender != cover.buyer) revert IEscrow.NotBuyer(msg.sender, cover.buyer);
        if (escrow.howEnded(orderId).outcome != Outcome.Completed) revert NotClaimable(orderId);
        if (_wentToCourt(orderId)) revert NotClaimable(orderId);
        uint40 until = claimableUntil(orderId);
        if (block.timestamp > until) revert IEscrow.DeadlinePassed(until, block.timestamp);
        uint256 cost = arbitrationCost(orderId);
        if (msg.value != cost) revert IEscrow.WrongValue(msg.value, cost);

        uint40 deadline = uint40(block.timestamp) + rulingWindow;
        cover.status = CoverStatus.Claimed;
        cover.deadline = deadline;
        _uncertain += cover.amount;
        uint256 disputeId = arbitrator.createDispute{value: cost}(CHOICES, _extraData(cover));
        if (_disputedOrder[disputeId] != 0) revert DisputeNumberTaken(disputeId);
        _disputedOrder[disputeId] = orderId;
        cover.disputeId = disputeId;

        emit ClaimFiled(orderId, disputeId, cost, deadline);
        emit Dispute(arbitrator, disputeId, META_EVIDENCE_ID, uint256(orderId));
    }

    /// @inheritdoc IProtectionPool
    function submitEvidence(bytes32 orderId, string calldata evidence) external {
        Cover storage cover = _coverIn(orderId, CoverStatus.Claimed);
        bool isParty = msg.sender == cover.buyer || msg.sender == cover.seller;
        if (!isParty && balanceOf(msg.sender) == 0) revert IEscrow.NotParty(msg.sender);

        emit Evidence(arbitrator, uint256(orderId), msg.sender, evidence);
    }

    /// @inheritdoc IArbitrable
    /// @dev A second ruling, or one that comes too late, changes nothing and does not revert: the arbitrator has done its work.
    function rule(uint256 disputeId, uint256 ruling) external nonReentrant {
        bytes32 orderId = _disputedOrder[disputeId];
        if (msg.sender != address(arbitrator) || orderId == 0) revert IEscrow.NotArbitrator(msg.sender, disputeId);
        Cover storage cover = _covers[orderId];
        if (cover.status != CoverStatus.Claimed || block.timestamp > cover.deadline) return;
        bool granted = ruling == FOR_BUYER;

        _end(cover, granted ? CoverStatus.Granted : CoverStatus.Refused, cover.amount);
        // From now on it is the buyer's: whoever lends before `payOut` does not pay for it.
        if (granted) _owed += cover.amount;

        emit Ruling(arbitrator, disputeId, ruling);
        emit ClaimRuled(orderId, granted);
    }

    /// @inheritdoc IProtectionPool
    function payOut(bytes32 orderId) external nonReentrant {
        Cover storage cover = _coverIn(orderId, CoverStatus.Granted);

        cover.status = CoverStatus.Paid;
        _owed -= cover.amount;

        emit ClaimPaid(orderId, cover.buyer, cover.amount);

        _push(asset(), cover.buyer, cover.amount);
    }

    /// @inheritdoc IProtectionPool
    function resolveStalled(bytes32 orderId) external nonReentrant {
        Cover storage cover = _coverIn(orderId, CoverStatus.Claimed);
        _requireOver(cover.deadline);

        _end(cover, CoverStatus.Refused, cover.amount);

        emit ClaimStalled(orderId);

        _returnFee(orderId, cover);
    }

    /// @inheritdoc IProtectionPool
    function reclaimFee(bytes32 orderId) external nonReentrant returns (uint256 amount) {
        Cover storage cover = _covers[orderId];
        bool isOver = cover.status == CoverStatus.Refused || cover.status == CoverStatus.Paid;
        if (!isOver) revert WrongCoverStatus(orderId, cover.status);
        amount = _returnFee(orderId, cover);
        if (amount == 0) revert IEscrow.NothingToReclaim(orderId);
    }

    /// @dev A refused claim may never have been ruled on: its case has to be taken back.
    function _returnFee(bytes32 orderId, Cover storage cover) private returns (uint256 amount) {
        _asked = address(arbitrator);
        amount = ArbitratorCalls.reclaim(arbitrator, cover.disputeId, cover.status == CoverStatus.Paid);
        _asked = address(0);
        if (amount == 0) return 0;

        emit ClaimFeeReturned(orderId, cover.buyer, amount);

        _push(address(0), cover.buyer, amount);
    }

    // TERMS

    /// @inheritdoc IProtectionPool
    function claimableUntil(bytes32 orderId) public view returns (uint40) {
        Cover storage cover = _covers[orderId];
        Ending memory ending = escrow.howEnded(orderId);
        if (cover.status != CoverStatus.Live || _wentToCourt(orderId)) return 0;
        if (ending.outcome == Outcome.None) return cover.deadline;
        if (ending.outcome != Outcome.Completed) return 0;
        return uint40(Math.min(cover.deadline, ending.at + CLAIM_WINDOW));
    }

    /// @dev The escrow remembers a dispute for ever. One that the seller opened takes nothing from the buyer, until the buyer has
    /// gone to court about it.
    function _wentToCourt(bytes32 orderId) private view returns (bool) {
        DisputeState memory dispute = escrow.disputeOf(orderId);
        return dispute.openedByBuyer || dispute.answered;
    }

    /// @inheritdoc IProtectionPool
    function quote(Order calldata order) public view returns (uint96 amount, uint256 premium) {
        amount = uint96(Math.min(Payouts.subtotalOf(order), maxCover));
        premium = _premiumOf(amount);
    }

    function _premiumOf(uint256 amount) private view returns (uint256) {
        return amount.mulDiv(premiumBps, Payouts.BASIS, Math.Rounding.Ceil);
    }

    function _extraData(Cover storage cover) private view returns (bytes memory) {
        return ArbitratorCalls.extraData(courtId, cover.buyer, cover.seller);
    }

    function _coverIn(bytes32 orderId, CoverStatus wanted) private view returns (Cover storage cover) {
        cover = _covers[orderId];
        if (cover.status != wanted) revert WrongCoverStatus(orderId, cover.status);
    }

    function _requireOver(uint40 deadline) private view {
        if (block.timestamp <= deadline) revert IEscrow.DeadlineNotPassed(deadline, block.timestamp);
    }

    // VIEWS

    /// @inheritdoc IProtectionPool
    function coverOf(bytes32 orderId) external view returns (Cover memory) {
        return _covers[orderId];
    }

    /// @inheritdoc IProtectionPool
    function arbitrationCost(bytes32 orderId) public view returns (uint256) {
        return arbitrator.arbitrationCost(_extraData(_covers[orderId]));
    }

    /// @inheritdoc IArbitrableParties
    /// @dev Asked by the arbitrator. Who wins by a refusal are the shareholders, who are nobody in particular.
    function partyOf(uint256 disputeId, uint256 ruling) external view returns (address) {
        return ruling == FOR_BUYER ? _covers[_disputedOrder[disputeId]].buyer : address(0);
    }
}
