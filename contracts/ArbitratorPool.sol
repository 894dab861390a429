// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IArbitrationCourt} from "./interfaces/IArbitrationCourt.sol";
import {Arbitrator, IArbitratorPool, PanelRequest, PoolParameters, Release} from "./interfaces/IArbitratorPool.sol";
import {IEntropy} from "./interfaces/IEntropy.sol";
import {Calls} from "./libraries/Calls.sol";
import {FenwickTree} from "./libraries/FenwickTree.sol";
import {Urn} from "./libraries/Urn.sol";

/// @title Arbitrator pool
/// @notice See IArbitratorPool.
/// @dev A leaf of the tree belongs to one address for ever; whoever leaves the draw keeps it at weight zero.
contract ArbitratorPool is IArbitratorPool, ReentrancyGuardTransient {
    using FenwickTree for FenwickTree.Tree;
    using Urn for Urn.Draw;

    /// @notice How many times its size a stake may stand behind seats.
    uint256 public constant OVERLOCK = 3;
    /// @notice People passed over in one draw because their stake carries all it can.
    uint256 public constant MAX_SKIPS = 32;
    /// @notice Blocks that the source of randomness has to find a seed in. Afterwards its failure counts as having none;
    /// until then it is the caller's, who can bring a better proof.
    uint256 public constant PATIENCE = 8191;
    /// @notice A queue in which nobody has had a seed for so long holds back no stake any more. Twice the longest time that a
    /// court waits for a draw is less (`ArbitrationCourt.MAX_DRAW_TIMEOUT`), so it takes a source that fails case after case.
    uint256 public constant STANDSTILL = 21 days;
    uint256 private constant ENTROPY_GAS = 1_000_000;

    /// @notice Who draws and releases.
    address public immutable court;
    /// @inheritdoc IArbitratorPool
    IEntropy public immutable entropy;
    uint96 private immutable _minStake;
    uint96 private immutable _maxStake;
    uint40 private immutable _activationDelay;
    uint40 private immutable _exitDelay;
    uint32 private immutable _epoch;
    uint32 private immutable _lookahead;
    uint32 private immutable _freeze;

    mapping(address account => Arbitrator) private _arbitrators;
    /// Owner of each leaf.
    address[] private _members;
    FenwickTree.Tree private _tree;
    mapping(address account => uint256) private _credits;

    uint40 private _head;
    uint40 private _tail;
    uint24 private _active;
    /// The queue's blocks never go back, so the last one with a seed is all that a later draw can share.
    uint48 private _seededBlock;
    /// The last seed, or the moment from which one was waited for when none was overdue.
    uint40 private _answeredAt;
    /// Draws by blocks up to this one stood in a queue that held no stake back.
    uint48 private _thawedTo;
    /// A case has been given up or put off for want of a seed, and none has come since.
    bool private _overdue;
    bytes32 private _seed;
    /// id << 64 | drawBlock
    mapping(uint256 place => uint256) private _queue;

    modifier onlyCourt() {
        if (msg.sender != court) revert NotCourt(msg.sender);
        _;
    }

    modifier whenNotFrozen() {
        if (frozen()) {
            (, uint256 drawBlock) = nextDraw();
            revert Frozen(drawBlock);
        }
        _;
    }

    /// @notice Opens the pool.
    /// @param court_ Who draws and releases.
    /// @param entropy_ Where the seeds come from.
    /// @param p Its rules, for good.
    constructor(address court_, IEntropy entropy_, PoolParameters memory p) {
        if (court_ == address(0) || address(entropy_) == address(0)) revert BadParameters();
        if (p.minStake == 0 || p.maxStake < p.minStake) revert BadParameters();
        if (p.epoch == 0 || p.lookahead == 0 || p.freeze > p.lookahead) revert BadParameters();
        court = court_;
        entropy = entropy_;
        _minStake = p.minStake;
        _maxStake = p.maxStake;
        _activationDelay = p.activationDelay;
        _exitDelay = p.exitDelay;
        _epoch = p.epoch;
        _lookahead = p.lookahead;
        _freeze = p.freeze;
    }

    // STAKE

    /// @inheritdoc IArbitratorPool
    function stake() external payable whenNotFrozen {
        Arbitrator storage a = _arbitrators[msg.sender];
        uint256 total = a.stake + msg.value;
        if (msg.value == 0 || total < _minStake || total > _maxStake) {
            revert StakeOutOfBounds(total, _minStake, _maxStake);
        }

        a.stake = uint96(total);
        a.activeFrom = uint40(block.timestamp) + _activationDelay;
        _emitUpdate(msg.sender, a);
    }

    /// @inheritdoc IArbitratorPool
    function activate() external whenNotFrozen {
        Arbitrator storage a = _arbitrators[msg.sender];
        if (a.suspended) revert Suspended(msg.sender);
        if (a.weight == a.stake) revert NothingToActivate(msg.sender);

        _activate(a);
    }

    /// @inheritdoc IArbitratorPool
    function reactivate() external whenNotFrozen {
        Arbitrator storage a = _arbitrators[msg.sender];
        if (!a.suspended) revert NotSuspended(msg.sender);

        a.suspended = false;
        _activate(a);
    }

    /// @inheritdoc IArbitratorPool
    function requestExit(uint96 amount) external whenNotFrozen {
        Arbitrator storage a = _arbitrators[msg.sender];
        if (amount == 0) revert NothingToExit(msg.sender);
        if (a.stake < uint256(a.locked) + amount) revert StakeLocked(a.locked, a.stake, amount);
        uint96 left = a.stake - amount;
        if (left != 0 && left < _minStake) revert StakeOutOfBounds(left, _minStake, _maxStake);

        a.stake = left;
        a.exiting += amount;
        a.exitAt = uint40(block.timestamp) + _exitDelay;
        if (a.weight > left) _setWeight(a, left);
        _emitUpdate(msg.sender, a);
    }

    /// @inheritdoc IArbitratorPool
    function exit() external {
        Arbitrator storage a = _arbitrators[msg.sender];
        uint256 amount = a.exiting;
        if (amount == 0) revert NothingToExit(msg.sender);
        if (block.timestamp < a.exitAt) revert NotYet(a.exitAt, block.timestamp);

        a.exiting = 0;
        _emitUpdate(msg.sender, a);

        _send(msg.sender, amount);
    }

    /// @inheritdoc IArbitratorPool
    function setEncryptionKey(bytes32 key) external {
        emit EncryptionKeySet(msg.sender, key);
    }

    // DRAW

    /// @inheritdoc IArbitratorPool
    function enqueue(uint256 id) external onlyCourt returns (uint64 drawBlock) {
        uint256 earliest = block.number + _lookahead;
        drawBlock = uint64(((earliest + _epoch - 1) / _epoch) * _epoch);
        if (_head == _tail && !_overdue) _answeredAt = uint40(block.timestamp);
        _queue[_tail++] = (id << 64) | drawBlock;
    }

    /// @inheritdoc IArbitratorPool
    function skip(bool givenUp) external onlyCourt {
        ++_head;
        if (givenUp) _overdue = true;
    }

    /// @inheritdoc IArbitratorPool
    function draw(
        bytes calldata proof,
        PanelRequest calldata request
    ) external onlyCourt nonReentrant returns (bool reachable, address[] memory panel) {
        (, uint256 drawBlock) = nextDraw();
        if (block.number <= drawBlock) revert IArbitrationCourt.DrawNotReady(drawBlock, block.number);

        // The case stays at the head until there is a seed, so that nothing can move while a stranger is asked for it.
        bytes32 seed = _seedOf(drawBlock, proof);
        uint256 place = _head++;
        reachable = seed != 0 && _answered(drawBlock);
        if (!reachable) {
            if (seed == 0) _overdue = true;
            return (false, panel);
        }

        panel = _sample(
            keccak256(abi.encode(seed, court, block.chainid, request.id, request.round, request.attempt)),
            place,
            request
        );
        for (uint256 i = 0; i < panel.length; ++i) {
            Arbitrator storage a = _arbitrators[panel[i]];
            a.locked += request.lock;
            _emitUpdate(panel[i], a);
        }
    }

    /// @dev The first seed after a standstill ends it, and seats nobody: stakes could move while it was known.
    /// `counts`: whether stakes were held back as they should have been.
    function _answered(uint256 drawBlock) private returns (bool counts) {
        if (_standsStill()) _thawedTo = SafeCast.toUint48(block.number + _freeze);
        _answeredAt = uint40(block.timestamp);
        _overdue = false;
        return drawBlock > _thawedTo;
    }

    /// @dev All draws of an epoch share one seed. Too little gas must not make a source look as if it failed.
    function _seedOf(uint256 drawBlock, bytes calldata proof) private returns (bytes32 seed) {
        if (drawBlock == _seededBlock) return _seed;

        if (block.number <= drawBlock + PATIENCE) {
            seed = entropy.seedOf(drawBlock, proof);
        } else {
            bytes memory question = abi.encodeCall(IEntropy.seedOf, (drawBlock, proof));
            if (gasleft() < ENTROPY_GAS + ENTROPY_GAS / 32) revert Calls.NotEnoughGas();
            (bool ok, uint256 size, uint256 answer) = Calls.attempt(address(entropy), 0, ENTROPY_GAS, question);
            if (ok && size > 31) seed = bytes32(answer);
        }
        if (seed == 0) return 0;

        _seededBlock = SafeCast.toUint48(drawBlock);
        _seed = seed;
        emit DrawBlockSeeded(uint64(drawBlock), seed);
    }

    /// @dev At most `excluded + panel + MAX_SKIPS` people are taken out of the urn, each in O(log n).
    function _sample(
        bytes32 seed,
        uint256 place,
        PanelRequest calldata request
    ) private returns (address[] memory panel) {
        Urn.Draw memory urn = Urn.open(_tree, place);
        for (uint256 i = 0; i < request.excluded.length; ++i) {
            Arbitrator storage a = _arbitrators[request.excluded[i]];
            if (a.weight > 0) urn.take(_tree, a.index, a.weight);
        }

        uint256 found = 0;
        panel = new address[](request.seats);
        for (uint256 i = 0; i < request.seats + MAX_SKIPS; ++i) {
            if (found == request.seats || urn.left == 0) break;
            uint256 index = urn.find(_tree, uint256(keccak256(abi.encode(seed, i))) % urn.left);
            address account = _members[index - 1];
            Arbitrator storage a = _arbitrators[account];
            urn.take(_tree, index, a.weight);
            if (uint256(a.locked) + request.lock <= OVERLOCK * a.stake) panel[found++] = account;
        }

        // An even panel could tie.
        if (found > 0 && found % 2 == 0) --found;
        if (found < request.atLeast) found = 0;
        assembly ("memory-safe") {
            mstore(panel, found)
        }
    }

    // SETTLEMENT

    /// @inheritdoc IArbitratorPool
    function release(
        uint96 lock,
        Release[] calldata releases
    ) external onlyCourt whenNotFrozen returns (uint96[] memory taken) {
        uint256 total = 0;
        taken = new uint96[](releases.length);
        for (uint256 i = 0; i < releases.length; ++i) {
            Release calldata r = releases[i];
            Arbitrator storage a = _arbitrators[r.arbitrator];
            uint96 slash = r.slash < a.stake ? r.slash : a.stake;
            uint96 left = a.stake - slash;
            a.locked -= lock;
            a.stake = left;
            if (r.suspend) a.suspended = true;
            if (r.suspend || a.weight > left) _setWeight(a, r.suspend ? 0 : left);
            _emitUpdate(r.arbitrator, a);
            taken[i] = slash;
            total += slash;
        }

        if (total > 0) _send(court, total);
    }

    /// @inheritdoc IArbitratorPool
    function credit(address[] calldata accounts, uint256[] calldata amounts) external payable onlyCourt {
        uint256 total = 0;
        for (uint256 i = 0; i < accounts.length; ++i) {
            if (amounts[i] == 0) continue;
            _credits[accounts[i]] += amounts[i];
            total += amounts[i];
            emit Credited(accounts[i], amounts[i]);
        }
        if (total != msg.value) revert WrongCredit(msg.value, total);
    }

    /// @inheritdoc IArbitratorPool
    function withdraw(address account) external nonReentrant returns (uint256 amount) {
        amount = _credits[account];
        if (amount == 0) revert NothingToWithdraw(account);

        _credits[account] = 0;
        emit Withdrawn(account, amount);

        _send(account, amount);
    }

    // VIEWS

    /// @inheritdoc IArbitratorPool
    function arbitratorOf(address account) external view returns (Arbitrator memory) {
        return _arbitrators[account];
    }

    /// @inheritdoc IArbitratorPool
    function parameters() external view returns (PoolParameters memory) {
        return PoolParameters(_minStake, _maxStake, _activationDelay, _exitDelay, _epoch, _lookahead, _freeze);
    }

    /// @inheritdoc IArbitratorPool
    function activeCount() external view returns (uint256) {
        return _active;
    }

    /// @inheritdoc IArbitratorPool
    function totalWeight() external view returns (uint256) {
        return _tree.total();
    }

    /// @inheritdoc IArbitratorPool
    function minStake() external view returns (uint256) {
        return _minStake;
    }

    /// @inheritdoc IArbitratorPool
    function creditOf(address account) external view returns (uint256) {
        return _credits[account];
    }

    /// @inheritdoc IArbitratorPool
    function nextDraw() public view returns (uint256 id, uint256 drawBlock) {
        if (_head == _tail) return (type(uint256).max, 0);
        uint256 entry = _queue[_head];
        return (entry >> 64, uint64(entry));
    }

    /// @inheritdoc IArbitratorPool
    function frozen() public view returns (bool) {
        (uint256 id, uint256 drawBlock) = nextDraw();
        return id != type(uint256).max && freezes(drawBlock) && !_standsStill();
    }

    /// @inheritdoc IArbitratorPool
    function freezes(uint256 drawBlock) public view returns (bool) {
        return block.number + _freeze >= drawBlock;
    }

    function _standsStill() private view returns (bool) {
        return block.timestamp > _answeredAt + STANDSTILL;
    }

    // WEIGHT

    function _activate(Arbitrator storage a) private {
        if (block.timestamp < a.activeFrom) revert NotYet(a.activeFrom, block.timestamp);

        if (a.index == 0) {
            _members.push(msg.sender);
            a.index = SafeCast.toUint24(_tree.append(0));
        }
        _setWeight(a, a.stake);
        _emitUpdate(msg.sender, a);
    }

    function _setWeight(Arbitrator storage a, uint96 weight) private {
        uint96 before = a.weight;
        if (before == weight) return;
        if (before == 0) ++_active;
        if (weight == 0) --_active;
        a.weight = weight;
        _tree.update(a.index, before, weight);
    }

    function _emitUpdate(address account, Arbitrator storage a) private {
        emit ArbitratorUpdated(account, a.stake, a.weight, a.locked, a.exiting, a.suspended, a.activeFrom, a.exitAt);
    }

    function _send(address to, uint256 amount) private {
        (bool ok, ) = to.call{value: amount}("");
        if (!ok) revert TransferFailed(to, amount);
    }
}
