// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitrable} from "./IArbitrable.sol";
import {IArbitrator} from "./IArbitrator.sol";

enum Phase {
    None,
    Evidence,
    Draw,
    Commit,
    Reveal,
    Appeal,
    Resolved
}

enum SeatStatus {
    Empty,
    Drawn,
    Committed,
    Revealed,
    Leaked
}

/// @notice Parameters of one court. They never change.
/// Times in seconds, money in wei, shares in basis points.
struct CourtConfig {
    uint40 evidencePeriod;
    uint40 commitPeriod;
    uint40 revealPeriod;
    uint40 appealPeriod;
    uint40 drawTimeout;
    uint16 seats;
    uint16 minSeats;
    uint8 maxRounds;
    bool hidden;
    /// Per seat.
    uint96 fee;
    /// Stake locked per seat, as a share of the fee.
    uint16 lockBps;
    /// Part of the lock lost by a vote that differs from the final ruling.
    uint16 incoherentBps;
    /// What an appellant puts on top of the cost of the next round.
    uint16 bondBps;
    /// Court that judges the appeal.
    uint32 next;
    /// Paid for keeping the case moving: half for the draw, half for the settling.
    uint96 keeperFee;
}

/// @notice `phaseEnd` is the last second of the phase: until it the action, after it the default. In `Draw` it is the moment
/// after which too small a pool is no longer waited for; a seed is, for as long again.
struct Case {
    IArbitrable arbitrable;
    Phase phase;
    uint8 round;
    uint8 attempt;
    /// The ruling has been handed over, or the case was withdrawn and has none to hand over.
    bool executed;
    bool undecided;
    /// A panel could not be drawn in time: what stood before it stands, if anything did.
    bool drawFailed;
    uint40 phaseEnd;
    /// One more than the round whose ruling stands; zero while none does.
    uint8 stands;
    uint32 courtId;
    uint80 choices;
    uint80 ruling;
    /// The block that seeds the draw that is waited for.
    uint64 drawBlock;
    address partyA;
    address partyB;
}

/// @notice A round of a case. `seats` were paid for, `fee` each; `lock` is the stake that stands behind a seat.
/// `decided` and `ruling` are its own; a round that decides nothing leaves standing what stood before. While its ruling can be appealed, `need` buys a round of `nextSeats` seats; the appeal has `raised` so far.
struct Round {
    uint32 courtId;
    uint16 seats;
    uint16 nextSeats;
    uint8 lastAttempt;
    bool decided;
    uint80 ruling;
    uint96 fee;
    uint96 lock;
    /// `Case.stands` when it had closed: what an appeal against it was up against.
    uint8 stands;
    uint128 need;
    uint128 raised;
    /// What settling found for those who paid the appeal.
    uint128 returned;
}

/// @notice One panel: a round has one, or two when somebody was absent and nobody had a majority.
struct Attempt {
    uint16 seats;
    uint16 committed;
    uint16 revealed;
    uint16 leaked;
    bool hidden;
    bool settled;
}

struct Seat {
    address arbitrator;
    SeatStatus status;
    uint80 choice;
    /// Reasons have been given for the vote.
    bool justified;
    bytes32 commitment;
}

