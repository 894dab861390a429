// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {CaseBook} from "./CaseBook.sol";
import {IArbitrable, IArbitrableParties} from "./interfaces/IArbitrable.sol";
import {Attempt, Case, CourtConfig, Phase, Round, Seat, SeatStatus} from "./interfaces/IArbitrationCourt.sol";
import {IArbitratorPool, PanelRequest, Release} from "./interfaces/IArbitratorPool.sol";
import {PanelPayout} from "./libraries/PanelPayout.sol";
import {Panels} from "./libraries/Panels.sol";

/// @title Arbitration court
/// @notice See IArbitrationCourt.
/// @dev No owner, no pause, no change of parameters. The balance is what open cases were paid and not yet settled; whatever
/// is settled moves to the pool, which pays it out. docs/architecture.md follows each wei through the phases ("The court's
/// ledger").
contract ArbitrationCourt is CaseBook, ReentrancyGuardTransient {
    using Panels for Panels.Book;
    using SafeCast for uint256;

    /// @dev One panel on its way through `settle`.
    struct Settlement {
        Release[] releases;
        bool[] coherent;
        uint96[] taken;
        PanelPayout.Split split;
        /// What appellants lose to the party that won.
        uint256 bond;
    }

    uint256 private constant NOBODY = type(uint256).max;
    uint256 private constant PARTY_GAS = 50_000;

    /// @notice Opens the courts, for good.
    /// @param pool_ The pool that panels are drawn from.
    /// @param treasury_ Who gets what nobody has earned.
    /// @param configs What each court judges by; its number is its place.
    constructor(
        IArbitratorPool pool_,
        address treasury_,
        CourtConfig[] memory configs
    ) CaseBook(pool_, treasury_, configs) {}

    /// @notice Takes slashes from the pool.
    /// @dev Slashes come from the pool; nothing else is owed to the court unasked.
    receive() external payable {
        if (msg.sender != address(pool)) revert NotPool(msg.sender);
    }

    // OPENING

    /// @notice See IArbitrator.createDispute.
    /// @param choices How many rulings there are, refusing not counted.
    /// @param extraData Court, panel and parties: see `IArbitrationCourt`.
    /// @return id The case.
    function createDispute(uint256 choices, bytes calldata extraData) external payable returns (uint256 id) {
        if (choices == 0 || choices > type(uint80).max) revert ChoicesOutOfBounds(choices);
        (uint32 courtId, uint16 seats) = _request(extraData);
        CourtConfig storage config = _configs[courtId];
        uint256 cost = _cost(config, seats);
        if (msg.value < cost) revert InsufficientFee(msg.value, cost);

        uint96 fee = _min((msg.value - config.keeperFee) / seats, MAX_FEE_FACTOR * config.fee).toUint96();
        uint96 lock = _lockOf(fee, config);
        address partyA = address(uint160(_word(extraData, 3)));
        address partyB = address(uint160(_word(extraData, 4)));

        id = _cases.length;
        Case storage c = _cases.push();
        c.arbitrable = IArbitrable(msg.sender);
        c.courtId = courtId;
        c.choices = uint80(choices);
        c.partyA = partyA;
        c.partyB = partyB;
        _openRound(id, 0, courtId, seats, fee, lock);
        uint256 unused = msg.value - config.keeperFee - uint256(fee) * seats;
        if (unused > 0) _refunds[id] = unused;

        emit DisputeCreation(id, IArbitrable(msg.sender));
        emit CaseCreated(id, IArbitrable(msg.sender), courtId, choices, seats, fee, lock, partyA, partyB);
        _enter(id, c, Phase.Evidence, config.evidencePeriod);
    }

    /// @notice See IArbitrationCourt.closeEvidence.
    /// @param id The case.
    function closeEvidence(uint256 id) external {
        Case storage c = _caseIn(id, Phase.Evidence);
        _onlyArbitrable(c);

        _openDraw(id, c);
    }

    /// @notice See IArbitrationCourt.withdrawDispute.
    /// @param id The case.
    function withdrawDispute(uint256 id) external {
        Case storage c = _existing(id);
        _onlyArbitrable(c);
        bool queued = c.phase == Phase.Draw && c.round == 0 && c.attempt == 0;
        if (c.phase != Phase.Evidence && !queued) revert WrongPhase(id, c.phase);
        if (queued && pool.freezes(c.drawBlock)) revert DrawFrozen(id, c.drawBlock);

        Round storage r = _rounds[id][0];
        uint256 keeperFee = _configs[c.courtId].keeperFee;
        _refunds[id] += uint256(r.fee) * r.seats;
        c.executed = true;
        c.undecided = true;
        emit CaseWithdrawn(id);
        _resolve(id, c);

        // A queued case keeps its place; whoever takes it off the queue earns half.
        _credit(treasury, queued ? keeperFee - keeperFee / 2 : keeperFee);
    }

    /// @notice See IArbitrationCourt.reclaimFee.
    /// @param id The case.
    /// @return amount What was sent, in wei.
    function reclaimFee(uint256 id) external nonReentrant returns (uint256 amount) {
        _onlyArbitrable(_existing(id));
        amount = _refunds[id];
        if (amount == 0) return 0;

        _refunds[id] = 0;
        emit FeeReturned(id, amount);

        (bool ok, ) = msg.sender.call{value: amount}("");
        if (!ok) revert IArbitratorPool.TransferFailed(msg.sender, amount);
    }

    /// @notice See IArbitrationCourt.shareKey.
    /// @param id The case.
    /// @param file Digest of the file with the keys.
    function shareKey(uint256 id, bytes32 file) external {
        Case storage c = _existing(id);
        if (msg.sender != c.partyA && msg.sender != c.partyB) revert NotSeated(msg.sender, c.partyA);

        emit KeyShared(id, msg.sender, c.round, file);
    }

    /// @notice See IArbitrationCourt.advance.
    /// @param id The case.
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

    /// @notice See IArbitrationCourt.draw.
    /// @param proof What the pool's source of randomness asks for.
    function draw(bytes calldata proof) external {
        (uint256 id, ) = pool.nextDraw();
        if (id == NOBODY) revert QueueEmpty();
        Case storage c = _cases[id];
        Round storage r = _rounds[id][c.round];
        CourtConfig storage config = _configs[r.courtId];

        if (c.phase != Phase.Draw) {
            pool.skip(false);
            _credit(msg.sender, config.keeperFee / 2);
            return;
        }
        // Whatever is wrong with the pool, its source or the panel asked for: the head moves once its time is over.
        if (block.timestamp > c.phaseEnd + config.drawTimeout) {
            pool.skip(true);
            return _failDraw(id, c, r, config);
        }

        (bool reachable, address[] memory panel) = pool.draw(proof, _panelRequest(id, c, r, config));
        if (panel.length > 0) {
            _seatPanel(id, c, config, panel);
            if (c.attempt == 0) _credit(msg.sender, config.keeperFee / 2);
        } else if (!reachable || block.timestamp <= c.phaseEnd) {
            // A seed that was missed says nothing about the pool.
            _queue(id, c);
        } else {
            _failDraw(id, c, r, config);
        }
    }

    function _openDraw(uint256 id, Case storage c) private {
        _enter(id, c, Phase.Draw, _configs[_rounds[id][c.round].courtId].drawTimeout);
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
        bool shrink = active <= uint256(r.seats) + 2 || block.timestamp > c.phaseEnd;
        request.id = id;
        request.round = c.round;
        request.attempt = c.attempt;
        request.seats = r.seats;
        request.atLeast = shrink ? _fewest(id, c, config.minSeats) : r.seats;
        request.lock = r.lock;
        request.excluded = _panels.excluded(id, c.round, r.seats, active, [address(c.arbitrable), c.partyA, c.partyB]);
    }

    function _fewest(uint256 id, Case storage c, uint16 minSeats) private view returns (uint16 fewest) {
        fewest = minSeats;
        if (c.round > 0) fewest = _atLeastAsMany(fewest, id, c.round - 1);
        if (c.stands > 0) fewest = _atLeastAsMany(fewest, id, c.stands - 1);
    }

    function _atLeastAsMany(uint16 fewest, uint256 id, uint8 round) private view returns (uint16) {
        uint16 seats = _panels.attempts[Panels.keyOf(id, round, _rounds[id][round].lastAttempt)].seats;
        return seats > fewest ? seats : fewest;
    }

    function _seatPanel(uint256 id, Case storage c, CourtConfig storage config, address[] memory panel) private {
        bool hidden = config.hidden && panel.length > 1;
        _panels.fill(Panels.keyOf(id, c.round, c.attempt), panel, hidden);

        emit Drawn(id, c.round, c.attempt, panel);
        if (hidden) _enter(id, c, Phase.Commit, config.commitPeriod);
        else _enter(id, c, Phase.Reveal, config.revealPeriod);
    }

    /// @dev Nobody to judge. A second panel's failure leaves the round undecided; a later round's leaves what stood before; the
    /// first round's gives the whole fee back.
    function _failDraw(uint256 id, Case storage c, Round storage r, CourtConfig storage config) private {
        if (c.attempt == 1) return _closeRound(id, c, r, 0, false);

        c.drawFailed = true;
        if (c.round == 0) {
            c.undecided = true;
            _refunds[id] += _totalFee(r.fee, r.seats, config);
        }
        _resolve(id, c);
    }

    // VOTE

    /// @notice See IArbitrationCourt.commit.
    /// @param id The case.
    /// @param seat The seat, from 0.
    /// @param commitment What seals the vote: see `commitmentOf`.
    /// @param sealedReveal A copy of what is sealed, encrypted by its author.
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

    /// @notice See IArbitrationCourt.reveal.
    /// @param id The case.
    /// @param seat The seat, from 0.
    /// @param choice The vote: 0 refuses to decide.
    /// @param salt What hides the vote.
    /// @param justification Digest of the file with the reasons; zero for none.
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
        if (justification != 0) {
            if (arbitrator != msg.sender) revert NotSeated(msg.sender, arbitrator);
            s.justified = true;
        }
        emit Revealed(id, arbitrator, c.round, c.attempt, seat, choice, justification);

        uint256 awaited = attempt.hidden ? attempt.committed - attempt.leaked : attempt.seats;
        if (++attempt.revealed == awaited) _closeAttempt(id, c);
    }

    /// @notice See IArbitrationCourt.justify.
    /// @param id The case.
    /// @param round The round, from 0.
    /// @param attempt Which panel of the round: 0 or 1.
    /// @param seat The seat, from 0.
    /// @param justification Digest of the file with the reasons.
    function justify(uint256 id, uint8 round, uint8 attempt, uint16 seat, bytes32 justification) external {
        _existing(id);
        Seat storage s = _panels.seats[Panels.keyOf(id, round, attempt)][seat];
        if (s.arbitrator != msg.sender) revert NotSeated(msg.sender, s.arbitrator);
        if (s.status != SeatStatus.Revealed) revert WrongSeatStatus(id, seat, s.status);
        if (s.justified) revert AlreadyJustified(id, seat);

        s.justified = true;
        emit Justified(id, msg.sender, round, attempt, seat, justification);
    }

    /// @notice See IArbitrationCourt.leak.
    /// @param id The case.
    /// @param seat The seat, from 0.
    /// @param choice The vote: 0 refuses to decide.
    /// @param salt What hides the vote.
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
        _enter(id, c, Phase.Reveal, _configs[_rounds[id][c.round].courtId].revealPeriod);
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

    /// @dev A round that decides nothing takes nothing away from a ruling before it.
    function _closeRound(uint256 id, Case storage c, Round storage r, uint80 ruling, bool decided) private {
        r.ruling = ruling;
        r.decided = decided;
        if (decided) {
            c.ruling = ruling;
            c.stands = c.round + 1;
        }
        c.undecided = c.stands == 0;
        r.stands = c.stands;
        emit RoundClosed(id, c.round, c.attempt, ruling, decided);

        uint16 seats = _appealSeats(c, r);
        if (seats == 0) return _resolve(id, c);

        r.nextSeats = seats;
        (uint256 cost, uint256 bond) = _appealPrice(r);
        r.need = (cost + bond).toUint128();
        emit AppealPossible(id, c.arbitrable);
        _enter(id, c, Phase.Appeal, _configs[r.courtId].appealPeriod);
    }

    // APPEAL

    /// @notice Pays an appeal, wholly or in part; the excess becomes a credit. Anyone, until the end of the appeal phase.
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
        uint32 next = _configs[r.courtId].next;
        uint96 fee = _appealFee(r);
        c.round += 1;
        c.attempt = 0;
        _openRound(id, c.round, next, r.nextSeats, fee, _lockOf(fee, _configs[next]));

        emit AppealDecision(id, c.arbitrable);
        _openDraw(id, c);
    }

    // ENDING

    /// @notice See IArbitrationCourt.executeRuling.
    /// @param id The case.
    function executeRuling(uint256 id) external nonReentrant {
        Case storage c = _caseIn(id, Phase.Resolved);
        if (c.executed) revert AlreadyExecuted(id);

        c.executed = true;
        emit RulingExecuted(id, c.ruling);

        c.arbitrable.rule(id, c.ruling);
    }

    /// @notice See IArbitrationCourt.settle.
    /// @param id The case.
    /// @param round The round, from 0.
    /// @param attempt Which panel of the round: 0 or 1.
    function settle(uint256 id, uint8 round, uint8 attempt) external nonReentrant {
        Case storage c = _caseIn(id, Phase.Resolved);
        Round storage r = _rounds[id][round];
        uint256 key = Panels.keyOf(id, round, attempt);
        if (attempt > r.lastAttempt || !_panels.wasDrawn(id, round)) revert NothingToSettle(id, round, attempt);
        if (_panels.attempts[key].settled) revert AlreadySettled(id, round, attempt);

        _panels.attempts[key].settled = true;
        bool counts = attempt == r.lastAttempt;
        Settlement memory s;
        // What no ruling came of says nothing about who was right.
        (s.releases, s.coherent) = _judge(c, r, key, !counts || c.undecided || round + 1 > c.stands);
        s.taken = pool.release(r.lock, s.releases);

        PanelPayout.Panel memory p = _account(r, s, counts);
        p.overturned = _isOverturned(id, c, r);
        s.split = counts ? PanelPayout.counted(p) : PanelPayout.failed(p);
        emit AttemptSettled(id, round, attempt, uint16(p.coherent), p.slashed);

        if (counts) s.bond = _giveBack(id, round, r, s.split, p.overturned);
        _pay(id, round, attempt, s);
    }

    function _judge(
        Case storage c,
        Round storage r,
        uint256 key,
        bool anyVote
    ) private view returns (Release[] memory releases, bool[] memory coherent) {
        uint96 lock = r.lock;
        uint96 wrongSlash = uint96((uint256(lock) * _configs[r.courtId].incoherentBps) / BPS);
        return _panels.judge(key, c.ruling, anyVote, wrongSlash, lock);
    }

    function _account(
        Round storage r,
        Settlement memory s,
        bool counts
    ) private view returns (PanelPayout.Panel memory p) {
        p.fee = r.fee;
        p.seats = r.seats;
        p.seated = s.releases.length;
        for (uint256 i = 0; i < p.seated; ++i) {
            if (s.coherent[i]) ++p.coherent;
            p.slashed += s.taken[i];
        }
        uint256 keeperFee = _configs[r.courtId].keeperFee;
        p.keeper = counts ? keeperFee - keeperFee / 2 : keeperFee / 2;
    }

    /// @dev What goes back to those who paid the round, and to those who appealed against it; `bond` is what they lose of theirs.
    function _giveBack(
        uint256 id,
        uint8 round,
        Round storage r,
        PanelPayout.Split memory split,
        bool overturned
    ) private returns (uint256 bond) {
        if (split.payer > 0) {
            if (round == 0) _refunds[id] += split.payer;
            else _rounds[id][round - 1].returned += split.payer.toUint128();
        }
        if (_panels.wasDrawn(id, round + 1)) (, bond) = _appealPrice(r);
        // An appeal against no ruling at all delayed nobody who had won.
        if (!overturned && r.stands > 0) return bond;
        r.returned += (split.appellants + bond).toUint128();
        return 0;
    }

    /// @notice See IArbitrationCourt.claimAppeal.
    /// @param id The case.
    /// @param round The round whose ruling was appealed.
    /// @param contributor Who has paid for the appeal.
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

    function _pay(uint256 id, uint8 round, uint8 attempt, Settlement memory s) private {
        uint256 seats = s.releases.length;
        address[] memory accounts = new address[](seats + 3);
        uint256[] memory amounts = new uint256[](seats + 3);
        uint256 total = s.split.keeper + s.split.treasury + s.bond;
        for (uint256 i = 0; i < seats; ++i) {
            address account = s.releases[i].arbitrator;
            uint256 amount = s.coherent[i] ? s.split.perSeat : 0;
            (accounts[i], amounts[i]) = (account, amount);
            total += amount;
            emit SeatSettled(id, account, round, attempt, uint16(i), s.coherent[i], uint96(amount), s.taken[i]);
        }
        (accounts[seats], amounts[seats]) = (msg.sender, s.split.keeper);
        (accounts[seats + 1], amounts[seats + 1]) = (treasury, s.split.treasury);
        (accounts[seats + 2], amounts[seats + 2]) = (s.bond > 0 ? _winner(id) : treasury, s.bond);
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

    function _credit(address account, uint256 amount) private {
        if (amount == 0) return;
        address[] memory accounts = new address[](1);
        uint256[] memory amounts = new uint256[](1);
        (accounts[0], amounts[0]) = (account, amount);
        pool.credit{value: amount}(accounts, amounts);
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

    function _openRound(uint256 id, uint8 round, uint32 courtId, uint16 seats, uint96 fee, uint96 lock) private {
        Round storage r = _rounds[id][round];
        r.courtId = courtId;
        r.seats = seats;
        r.fee = fee;
        r.lock = lock;
    }
}
