// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IArbitrable} from "./interfaces/IArbitrable.sol";
import {IArbitrationCourt} from "./interfaces/IArbitrationCourt.sol";
import {IArbitrator} from "./interfaces/IArbitrator.sol";
import {IArbitratorPool} from "./interfaces/IArbitratorPool.sol";
import {ISoloCourt, SoloCase, SoloPhase} from "./interfaces/ISoloCourt.sol";

/// @title Solo court
/// @notice See ISoloCourt.
/// @dev The balance is the fees of open cases, what arbitrables can reclaim and what arbitrators have earned. Nobody can touch a
/// case but its own arbitrator and its own arbitrable.
contract SoloCourt is ISoloCourt, IERC165, ReentrancyGuardTransient {
    using SafeCast for uint256;

    uint256 private constant NON_PAYABLE = type(uint256).max / 2;

    /// @inheritdoc ISoloCourt
    uint256 public immutable fee;
    /// @inheritdoc ISoloCourt
    uint40 public immutable rulingPeriod;

    /// @inheritdoc ISoloCourt
    address public arbitrator;
    /// @inheritdoc ISoloCourt
    address public successor;
    SoloCase[] private _cases;
    /// @inheritdoc ISoloCourt
    mapping(address account => uint256) public earnedOf;

    /// @notice Opens the office.
    /// @param arbitrator_ Who judges first.
    /// @param fee_ What a case costs, in wei.
    /// @param rulingPeriod_ Seconds in which a case can be ruled on.
    constructor(address arbitrator_, uint96 fee_, uint40 rulingPeriod_) {
        if (arbitrator_ == address(0)) revert NoArbitrator();
        arbitrator = arbitrator_;
        fee = fee_;
        rulingPeriod = rulingPeriod_;
        emit ArbitratorChanged(address(0), arbitrator_);
    }

    // CASES

    /// @inheritdoc IArbitrator
    function createDispute(uint256 choices, bytes calldata extraData) external payable returns (uint256 id) {
        if (choices == 0 || choices > type(uint80).max) revert IArbitrationCourt.ChoicesOutOfBounds(choices);
        if (msg.value < fee) revert IArbitrationCourt.InsufficientFee(msg.value, fee);
        address judge = arbitrator;
        if (_isParty(judge, extraData)) revert OwnCase(judge);

        id = _cases.length;
        uint40 deadline = uint40(block.timestamp) + rulingPeriod;
        SoloCase storage c = _cases.push();
        c.arbitrable = IArbitrable(msg.sender);
        c.deadline = deadline;
        c.arbitrator = judge;
        c.choices = uint80(choices);
        c.refund = (msg.value - fee).toUint96();

        emit DisputeCreation(id, IArbitrable(msg.sender));
        emit SoloCaseCreated(id, IArbitrable(msg.sender), judge, choices, deadline);
    }

    /// @inheritdoc ISoloCourt
    function giveRuling(uint256 id, uint256 ruling, bytes32 justification) external nonReentrant {
        SoloCase storage c = _judged(id);
        if (ruling > c.choices) revert IArbitrationCourt.ChoiceOutOfBounds(ruling, c.choices);
        if (block.timestamp > c.deadline) revert RulingOverdue(id, c.deadline, block.timestamp);

        c.phase = SoloPhase.Ruled;
        c.ruling = uint80(ruling);
        c.executed = true;
        earnedOf[msg.sender] += fee;
        emit RulingGiven(id, msg.sender, ruling, justification);

        // What the arbitrable does must not undo the ruling.
        try c.arbitrable.rule(id, ruling) {
            emit IArbitrationCourt.RulingExecuted(id, ruling);
        } catch {
            c.executed = false;
        }
    }

    /// @inheritdoc ISoloCourt
    function refuse(uint256 id) external {
        SoloCase storage c = _judged(id);

        _drop(c);
        emit CaseRefused(id, msg.sender);
    }

    /// @inheritdoc ISoloCourt
    function executeRuling(uint256 id) external nonReentrant {
        SoloCase storage c = _existing(id);
        if (c.phase != SoloPhase.Ruled) revert WrongSoloPhase(id, c.phase);
        if (c.executed) revert IArbitrationCourt.AlreadyExecuted(id);

        c.executed = true;
        emit IArbitrationCourt.RulingExecuted(id, c.ruling);

        c.arbitrable.rule(id, c.ruling);
    }

    /// @inheritdoc ISoloCourt
    function withdrawDispute(uint256 id) external {
        SoloCase storage c = _existing(id);
        _onlyArbitrable(c);
        if (c.phase != SoloPhase.Open) revert WrongSoloPhase(id, c.phase);

        _drop(c);
        emit IArbitrationCourt.CaseWithdrawn(id);
    }

    /// @inheritdoc IArbitrator
    /// @dev There is nobody to appeal to.
    function appeal(uint256 id, bytes calldata) external payable {
        revert NoAppeal(id);
    }

    // MONEY

    /// @inheritdoc ISoloCourt
    function reclaimFee(uint256 id) external nonReentrant returns (uint256 amount) {
        SoloCase storage c = _existing(id);
        _onlyArbitrable(c);
        // Overdue is as good as refused.
        if (c.phase == SoloPhase.Open && block.timestamp > c.deadline) _drop(c);
        amount = c.refund;
        if (amount == 0) return 0;

        c.refund = 0;
        emit IArbitrationCourt.FeeReturned(id, amount);

        _send(msg.sender, amount);
    }

    /// @inheritdoc ISoloCourt
    function withdraw(address account) external nonReentrant returns (uint256 amount) {
        amount = earnedOf[account];
        if (amount == 0) revert NothingEarned(account);

        earnedOf[account] = 0;
        emit FeeWithdrawn(account, amount);

        _send(account, amount);
    }

    // OFFICE

    /// @inheritdoc ISoloCourt
    function nameSuccessor(address account) external {
        if (msg.sender != arbitrator) revert NotCaseArbitrator(msg.sender, arbitrator);

        successor = account;
        emit SuccessorNamed(msg.sender, account);
    }

    /// @inheritdoc ISoloCourt
    function acceptOffice() external {
        if (msg.sender != successor) revert NotSuccessor(msg.sender, successor);

        emit ArbitratorChanged(arbitrator, msg.sender);
        arbitrator = msg.sender;
        successor = address(0);
    }

    // VIEWS

    /// @inheritdoc IArbitrator
    function arbitrationCost(bytes calldata) external view returns (uint256) {
        return fee;
    }

    /// @inheritdoc IArbitrator
    function appealCost(uint256 id, bytes calldata) external view returns (uint256) {
        _existing(id);
        return NON_PAYABLE;
    }

    /// @inheritdoc IArbitrator
    function appealPeriod(uint256 id) external view returns (uint256 start, uint256 end) {
        _existing(id);
        return (0, 0);
    }

    /// @inheritdoc IArbitrator
    function disputeStatus(uint256 id) external view returns (DisputeStatus) {
        return _existing(id).phase == SoloPhase.Open ? DisputeStatus.Waiting : DisputeStatus.Solved;
    }

    /// @inheritdoc IArbitrator
    function currentRuling(uint256 id) external view returns (uint256) {
        return _existing(id).ruling;
    }

    /// @inheritdoc ISoloCourt
    function caseOf(uint256 id) external view returns (SoloCase memory) {
        return _existing(id);
    }

    /// @inheritdoc ISoloCourt
    function caseCount() external view returns (uint256) {
        return _cases.length;
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IArbitrator).interfaceId || interfaceId == type(IERC165).interfaceId;
    }

    // STATE

    function _existing(uint256 id) private view returns (SoloCase storage) {
        if (id >= _cases.length) revert IArbitrationCourt.UnknownCase(id);
        return _cases[id];
    }

    /// @dev The caller's own open case.
    function _judged(uint256 id) private view returns (SoloCase storage c) {
        c = _existing(id);
        if (msg.sender != c.arbitrator) revert NotCaseArbitrator(msg.sender, c.arbitrator);
        if (c.phase != SoloPhase.Open) revert WrongSoloPhase(id, c.phase);
    }

    function _onlyArbitrable(SoloCase storage c) private view {
        if (msg.sender != address(c.arbitrable)) {
            revert IArbitrationCourt.NotArbitrable(msg.sender, address(c.arbitrable));
        }
    }

    function _drop(SoloCase storage c) private {
        c.phase = SoloPhase.Dropped;
        c.refund += uint96(fee);
    }

    /// @dev Callers of other makes send fewer words.
    function _isParty(address account, bytes calldata extraData) private pure returns (bool) {
        if (extraData.length < 160) return false;
        return
            account == address(uint160(uint256(bytes32(extraData[96:128])))) ||
            account == address(uint160(uint256(bytes32(extraData[128:160]))));
    }

    function _send(address to, uint256 amount) private {
        (bool ok, ) = to.call{value: amount}("");
        if (!ok) revert IArbitratorPool.TransferFailed(to, amount);
    }
}