/// @title Arbitration court
/// @notice An ERC-792 arbitrator judged by people drawn at random in proportion to their stake, who vote hidden and are paid
/// for agreeing with the final ruling. Every phase has a deadline and a default that anyone can trigger.
///
/// Rulings: the last round that decided something has ruled. An appeal that ends undecided leaves that standing, and costs its
/// bond; only against a round that left nothing standing is a bond returned when nothing comes of it either.
///
/// Appeals: `Contribution.round` and `claimAppeal` name the round whose ruling is appealed, not the one that is paid for.
///
/// Extra data: abi.encode(uint256 courtId, uint256 seats, uint256 kit, address partyA, address partyB); the first three words
/// are Kleros' format, zero meaning "the court's default", and a court that does not exist court 0, as there; the parties are
/// kept off the panel.
interface IArbitrationCourt is IArbitrator {
    /// @notice A court was opened.
    /// @param courtId The court.
    /// @param parameters What it judges by, for good.
    event CourtConfigured(uint32 indexed courtId, CourtConfig parameters);
    /// @notice A case begins.
    /// @param id The case.
    /// @param arbitrable Who asked for a ruling.
    /// @param courtId The court.
    /// @param choices How many rulings there are, refusing not counted.
    /// @param seats Seats of the first panel.
    /// @param fee What each seat is paid for, in wei.
    /// @param lock Stake behind each seat, in wei.
    /// @param partyA A party, kept off every panel; zero when none was named.
    /// @param partyB The other one.
    event CaseCreated(
        uint256 indexed id,
        IArbitrable indexed arbitrable,
        uint32 courtId,
        uint256 choices,
        uint16 seats,
        uint96 fee,
        uint96 lock,
        address partyA,
        address partyB
    );
    /// @notice A case has entered a phase.
    /// @param id The case.
    /// @param phase The phase.
    /// @param round The round, from 0.
    /// @param attempt Which panel of the round: 0 or 1.
    /// @param phaseEnd Its last second.
    event PhaseChanged(uint256 indexed id, Phase phase, uint8 round, uint8 attempt, uint40 phaseEnd);
    /// @notice A case waits for a draw.
    /// @param id The case.
    /// @param round The round, from 0.
    /// @param attempt Which panel of the round: 0 or 1.
    /// @param drawBlock The block whose seed decides.
    /// @param drawDeadline The last second at which too small a pool is waited for.
    event DrawQueued(uint256 indexed id, uint8 round, uint8 attempt, uint64 drawBlock, uint40 drawDeadline);
    /// @notice A panel was drawn.
    /// @param id The case.
    /// @param round The round, from 0.
    /// @param attempt Which panel of the round: 0 or 1.
    /// @param arbitrators Who sits, seat by seat.
    event Drawn(uint256 indexed id, uint8 round, uint8 attempt, address[] arbitrators);
    /// @notice A vote was sealed.
    /// @param id The case.
    /// @param arbitrator The arbitrator.
    /// @param round The round, from 0.
    /// @param attempt Which panel of the round: 0 or 1.
    /// @param seat The seat, from 0.
    /// @param commitment What seals the vote: see `commitmentOf`.
    /// @param sealedReveal A copy of what is sealed, encrypted by its author.
    event Committed(
        uint256 indexed id,
        address indexed arbitrator,
        uint8 round,
        uint8 attempt,
        uint16 seat,
        bytes32 commitment,
        bytes sealedReveal
    );
    /// @notice A vote was opened.
    /// @param id The case.
    /// @param arbitrator The arbitrator.
    /// @param round The round, from 0.
    /// @param attempt Which panel of the round: 0 or 1.
    /// @param seat The seat, from 0.
    /// @param choice The vote: 0 refuses to decide.
    /// @param justification Digest of the file with the reasons; zero for none.
    event Revealed(
        uint256 indexed id,
        address indexed arbitrator,
        uint8 round,
        uint8 attempt,
        uint16 seat,
        uint256 choice,
        bytes32 justification
    );
    /// @notice The reasons for a vote were given after it.
    /// @param id The case.
    /// @param arbitrator The arbitrator.
    /// @param round The round, from 0.
    /// @param attempt Which panel of the round: 0 or 1.
    /// @param seat The seat, from 0.
    /// @param justification Digest of the file with the reasons.
    event Justified(
        uint256 indexed id,
        address indexed arbitrator,
        uint8 round,
        uint8 attempt,
        uint16 seat,
        bytes32 justification
    );
    /// @notice A vote was shown to be known to somebody else, and is void.
    /// @param id The case.
    /// @param arbitrator The arbitrator.
    /// @param round The round, from 0.
    /// @param attempt Which panel of the round: 0 or 1.
    /// @param seat The seat, from 0.
    event Leaked(uint256 indexed id, address indexed arbitrator, uint8 round, uint8 attempt, uint16 seat);
    /// @notice A round is over.
    /// @param id The case.
    /// @param round The round, from 0.
    /// @param attempt Which panel of the round: 0 or 1.
    /// @param ruling What its panel ruled; 0 when it did not decide.
    /// @param decided Whether more than half of its seats agreed.
    event RoundClosed(uint256 indexed id, uint8 round, uint8 attempt, uint256 ruling, bool decided);
    /// @notice A case is over.
    /// @param id The case.
    /// @param ruling What was ruled: 0 refuses to decide, or nobody decided.
    /// @param undecided Whether no ruling stands.
    event Resolved(uint256 indexed id, uint256 ruling, bool undecided);
    /// @notice The ruling was handed to the arbitrable.
    /// @param id The case.
    /// @param ruling What was ruled: 0 refuses to decide, or nobody decided.
    event RulingExecuted(uint256 indexed id, uint256 ruling);
    /// @notice A seat was paid, or slashed, or neither.
    /// @param id The case.
    /// @param arbitrator The arbitrator.
    /// @param round The round, from 0.
    /// @param attempt Which panel of the round: 0 or 1.
    /// @param seat The seat, from 0.
    /// @param coherent Whether its vote was paid as one with the ruling.
    /// @param paid What it was paid, in wei.
    /// @param slashed What its stake lost, in wei.
    event SeatSettled(
        uint256 indexed id,
        address indexed arbitrator,
        uint8 round,
        uint8 attempt,
        uint16 seat,
        bool coherent,
        uint96 paid,
        uint96 slashed
    );
    /// @notice All seats of an attempt are settled.
    /// @param id The case.
    /// @param round The round, from 0.
    /// @param attempt Which panel of the round: 0 or 1.
    /// @param coherent How many votes were paid as one with the ruling.
    /// @param slashed What stakes lost, in wei.
    event AttemptSettled(uint256 indexed id, uint8 round, uint8 attempt, uint16 coherent, uint256 slashed);
    /// @notice Somebody has paid for an appeal.
    /// @param id The case.
    /// @param contributor Who has paid for the appeal.
    /// @param round The round whose ruling is appealed.
    /// @param amount How much, in wei.
    /// @param raised What the appeal has by now, in wei.
    /// @param need What it takes, in wei.
    event Contribution(
        uint256 indexed id,
        address indexed contributor,
        uint8 round,
        uint256 amount,
        uint256 raised,
        uint256 need
    );
    /// @notice A contributor was credited with what came back.
    /// @param id The case.
    /// @param contributor Who has paid for the appeal.
    /// @param round The round whose ruling was appealed.
    /// @param amount How much, in wei.
    event AppealClaimed(uint256 indexed id, address indexed contributor, uint8 round, uint256 amount);
    /// @notice The arbitrable was sent what a case did not use.
    /// @param id The case.
    /// @param amount How much, in wei.
    event FeeReturned(uint256 indexed id, uint256 amount);
    /// @notice A case was taken back.
    /// @param id The case.
    event CaseWithdrawn(uint256 indexed id);
    /// @notice A party has shared the keys of sealed exhibits.
    /// @param id The case.
    /// @param sharer The party.
    /// @param round The round, from 0.
    /// @param file Digest of the file with the keys.
    event KeyShared(uint256 indexed id, address indexed sharer, uint8 round, bytes32 file);

