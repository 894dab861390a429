// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IArbitrable, IArbitrableParties} from "./interfaces/IArbitrable.sol";
import {
    Attempt,
    Case,
    CourtConfig,
    IArbitrationCourt,
    Phase,
    Round,
    Seat,
    SeatStatus
} from "./interfaces/IArbitrationCourt.sol";
import {IArbitrator} from "./interfaces/IArbitrator.sol";
import {IArbitratorPool, PanelRequest, Release} from "./interfaces/IArbitratorPool.sol";
import {PanelPayout} from "./libraries/PanelPayout.sol";
import {Panels} from "./libraries/Panels.sol";

/// @title Arbitration court
/// @notice See IArbitrationCourt.
/// @dev No owner, no pause, no change of parameters. The balance is what open cases were paid and not yet settled; whatever
/// is settled moves to the pool, which pays it out.
contract ArbitrationCourt is IArbitrationCourt, IERC165, ReentrancyGuardTransient {
    using Panels for Panels.Book;
    using SafeCast for uint256;

    uint256 private constant NON_PAYABLE = type(uint256).max / 2;
    uint256 private constant BPS = 10_000;
    uint256 private constant NOBODY = type(uint256).max;
    /// @notice How many times the court's fee a case may bring, and so raise what is at stake for its arbitrators.
    uint256 public constant MAX_FEE_FACTOR = 10;
    /// @notice The largest first panel.
    uint256 public constant MAX_PANEL = 31;
    /// @notice The largest panel of an appeal.
    uint256 public constant MAX_APPEAL_PANEL = 63;
    uint256 private constant PARTY_GAS = 50_000;

    /// @notice Who is drawn from.
    IArbitratorPool public immutable pool;
    /// @notice Who gets slashes that nobody earned.
    address public immutable treasury;

    CourtConfig[] private _configs;
    Case[] private _cases;
    mapping(uint256 id => mapping(uint8 round => Round)) private _rounds;
    Panels.Book private _panels;
    mapping(uint256 id => uint256) private _refunds;
    mapping(uint256 id => mapping(uint8 round => mapping(address contributor => uint256))) private _contributions;

    /// @notice Opens the courts.
    /// @param pool_ Who is drawn from.
    /// @param treasury_ Who gets slashes that nobody earned.
    /// @param configs Parameters of each court, by its number.
    constructor(IArbitratorPool pool_, address treasury_, CourtConfig[] memory configs) {
        pool = pool_;
        treasury = treasury_;
        for (uint32 i = 0; i < configs.length; ++i) {
            CourtConfig memory config = configs[i];
            bool odd = config.panel % 2 == 1 && config.minPanel % 2 == 1;
            bool ordered = config.minPanel <= config.panel && config.panel <= MAX_PANEL;
            bool bounded = config.incoherentBps <= BPS && config.maxRounds > 0 && config.next < configs.length;
            if (!odd || !ordered || !bounded || config.fee == 0) revert BadConfig(i);
            _configs.push(config);
            emit CourtConfigured(i, i, config);
        }
    }

    /// @notice Takes what the arbitrator gives back of a fee while it is asked for it, and nothing else.
    /// @dev Slashes come from the pool; nothing else is owed to the court unasked.
    receive() external payable {
        if (msg.sender != address(pool)) revert NotPool(msg.sender);
    }

    // OPENING

    /// @inheritdoc IArbitrator
    function createDispute(uint256 choices, bytes calldata extraData) external payable returns (uint256 id) {
        if (choices == 0 || choices > type(uint80).max) revert ChoicesOutOfBounds(choices);
        (uint32 court, uint16 panel) = _request(extraData);
        CourtConfig storage config = _configs[court];
        uint256 cost = _cost(config, panel);
        if (msg.value < cost) revert InsufficientFee(msg.value, cost);

        uint96 fee = _min((msg.value - config.keeperFee) / panel, MAX_FEE_FACTOR * config.fee).toUint96();
        uint96 lock = _lockOf(fee, config);
        address partyA = address(uint160(_word(extraData, 3)));
        address partyB = address(uint160(_word(extraData, 4)));

        id = _cases.length;
        Case storage c = _cases.push();
        c.arbitrable = IArbitrable(msg.sender);
        c.config = court;
        c.choices = uint80(choices);
        c.partyA = partyA;
        c.partyB = partyB;
        _openRound(id, 0, court, panel, fee, lock);
        uint256 unused = msg.value - config.keeperFee - uint256(fee) * panel;
        if (unused > 0) _refunds[id] = unused;

        emit DisputeCreation(id, IArbitrable(msg.sender));
        emit CaseCreated(id, IArbitrable(msg.sender), court, court, choices, panel, fee, lock, partyA, partyB);
        _enter(id, c, Phase.Evidence, config.evidencePeriod);
    }

    /// @inheritdoc IArbitrationCourt
    function closeEvidence(uint256 id) external {
        Case storage c = _caseIn(id, Phase.Evidence);
        _onlyArbitrable(c);

        _openDraw(id, c);
    }

    /// @inheritdoc IArbitrationCourt
    function withdrawDispute(uint256 id) external {
        Case storage c = _existing(id);
        _onlyArbitrable(c);
        bool queued = c.phase == Phase.Draw && c.round == 0 && c.attempt == 0;
        if (c.phase != Phase.Evidence && !queued) revert WrongPhase(id, c.phase);
        if (queued && pool.freezes(c.drawBlock)) revert DrawFrozen(id, c.drawBlock);

        Round storage r = _rounds[id][0];
        uint256 keeperFee = _configs[c.config].keeperFee;
        _refunds[id] += uint256(r.fee) * r.panel;
        c.executed = true;
        c.undecided = true;
        emit CaseWithdrawn(id);
        _resolve(id, c);

        // A queued case keeps its place; whoever takes it off the queue earns half.
        _credit(treasury, queued ? keeperFee - keeperFee / 2 : keeperFee);
    }

    /// @inheritdoc IArbitrationCourt
    function reclaimFee(uint256 id) external nonReentrant returns (uint256 amount) {
        _onlyArbitrable(_existing(id));
        amount = _refunds[id];
        if (amount == 0) return 0;

        _refunds[id] = 0;
        emit FeeReturned(id, amount);

        (bool ok, ) = msg.sender.call{value: amount}("");
        if (!ok) revert IArbitratorPool.TransferFailed(msg.sender, amount);
    }

    /// @inheritdoc IArbitrationCourt
    function shareKey(uint256 id, bytes32 file) external {
        Case storage c = _existing(id);
        if (msg.sender != c.partyA && msg.sender != c.partyB) revert NotSeated(msg.sender, c.partyA);

        emit KeyShared(id, msg.sender, c.round, file);
    }

    /// @inheritdoc IArbitrationCourt
    function advance(uint256 id) external {
        Case storage c = _existing(id);
        Phase phase = c.phase;
        if (phase == Phase.Draw || phase == Phase.Resolved) revert WrongPhase(id, phase);
        if (block.timestamp <= c.phaseEnd) revert PhaseNotOver(id, c.phaseEnd, block.timestamp);

        if (phase == Phase.Evidence) _openDraw(id, c);
        else if (phase == Phase.Commit) _endCommit(id, c);
        else if (phase == Phase.Reveal) _closeAttempt(id, c);
        else _resolve(id, c);
    }

    // DRAW

    /// @inheritdoc IArbitrationCourt
    function draw(bytes calldata proof) external {
        (uint256 id, ) = pool.nextDraw();
        if (id == NOBODY) revert QueueEmpty();
        Case storage c = _cases[id];
        Round storage r = _rounds[id][c.round];
        CourtConfig storage config = _configs[r.config];

        if (c.phase != Phase.Draw) {
            pool.skip();
            _credit(msg.sender, config.keeperFee / 2);
            return;
        }

        (bool reachable, address[] memory panel) = pool.draw(proof, _panelRequest(id, c, r, config));
        if (panel.length > 0) {
            _seatPanel(id, c, config, panel);
            if (c.attempt == 0) _credit(msg.sender, config.keeperFee / 2);
        } else if (block.timestamp <= c.phaseEnd + (reachable ? 0 : config.drawTimeout)) {
            // A seed that was missed says nothing about the pool; but no source is waited for for ever.
            _queue(id, c);
        } else {
            _failDraw(id, c, r, config);
        }
    }

    function _openDraw(uint256 id, Case storage c) private {
        _enter(id, c, Phase.Draw, _configs[_rounds[id][c.round].config].drawTimeout);
        _queue(id, c);
    }

    function _queue(uint256 id, Case storage c) private {
        uint64 drawBlock = pool.enqueue(id);
        c.drawBlock = drawBlock;
        emit DrawQueued(id, c.round, c.attempt, drawBlock, c.phaseEnd);
    }

    /// @dev A pool too small ever to fill the panel shrinks it at once; otherwise it is waited for, as stakes come free. However
    /// small the pool, no appeal is judged by fewer people than the ruling that it is against.
    function _panelRequest(
        uint256 id,
        Case storage c,
        Round storage r,
        CourtConfig storage config
    ) private view returns (PanelRequest memory request) {
        uint256 active = pool.activeCount();
        bool shrink = active <= uint256(r.panel) + 2 || block.timestamp > c.phaseEnd;
        request.id = id;
        request.round = c.round;
        request.attempt = c.attempt;
        request.panel = r.panel;
        request.atLeast = shrink ? _fewest(id, c.round, config.minPanel) : r.panel;
        request.lock = r.lock;
        request.excluded = _panels.excluded(id, c.round, r.panel, active, [address(c.arbitrable), c.partyA, c.partyB]);
    }

    function _fewest(uint256 id, uint8 round, uint16 minPanel) private view returns (uint16) {
        if (round == 0) return minPanel;
        uint256 before = Panels.keyOf(id, round - 1, _rounds[id][round - 1].lastAttempt);
        uint16 seats = _panels.attempts[before].seats;
        return seats > minPanel ? seats : minPanel;
    }

    function _seatPanel(uint256 id, Case storage c, CourtConfig storage config, address[] memory panel) private {
        bool hidden = config.hidden && panel.length > 1;
        _panels.fill(Panels.keyOf(id, c.round, c.attempt), panel, hidden);

        emit Drawn(id, c.round, c.attempt, panel);
        if (hidden) _enter(id, c, Phase.Commit, config.commitPeriod);
        else _enter(id, c, Phase.Reveal, config.revealPeriod);
    }

    /// @dev Nobody to judge. A second panel's failure leaves the round undecided; a later round's leaves the ruling of the one
    /// before; the first round's gives the whole fee back.
    function _failDraw(uint256 id, Case storage c, Round storage r, CourtConfig storage config) private {
        if (c.attempt == 1) return _closeRound(id, c, r, 0, false);

        c.drawFailed = true;
        if (c.round == 0) {
            c.undecided = true;
            _refunds[id] += _totalFee(r.fee, r.panel, config);
        }
        _resolve(id, c);
    }

    // VOTE

    /// @inheritdoc IArbitrationCourt
    function commit(uint256 id, uint16 seat, bytes32 commitment, bytes calldata sealedReveal) external {
        Case storage c = _caseDuring(id, Phase.Commit);
        uint256 key = Panels.keyOf(id, c.round, c.attempt);
        Seat storage s = _panels.seats[key][seat];
        if (s.arbitrator != msg.sender) revert NotSeated(msg.sender, s.arbitrator);
        if (s.status != SeatStatus.Drawn) revert WrongSeatStatus(id, seat, s.status);

        s.status = SeatStatus.Committed;
        s.commitment = commitment;
        emit Committed(id, msg.sender, c.round, c.attempt, seat, commitment, sealedReveal);

        Attempt storage attempt = _panels.attempts[key];
        if (++attempt.committed == attempt.seats) _endCommit(id, c);
    }

    /// @inheritdoc IArbitrationCourt
    function reveal(uint256 id, uint16 seat, uint256 choice, bytes32 salt, bytes32 justification) external {
        Case storage c = _caseDuring(id, Phase.Reveal);
        uint256 key = Panels.keyOf(id, c.round, c.attempt);
        Attempt storage attempt = _panels.attempts[key];
        Seat storage s = _panels.seats[key][seat];
        address arbitrator = s.arbitrator;
        if (attempt.hidden) {
            if (s.status != SeatStatus.Committed) revert WrongSeatStatus(id, seat, s.status);
            _checkCommitment(id, c, s, choice, salt);
        } else {
            if (arbitrator != msg.sender) revert NotSeated(msg.sender, arbitrator);
            if (s.status != SeatStatus.Drawn) revert WrongSeatStatus(id, seat, s.status);
        }
        if (choice > c.choices) revert ChoiceOutOfBounds(choice, c.choices);

        s.status = SeatStatus.Revealed;
        s.choice = uint80(choice);
        emit Revealed(id, arbitrator, c.round, c.attempt, seat, choice, justification);

        uint256 awaited = attempt.hidden ? attempt.committed - attempt.leaked : attempt.seats;
        if (++attempt.revealed == awaited) _closeAttempt(id, c);
    }

    /// @inheritdoc IArbitrationCourt
    function leak(uint256 id, uint16 seat, uint256 choice, bytes32 salt) external {
        Case storage c = _caseDuring(id, Phase.Commit);
        uint256 key = Panels.keyOf(id, c.round, c.attempt);
        Seat storage s = _panels.seats[key][seat];
        if (s.status != SeatStatus.Committed) revert WrongSeatStatus(id, seat, s.status);
        if (s.arbitrator == msg.sender) revert LeakByAuthor(msg.sender);
        _checkCommitment(id, c, s, choice, salt);

        s.status = SeatStatus.Leaked;
        ++_panels.attempts[key].leaked;
        emit Leaked(id, s.arbitrator, c.round, c.attempt, seat);
    }

    function _checkCommitment(uint256 id, Case storage c, Seat storage s, uint256 choice, bytes32 salt) private view {
        bytes32 given = commitmentOf(id, c.round, c.attempt, s.arbitrator, choice, salt);
        if (given != s.commitment) revert WrongCommitment(s.commitment, given);
    }

    function _endCommit(uint256 id, Case storage c) private {
        Attempt storage attempt = _panels.attempts[Panels.keyOf(id, c.round, c.attempt)];
        if (attempt.committed == attempt.leaked) return _closeAttempt(id, c);
        _enter(id, c, Phase.Reveal, _configs[_rounds[id][c.round].config].revealPeriod);
    }

    /// @dev Without an absolute majority, absence gets a second panel, paid by the absent; disagreement is an answer.
    function _closeAttempt(uint256 id, Case storage c) private {
        uint256 key = Panels.keyOf(id, c.round, c.attempt);
        Attempt storage attempt = _panels.attempts[key];
        Round storage r = _rounds[id][c.round];
        (uint80 ruling, bool decided) = _panels.majority(key);

        if (!decided && c.attempt == 0 && attempt.revealed < attempt.seats) {
            emit RoundClosed(id, c.round, 0, 0, false);
            c.attempt = 1;
            r.lastAttempt = 1;
            _openDraw(id, c);
        } else {
            _closeRound(id, c, r, ruling, decided);
        }
    }

    function _closeRound(uint256 id, Case storage c, Round storage r, uint80 ruling, bool decided) private {
        r.ruling = ruling;
        r.decided = decided;
        c.ruling = ruling;
        c.undecided = !decided;
        emit RoundClosed(id, c.round, c.attempt, ruling, decided);

        uint16 panel = _appealPanel(c, r);
        if (panel == 0) return _resolve(id, c);

        r.nextPanel = panel;
        (uint256 cost, uint256 bond) = _appealPrice(r);
        r.need = (cost + bond).toUint128();
        emit AppealPossible(id, c.arbitrable);
        _enter(id, c, Phase.Appeal, _configs[r.config].appealPeriod);
    }

    // APPEAL

    /// @inheritdoc IArbitrator
    /// @dev Pays an appeal, wholly or in part; the excess becomes a credit. Anyone, until the end of the appeal phase.
    function appeal(uint256 id, bytes calldata) external payable {
        Case storage c = _caseDuring(id, Phase.Appeal);
        uint8 round = c.round;
        Round storage r = _rounds[id][round];
        uint256 amount = _min(msg.value, r.need - r.raised);
        if (amount == 0) revert InsufficientFee(0, r.need - r.raised);

        r.raised += uint128(amount);
        _contributions[id][round][msg.sender] += amount;
        emit Contribution(id, msg.sender, round, amount, r.raised, r.need);
        if (r.raised == r.need) _openAppeal(id, c, r);

        _credit(msg.sender, msg.value - amount);
    }

    function _openAppeal(uint256 id, Case storage c, Round storage r) private {
        uint32 next = _configs[r.config].next;
        uint96 fee = _appealFee(r);
        c.round += 1;
        c.attempt = 0;
        _openRound(id, c.round, next, r.nextPanel, fee, _lockOf(fee, _configs[next]));

        emit AppealDecision(id, c.arbitrable);
        _openDraw(id, c);
    }

    /// @dev Zero when the ruling is final: no round left, or nobody left to make a larger panel of.
    function _appealPanel(Case storage c, Round storage r) private view returns (uint16) {
        if (c.round + 1 >= _configs[c.config].maxRounds) return 0;

        uint256 active = pool.activeCount();
        uint256 wanted = 2 * uint256(r.panel) + 1;
        uint256 usual = _configs[_configs[r.config].next].panel;
        uint256 panel = wanted > usual ? wanted : usual;
        if (panel > active)
            panel =
                active % 2 == 1
                    ? active
                    : active == 0
                        ? 0
                        : active - 1;
        return panel <= r.panel || panel > MAX_APPEAL_PANEL ? 0 : uint16(panel);
    }

    function _appealPrice(Round storage r) private view returns (uint256 cost, uint256 bond) {
        CourtConfig storage next = _configs[_configs[r.config].next];
        cost = _totalFee(_appealFee(r), r.nextPanel, next);
        bond = (cost * next.bondBps) / BPS;
    }

    /// @dev What was at stake stays at stake.
    function _appealFee(Round storage r) private view returns (uint96) {
        uint96 usual = _configs[_configs[r.config].next].fee;
        return r.fee > usual ? r.fee : usual;
    }

    // ENDING

    /// @inheritdoc IArbitrationCourt
    function executeRuling(uint256 id) external nonReentrant {
        Case storage c = _caseIn(id, Phase.Resolved);
        if (c.executed) revert AlreadyExecuted(id);

        c.executed = true;
        emit RulingExecuted(id, c.ruling);

        c.arbitrable.rule(id, c.ruling);
    }

    /// @inheritdoc IArbitrationCourt
    function settle(uint256 id, uint8 round, uint8 attempt) external nonReentrant {
        Case storage c = _caseIn(id, Phase.Resolved);
        Round storage r = _rounds[id][round];
        uint256 key = Panels.keyOf(id, round, attempt);
        if (attempt > r.lastAttempt || !_panels.wasDrawn(id, round)) revert NothingToSettle(id, round, attempt);
        if (_panels.attempts[key].settled) revert AlreadySettled(id, round, attempt);

        _panels.attempts[key].settled = true;
        bool counts = attempt == r.lastAttempt;
        (Release[] memory releases, bool[] memory coherent) = _panels.judge(
            key,
            c.ruling,
            !counts || c.undecided,
            uint96((uint256(r.lock) * _configs[r.config].incoherentBps) / BPS),
            r.lock
        );
        uint96[] memory taken = pool.release(r.lock, releases);

        PanelPayout.Panel memory p;
        p.fee = r.fee;
        p.panel = r.panel;
        p.seated = releases.length;
        for (uint256 i = 0; i < releases.length; ++i) {
            if (coherent[i]) ++p.coherent;
            p.slashed += taken[i];
        }
        uint256 keeperFee = _configs[r.config].keeperFee;
        p.keeper = counts ? keeperFee - keeperFee / 2 : keeperFee / 2;
        p.overturned = c.ruling != r.ruling;
        PanelPayout.Split memory split = counts ? PanelPayout.counted(p) : PanelPayout.failed(p);
        emit AttemptSettled(id, round, attempt, uint16(p.coherent), p.slashed);

        uint256 bond = 0;
        if (counts) {
            if (split.payer > 0) _giveBack(id, round, split.payer);
            if (_panels.wasDrawn(id, round + 1)) (, bond) = _appealPrice(r);
            if (p.overturned) {
                r.returned += (split.appellants + bond).toUint128();
                bond = 0;
            }
        }
        _pay(id, round, attempt, releases, coherent, taken, split, bond);
    }

    /// @inheritdoc IArbitrationCourt
    function claimAppeal(uint256 id, uint8 round, address contributor) external {
        _caseIn(id, Phase.Resolved);
        uint256 contribution = _contributions[id][round][contributor];
        if (contribution == 0) revert NothingToClaim(id, round, contributor);
        uint256 amount = contribution;
        if (_panels.wasDrawn(id, round + 1)) {
            Round storage r = _rounds[id][round];
            if (!_isSettled(id, round)) revert NotSettled(id, round);
            if (!_isSettled(id, round + 1)) revert NotSettled(id, round + 1);
            amount = (r.returned * contribution) / r.raised;
        }

        _contributions[id][round][contributor] = 0;
        emit AppealClaimed(id, contributor, round, amount);
        _credit(contributor, amount);
    }

    function _pay(
        uint256 id,
        uint8 round,
        uint8 attempt,
        Release[] memory releases,
        bool[] memory coherent,
        uint96[] memory taken,
        PanelPayout.Split memory split,
        uint256 bond
    ) private {
        uint256 seats = releases.length;
        address[] memory accounts = new address[](seats + 3);
        uint256[] memory amounts = new uint256[](seats + 3);
        uint256 total = split.keeper + split.treasury + bond;
        for (uint256 i = 0; i < seats; ++i) {
            accounts[i] = releases[i].arbitrator;
            amounts[i] = coherent[i] ? split.perSeat : 0;
            total += amounts[i];
            emit SeatSettled(id, accounts[i], round, attempt, uint16(i), coherent[i], uint96(amounts[i]), taken[i]);
        }
        (accounts[seats], amounts[seats]) = (msg.sender, split.keeper);
        (accounts[seats + 1], amounts[seats + 1]) = (treasury, split.treasury);
        (accounts[seats + 2], amounts[seats + 2]) = (bond > 0 ? _winner(id) : treasury, bond);
        pool.credit{value: total}(accounts, amounts);
    }

    /// @dev The party that the ruling favours, else the treasury; never the arbitrators who upheld it. The arbitrable may be
    /// anything, so its answer is read with bounded gas and length.
    function _winner(uint256 id) private view returns (address party) {
        Case storage c = _cases[id];
        address arbitrable = address(c.arbitrable);
        bytes memory question = abi.encodeCall(IArbitrableParties.partyOf, (id, c.ruling));
        uint256 answer;
        assembly ("memory-safe") {
            mstore(0, 0)
            let ok := staticcall(PARTY_GAS, arbitrable, add(question, 32), mload(question), 0, 32)
            if and(ok, gt(returndatasize(), 31)) {
                answer := mload(0)
            }
        }
        party = answer > type(uint160).max ? address(0) : address(uint160(answer));
        if (party == address(0)) party = treasury;
    }

    function _giveBack(uint256 id, uint8 round, uint256 amount) private {
        if (round == 0) _refunds[id] += amount;
        else _rounds[id][round - 1].returned += amount.toUint128();
    }

    function _credit(address account, uint256 amount) private {
        if (amount == 0) return;
        address[] memory accounts = new address[](1);
        uint256[] memory amounts = new uint256[](1);
        (accounts[0], amounts[0]) = (account, amount);
        pool.credit{value: amount}(accounts, amounts);
    }

    // VIEWS

    /// @inheritdoc IArbitrator
    function arbitrationCost(bytes calldata extraData) external view returns (uint256) {
        (uint32 court, uint16 panel) = _request(extraData);
        return _cost(_configs[court], panel);
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
        return (c.phaseEnd - _configs[_rounds[id][c.round].config].appealPeriod, c.phaseEnd);
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
    function configOf(uint32 config) external view returns (CourtConfig memory) {
        return _configs[_courtOf(config)];
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

    // STATE

    function _existing(uint256 id) private view returns (Case storage) {
        if (id >= _cases.length) revert UnknownCase(id);
        return _cases[id];
    }

    function _caseIn(uint256 id, Phase phase) private view returns (Case storage c) {
        c = _existing(id);
        if (c.phase != phase) revert WrongPhase(id, c.phase);
    }

    function _caseDuring(uint256 id, Phase phase) private view returns (Case storage c) {
        c = _caseIn(id, phase);
        if (block.timestamp > c.phaseEnd) revert PhaseOver(id, c.phaseEnd, block.timestamp);
    }

    function _onlyArbitrable(Case storage c) private view {
        if (msg.sender != address(c.arbitrable)) revert NotArbitrable(msg.sender, address(c.arbitrable));
    }

    function _enter(uint256 id, Case storage c, Phase phase, uint40 period) private {
        uint40 end = uint40(block.timestamp) + period;
        c.phase = phase;
        c.phaseEnd = end;
        emit PhaseChanged(id, phase, c.round, c.attempt, end);
    }

    function _resolve(uint256 id, Case storage c) private {
        _enter(id, c, Phase.Resolved, 0);
        emit Resolved(id, c.ruling, c.undecided);
    }

    function _openRound(uint256 id, uint8 round, uint32 config, uint16 panel, uint96 fee, uint96 lock) private {
        Round storage r = _rounds[id][round];
        r.config = config;
        r.panel = panel;
        r.fee = fee;
        r.lock = lock;
    }

    function _isSettled(uint256 id, uint8 round) private view returns (bool) {
        return _panels.attempts[Panels.keyOf(id, round, _rounds[id][round].lastAttempt)].settled;
    }

    // ARITHMETIC

    function _cost(CourtConfig storage config, uint256 panel) private view returns (uint256) {
        return _totalFee(config.fee, panel, config);
    }

    function _totalFee(uint256 fee, uint256 panel, CourtConfig storage config) private view returns (uint256) {
        return fee * panel + config.keeperFee;
    }

    function _lockOf(uint96 fee, CourtConfig storage config) private view returns (uint96) {
        return ((uint256(fee) * config.lockBps) / BPS).toUint96();
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }

    /// @dev An even number of seats asked for is met by one more.
    function _request(bytes calldata extraData) private view returns (uint32 court, uint16 panel) {
        court = _courtOf(_word(extraData, 0));
        CourtConfig storage config = _configs[court];
        uint256 seats = _word(extraData, 1);
        if (seats == 0) return (court, config.panel);
        if (seats < config.minPanel || seats > MAX_PANEL) revert PanelOutOfBounds(seats, config.minPanel, MAX_PANEL);
        panel = uint16(seats | 1);
    }

    /// @dev Refused, a number that names no court would leave its order without anyone to judge it.
    function _courtOf(uint256 number) private view returns (uint32) {
        return number < _configs.length ? uint32(number) : 0;
    }

    /// @dev Kleros' callers send fewer words than ours.
    function _word(bytes calldata extraData, uint256 place) private pure returns (uint256) {
        return extraData.length < 32 * (place + 1) ? 0 : uint256(bytes32(extraData[32 * place:]));
    }
}
