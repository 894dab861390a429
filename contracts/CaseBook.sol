// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Attempt, Case, CourtConfig, IArbitrationCourt, Phase, Round, Seat} from "./interfaces/IArbitrationCourt.sol";
import {IArbitrator} from "./interfaces/IArbitrator.sol";
import {IArbitratorPool} from "./interfaces/IArbitratorPool.sol";
import {Panels} from "./libraries/Panels.sol";

/// @title Case book
/// @notice What a court knows of its cases, what can be asked of it, and what things cost. Nothing in here moves a case.
abstract contract CaseBook is IArbitrationCourt, IERC165 {
    using Panels for Panels.Book;
    using SafeCast for uint256;

    uint256 private constant NON_PAYABLE = type(uint256).max / 2;
    uint256 internal constant BPS = 10_000;
    /// @notice A case may bring up to this many times the court's fee, and so raise what is at stake for its arbitrators.
    uint256 public constant MAX_FEE_FACTOR = 10;
    /// @notice The most seats of a first round.
    uint256 public constant MAX_SEATS = 31;
    /// @notice The most seats of an appeal.
    uint256 public constant MAX_APPEAL_SEATS = 63;
    /// @notice A case waits for a draw for twice its court's timeout at most; `ArbitratorPool.STANDSTILL` is longer than
    /// twice this.
    uint256 public constant MAX_DRAW_TIMEOUT = 10 days;

    /// @notice The pool that panels are drawn from.
    IArbitratorPool public immutable pool;
    /// @notice Who gets what nobody has earned.
    address public immutable treasury;

    CourtConfig[] internal _configs;
    Case[] internal _cases;
    mapping(uint256 id => mapping(uint8 round => Round)) internal _rounds;
    Panels.Book internal _panels;
    mapping(uint256 id => uint256) internal _refunds;
    mapping(uint256 id => mapping(uint8 round => mapping(address contributor => uint256))) internal _contributions;

    /// @notice Opens the courts, for good.
    /// @param pool_ The pool that panels are drawn from.
    /// @param treasury_ Who gets what nobody has earned.
    /// @param configs What each court judges by; its number is its place.
    constructor(IArbitratorPool pool_, address treasury_, CourtConfig[] memory configs) {
        pool = pool_;
        treasury = treasury_;
        for (uint32 i = 0; i < configs.length; ++i) {
            CourtConfig memory config = configs[i];
            bool odd = config.seats % 2 == 1 && config.minSeats % 2 == 1;
            bool ordered = config.minSeats <= config.seats && config.seats <= MAX_SEATS;
            bool bounded = config.incoherentBps <= BPS && config.drawTimeout <= MAX_DRAW_TIMEOUT;
            bool leads = config.maxRounds > 0 && config.next < configs.length;
            if (!odd || !ordered || !bounded || !leads || config.fee == 0) revert BadConfig(i);
            _configs.push(config);
            emit CourtConfigured(i, config);
        }
    }

    // VIEWS

    /// @inheritdoc IArbitrator
    function arbitrationCost(bytes calldata extraData) external view returns (uint256) {
        (uint32 courtId, uint16 seats) = _request(extraData);
        return _cost(_configs[courtId], seats);
    }

    /// @inheritdoc IArbitrator
    function appealCost(uint256 id, bytes calldata) external view returns (uint256) {
        Case storage c = _existing(id);
        if (c.phase != Phase.Appeal || block.timestamp > c.phaseEnd) return NON_PAYABLE;
        Round storage r = _rounds[id][c.round];
        return r.need - r.raised;
    }

    /// @inheritdoc IArbitrator
    function appealPeriod(uint256 id) external view returns (uint256 start, uint256 end) {
        Case storage c = _existing(id);
        if (c.phase != Phase.Appeal) return (0, 0);
        return (c.phaseEnd - _configs[_rounds[id][c.round].courtId].appealPeriod, c.phaseEnd);
    }

    /// @inheritdoc IArbitrator
    function disputeStatus(uint256 id) external view returns (DisputeStatus) {
        Phase phase = _existing(id).phase;
        if (phase == Phase.Appeal) return DisputeStatus.Appealable;
        return phase == Phase.Resolved ? DisputeStatus.Solved : DisputeStatus.Waiting;
    }

    /// @inheritdoc IArbitrator
    function currentRuling(uint256 id) external view returns (uint256) {
        return _existing(id).ruling;
    }

    /// @inheritdoc IArbitrationCourt
    function commitmentOf(
        uint256 id,
        uint8 round,
        uint8 attempt,
        address arbitrator,
        uint256 choice,
        bytes32 salt
    ) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), id, round, attempt, arbitrator, choice, salt));
    }

    /// @inheritdoc IArbitrationCourt
    function caseOf(uint256 id) external view returns (Case memory) {
        return _existing(id);
    }

    /// @inheritdoc IArbitrationCourt
    function roundOf(uint256 id, uint8 round) external view returns (Round memory) {
        return _rounds[id][round];
    }

    /// @inheritdoc IArbitrationCourt
    function attemptOf(uint256 id, uint8 round, uint8 attempt) external view returns (Attempt memory) {
        return _panels.attempts[Panels.keyOf(id, round, attempt)];
    }

    /// @inheritdoc IArbitrationCourt
    function seatsOf(uint256 id, uint8 round, uint8 attempt) external view returns (Seat[] memory seats) {
        uint256 key = Panels.keyOf(id, round, attempt);
        seats = new Seat[](_panels.attempts[key].seats);
        for (uint256 i = 0; i < seats.length; ++i) seats[i] = _panels.seats[key][i];
    }

    /// @inheritdoc IArbitrationCourt
    function configOf(uint32 courtId) external view returns (CourtConfig memory) {
        return _configs[_courtOf(courtId)];
    }

    /// @inheritdoc IArbitrationCourt
    function caseCount() external view returns (uint256) {
        return _cases.length;
    }

    /// @inheritdoc IArbitrationCourt
    function refundOf(uint256 id) external view returns (uint256) {
        return _refunds[id];
    }

    /// @inheritdoc IArbitrationCourt
    function contributionOf(uint256 id, uint8 round, address contributor) external view returns (uint256) {
        return _contributions[id][round][contributor];
    }

    /// @inheritdoc IArbitrationCourt
    function nextDraw() external view returns (uint256 id, uint256 drawBlock) {
        return pool.nextDraw();
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IArbitrator).interfaceId || interfaceId == type(IERC165).interfaceId;
    }

    // LOOKING UP

    function _existing(uint256 id) internal view returns (Case storage) {
        if (id >= _cases.length) revert UnknownCase(id);
        return _cases[id];
    }

    function _caseIn(uint256 id, Phase phase) internal view returns (Case storage c) {
        c = _existing(id);
        if (c.phase != phase) revert WrongPhase(id, c.phase);
    }

    function _caseDuring(uint256 id, Phase phase) internal view returns (Case storage c) {
        c = _caseIn(id, phase);
        if (block.timestamp > c.phaseEnd) revert PhaseOver(id, c.phaseEnd, block.timestamp);
    }

    function _onlyArbitrable(Case storage c) internal view {
        if (msg.sender != address(c.arbitrable)) revert NotArbitrable(msg.sender, address(c.arbitrable));
    }

    function _isSettled(uint256 id, uint8 round) internal view returns (bool) {
        return _panels.attempts[Panels.keyOf(id, round, _rounds[id][round].lastAttempt)].settled;
    }

    /// @dev Whether the case ended otherwise than by what stood when the round had closed.
    function _isOverturned(uint256 id, Case storage c, Round storage r) internal view returns (bool) {
        if (r.stands == 0) return !c.undecided;
        return c.ruling != _rounds[id][r.stands - 1].ruling;
    }

    // PRICES

    /// @dev Zero when the ruling is final: no round left, or nobody left to make a larger panel of.
    function _appealSeats(Case storage c, Round storage r) internal view returns (uint16) {
        if (c.round + 1 >= _configs[c.courtId].maxRounds) return 0;

        uint256 active = pool.activeCount();
        uint256 wanted = 2 * uint256(r.seats) + 1;
        uint256 usual = _configs[_configs[r.courtId].next].seats;
        uint256 seats = wanted > usual ? wanted : usual;
        if (seats > active)
            seats =
                active % 2 == 1
                    ? active
                    : active == 0
                        ? 0
                        : active - 1;
        return seats <= r.seats || seats > MAX_APPEAL_SEATS ? 0 : uint16(seats);
    }

    function _appealPrice(Round storage r) internal view returns (uint256 cost, uint256 bond) {
        CourtConfig storage next = _configs[_configs[r.courtId].next];
        cost = _totalFee(_appealFee(r), r.nextSeats, next);
        bond = (cost * next.bondBps) / BPS;
    }

    /// @dev What was at stake stays at stake.
    function _appealFee(Round storage r) internal view returns (uint96) {
        uint96 usual = _configs[_configs[r.courtId].next].fee;
        return r.fee > usual ? r.fee : usual;
    }

    function _cost(CourtConfig storage config, uint256 seats) internal view returns (uint256) {
        return _totalFee(config.fee, seats, config);
    }

    function _totalFee(uint256 fee, uint256 seats, CourtConfig storage config) internal view returns (uint256) {
        return fee * seats + config.keeperFee;
    }

    function _lockOf(uint96 fee, CourtConfig storage config) internal view returns (uint96) {
        return ((uint256(fee) * config.lockBps) / BPS).toUint96();
    }

    function _min(uint256 a, uint256 b) internal pure returns (uint256) {
        return a < b ? a : b;
    }

    /// @dev An even number of seats asked for is met by one more.
    function _request(bytes calldata extraData) internal view returns (uint32 courtId, uint16 seats) {
        courtId = _courtOf(_word(extraData, 0));
        CourtConfig storage config = _configs[courtId];
        uint256 wanted = _word(extraData, 1);
        if (wanted == 0) return (courtId, config.seats);
        if (wanted < config.minSeats || wanted > MAX_SEATS) revert SeatsOutOfBounds(wanted, config.minSeats, MAX_SEATS);
        seats = uint16(wanted | 1);
    }

    /// @dev Refused, a number that names no court would leave its order without anyone to judge it.
    function _courtOf(uint256 number) internal view returns (uint32) {
        return number < _configs.length ? uint32(number) : 0;
    }

    /// @dev Kleros' callers send fewer words than ours.
    function _word(bytes calldata extraData, uint256 place) internal pure returns (uint256) {
        return extraData.length < 32 * (place + 1) ? 0 : uint256(bytes32(extraData[32 * place:]));
    }
}