    error BadConfig(uint256 courtId);
    error UnknownCase(uint256 id);
    error WrongPhase(uint256 id, Phase phase);
    error PhaseNotOver(uint256 id, uint40 phaseEnd, uint256 timestamp);
    error PhaseOver(uint256 id, uint40 phaseEnd, uint256 timestamp);
    error NotArbitrable(address caller, address arbitrable);
    error NotSeated(address caller, address arbitrator);
    error WrongSeatStatus(uint256 id, uint16 seat, SeatStatus status);
    error AlreadyJustified(uint256 id, uint16 seat);
    error LeakByAuthor(address author);
    error WrongCommitment(bytes32 expected, bytes32 given);
    error ChoiceOutOfBounds(uint256 choice, uint256 choices);
    error ChoicesOutOfBounds(uint256 choices);
    error SeatsOutOfBounds(uint256 seats, uint256 lower, uint256 upper);
    error InsufficientFee(uint256 sent, uint256 cost);
    error QueueEmpty();
    error DrawNotReady(uint256 drawBlock, uint256 blockNumber);
    error DrawFrozen(uint256 id, uint256 drawBlock);
    error BadHeader(uint256 blockNumber, bytes32 expected, bytes32 given);
    error NotPool(address caller);
    error NothingToSettle(uint256 id, uint8 round, uint8 attempt);
    error AlreadySettled(uint256 id, uint8 round, uint8 attempt);
    error AlreadyExecuted(uint256 id);
    error NotSettled(uint256 id, uint8 round);
    error NothingToClaim(uint256 id, uint8 round, address contributor);

    /// @notice Ends the evidence period early. The arbitrable only.
    /// @dev Reverts with UnknownCase, WrongPhase or NotArbitrable.
    /// @param id The case.
    function closeEvidence(uint256 id) external;

    /// @notice Takes a case back while nobody has been drawn and no draw of it is frozen. The arbitrable only; the seats' fees
    /// become its to reclaim, the keeper's fee is kept.
    /// @dev Reverts with UnknownCase, NotArbitrable, WrongPhase or DrawFrozen.
    /// @param id The case.
    function withdrawDispute(uint256 id) external;

    /// @notice Sends the arbitrable what a case of its own did not use, if anything. The arbitrable only.
    /// @dev Reverts with NotArbitrable, UnknownCase or TransferFailed.
    /// @param id The case.
    /// @return amount What was sent, in wei.
    function reclaimFee(uint256 id) external returns (uint256 amount);

    /// @notice Points the drawn arbitrators to a file with the keys of sealed exhibits. The parties only.
    /// @dev Reverts with UnknownCase or NotSeated.
    /// @param id The case.
    /// @param file Digest of the file with the keys.
    function shareKey(uint256 id, bytes32 file) external;

    /// @notice Moves a case whose phase is over by time. (What ends because everybody has acted moves by itself.) Anyone.
    /// @dev Reverts with UnknownCase, WrongPhase or PhaseNotOver.
    /// @param id The case.
    function advance(uint256 id) external;

    /// @notice Serves the head of the draw queue. `proof` is what the pool's source of randomness asks for: the RLP of the draw
    /// block's header, when it is the block's own. It may be empty when that block has a seed already or the case has been
    /// withdrawn, or when the case's time is over: then it is given up without asking anyone. Anyone; earns half of the keeper's
    /// fee when it seats somebody or removes a withdrawn case.
    /// @dev Reverts with QueueEmpty, and where IArbitratorPool.draw does.
    /// @param proof What the pool's source of randomness asks for.
    function draw(bytes calldata proof) external;

    /// @notice Seals the vote of the caller.
    /// @dev Reverts with UnknownCase, WrongPhase, PhaseOver, NotSeated or WrongSeatStatus.
    /// @param id The case.
    /// @param seat The seat, from 0.
    /// @param commitment What seals the vote: see `commitmentOf`.
    /// @param sealedReveal A copy of what is sealed, encrypted by its author.
    function commit(uint256 id, uint16 seat, bytes32 commitment, bytes calldata sealedReveal) external;

    /// @notice Opens a vote: anyone with the pre-image (in an open vote, the arbitrator). Reasons come from the arbitrator alone:
    /// from anybody else `justification` must be zero.
    /// @dev Reverts with UnknownCase, WrongPhase, PhaseOver, WrongSeatStatus, WrongCommitment, NotSeated or
    /// ChoiceOutOfBounds.
    /// @param id The case.
    /// @param seat The seat, from 0.
    /// @param choice The vote: 0 refuses to decide.
    /// @param salt What hides the vote.
    /// @param justification Digest of the file with the reasons; zero for none.
    function reveal(uint256 id, uint16 seat, uint256 choice, bytes32 salt, bytes32 justification) external;

    /// @notice Gives the reasons for a vote that was opened without them. Its arbitrator, once.
    /// @dev Reverts with UnknownCase, NotSeated, WrongSeatStatus or AlreadyJustified.
    /// @param id The case.
    /// @param round The round, from 0.
    /// @param attempt Which panel of the round: 0 or 1.
    /// @param seat The seat, from 0.
    /// @param justification Digest of the file with the reasons.
    function justify(uint256 id, uint8 round, uint8 attempt, uint16 seat, bytes32 justification) external;

    /// @notice Voids a vote whose pre-image leaked during the commit period. Anyone but its author.
    /// @dev Reverts with UnknownCase, WrongPhase, PhaseOver, WrongSeatStatus, LeakByAuthor or WrongCommitment.
    /// @param id The case.
    /// @param seat The seat, from 0.
    /// @param choice The vote: 0 refuses to decide.
    /// @param salt What hides the vote.
    function leak(uint256 id, uint16 seat, uint256 choice, bytes32 salt) external;

    /// @notice Hands the final ruling to the arbitrable. Anyone; can be tried again when the arbitrable reverts.
    /// @dev Reverts with UnknownCase, WrongPhase or AlreadyExecuted, and where the arbitrable does.
    /// @param id The case.
    function executeRuling(uint256 id) external;

    /// @notice Pays, slashes and unlocks the seats of one attempt. Anyone, once the case is resolved; earns the other half.
    /// @dev Reverts with UnknownCase, WrongPhase, NothingToSettle or AlreadySettled, and where IArbitratorPool.release does.
    /// @param id The case.
    /// @param round The round, from 0.
    /// @param attempt Which panel of the round: 0 or 1.
    function settle(uint256 id, uint8 round, uint8 attempt) external;

    /// @notice Credits a contributor with what comes back of its share in the appeal against the ruling of `round`. Anyone, once
    /// that round and the one that it paid for are settled.
    /// @dev Reverts with UnknownCase, WrongPhase, NothingToClaim or NotSettled.
    /// @param id The case.
    /// @param round The round whose ruling was appealed.
    /// @param contributor Who has paid for the appeal.
    function claimAppeal(uint256 id, uint8 round, address contributor) external;

    /// @notice keccak256(abi.encode(chainid, this, id, round, attempt, arbitrator, choice, salt))
    /// @param id The case.
    /// @param round The round, from 0.
    /// @param attempt Which panel of the round: 0 or 1.
    /// @param arbitrator The arbitrator.
    /// @param choice The vote: 0 refuses to decide.
    /// @param salt What hides the vote.
    function commitmentOf(
        uint256 id,
        uint8 round,
        uint8 attempt,
        address arbitrator,
        uint256 choice,
        bytes32 salt
    ) external view returns (bytes32);
    /// @notice A case, as it stands.
    /// @dev Reverts with UnknownCase.
    /// @param id The case.
    function caseOf(uint256 id) external view returns (Case memory);
    /// @notice A round of a case; all zero when there was none.
    /// @param id The case.
    /// @param round The round, from 0.
    function roundOf(uint256 id, uint8 round) external view returns (Round memory);
    /// @notice A panel of a round; all zero when there was none.
    /// @param id The case.
    /// @param round The round, from 0.
    /// @param attempt Which panel of the round: 0 or 1.
    function attemptOf(uint256 id, uint8 round, uint8 attempt) external view returns (Attempt memory);
    /// @notice The seats of a panel.
    /// @param id The case.
    /// @param round The round, from 0.
    /// @param attempt Which panel of the round: 0 or 1.
    function seatsOf(uint256 id, uint8 round, uint8 attempt) external view returns (Seat[] memory);
    /// @notice What a court judges by. A court that does not exist is court 0.
    /// @param courtId The court.
    function configOf(uint32 courtId) external view returns (CourtConfig memory);
    /// @notice How many cases there were.
    function caseCount() external view returns (uint256);
    /// @notice What the arbitrable can reclaim now.
    /// @param id The case.
    function refundOf(uint256 id) external view returns (uint256);
    /// @notice What somebody has paid for an appeal, in wei.
    /// @param id The case.
    /// @param round The round whose ruling was appealed.
    /// @param contributor Who has paid for the appeal.
    function contributionOf(uint256 id, uint8 round, address contributor) external view returns (uint256);
    /// @notice Case and block at the head of the draw queue; id is `type(uint256).max` when it is empty.
    /// @return id The case.
    /// @return drawBlock The block whose seed decides.
    function nextDraw() external view returns (uint256 id, uint256 drawBlock);
}
