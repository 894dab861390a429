// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEntropy} from "./IEntropy.sol";

/// @notice One member of the pool. `weight` is what the draw sees: the stake at its last activation, or what is left of the
/// stake when that is less; zero while not yet activated, gone or suspended.
struct Arbitrator {
    uint96 stake;
    uint96 locked;
    uint40 exitAt;
    bool suspended;
    uint96 weight;
    uint96 exiting;
    uint40 activeFrom;
    /// Leaf of the tree, from 1; zero before the first activation.
    uint24 index;
}

/// @notice Fixed at construction. Stakes in wei, delays in seconds, the draw's clock in blocks.
struct PoolParameters {
    uint96 minStake;
    uint96 maxStake;
    uint40 activationDelay;
    uint40 exitDelay;
    uint32 epoch;
    uint32 lookahead;
    uint32 freeze;
}

/// @notice What the court asks of a draw.
struct PanelRequest {
    uint256 id;
    uint8 round;
    uint8 attempt;
    uint16 seats;
    /// Fewer than this and nobody is drawn.
    uint16 atLeast;
    uint96 lock;
    address[] excluded;
}

/// @notice What becomes of one seat's stake.
struct Release {
    address arbitrator;
    uint96 slash;
    bool suspend;
}

/// @title Arbitrator pool
/// @notice Who may be drawn and with what stake: activation and exit delays, locks, slashes, the queue of draws, and exact
/// stake-weighted sampling without replacement over a Fenwick tree. Native coin. Only the court draws, releases and pays.
///
/// Draw: a case waits for a block fixed in advance, the same for all that are queued in one epoch, for which `entropy` has a
/// seed. From `freeze` blocks before it until the head of the queue is served, no stake and no lock can change, so nobody can
/// react to a known seed; anyone can serve the head.
///
/// Entropy: fixed at construction, asked once for each draw block. A source that lies chooses panels, so it is to be chosen
/// like the court itself; but it stops nothing. One that says that it has no seed, or that fails for `PATIENCE` blocks, has its
/// cases queued anew, and the court ends them when their time is over, without asking it again.
///
/// Standstill: when cases wait and no seed has come for `STANDSTILL`, whatever the reason, stakes are held back no longer:
/// exits, activations and settlements go on. The first seed ends that, and everyone whose block it may have been too late to
/// freeze for is queued anew; so no panel is ever drawn from stakes that could still move when its seed was known.
///
/// Over-locking: a stake may stand behind seats up to three times its size, so that many cases cannot lock the honest out.
///
/// Money: balance >= stakes + exiting + credits, at every moment.
interface IArbitratorPool {
    /// @notice An arbitrator's stake or standing has changed.
    /// @param arbitrator The arbitrator.
    /// @param stake The stake, in wei.
    /// @param weight What the draw sees of it, in wei.
    /// @param locked What stands behind seats, in wei.
    /// @param exiting What is on its way out, in wei.
    /// @param suspended Whether it is out of the draw for absence.
    /// @param activeFrom From when on the stake can be activated, in seconds since 1970.
    /// @param exitAt From when on what exits can be paid, in seconds since 1970.
    event ArbitratorUpdated(
        address indexed arbitrator,
        uint96 stake,
        uint96 weight,
        uint96 locked,
        uint96 exiting,
        bool suspended,
        uint40 activeFrom,
        uint40 exitAt
    );
    /// @notice The seed of a draw block is known.
    /// @param drawBlock The block whose seed decides.
    /// @param seed Its seed.
    event DrawBlockSeeded(uint64 indexed drawBlock, bytes32 seed);
    /// @notice An arbitrator has announced the key to which exhibits are sealed.
    /// @param arbitrator The arbitrator.
    /// @param key The public key.
    event EncryptionKeySet(address indexed arbitrator, bytes32 key);
    /// @notice An account has earned.
    /// @param account Whose.
    /// @param amount How much, in wei.
    event Credited(address indexed account, uint256 amount);
    /// @notice An account was sent its credit.
    /// @param account Whose.
    /// @param amount How much, in wei.
    event Withdrawn(address indexed account, uint256 amount);

    error BadParameters();
    error NotCourt(address caller);
    error Frozen(uint256 drawBlock);
    error StakeOutOfBounds(uint256 stake, uint256 lower, uint256 upper);
    error NotYet(uint40 from, uint256 timestamp);
    error Suspended(address arbitrator);
    error NothingToActivate(address arbitrator);
    error NothingToExit(address arbitrator);
    error StakeLocked(uint96 locked, uint96 stake, uint96 wanted);
    error NotSuspended(address arbitrator);
    error NothingToWithdraw(address account);
    error WrongCredit(uint256 sent, uint256 expected);
    error TransferFailed(address to, uint256 amount);

    /// @notice Adds to the caller's stake. It counts from its activation, which `activationDelay` makes wait.
    /// @dev Reverts with Frozen or StakeOutOfBounds.
    function stake() external payable;
    /// @notice Lets the whole stake of the caller count from now on.
    /// @dev Reverts with Frozen, Suspended, NothingToActivate or NotYet.
    function activate() external;
    /// @notice Takes part or all of the caller's unlocked stake out of the draw; `exit` pays it after `exitDelay`. What is left
    /// must be nothing or at least the minimum.
    /// @dev Reverts with Frozen, NothingToExit, StakeLocked or StakeOutOfBounds.
    /// @param amount How much, in wei.
    function requestExit(uint96 amount) external;
    /// @notice Pays out what the caller has taken out of the draw, once `exitDelay` is over.
    /// @dev Reverts with NothingToExit, NotYet or TransferFailed.
    function exit() external;
    /// @notice Comes back after having been suspended for absence.
    /// @dev Reverts with Frozen, NotSuspended or NotYet.
    function reactivate() external;
    /// @notice Announces the public key to which exhibits are sealed for the caller.
    /// @param key The public key.
    function setEncryptionKey(bytes32 key) external;
    /// @notice Sends an account's credit to it. Anyone.
    /// @dev Reverts with NothingToWithdraw or TransferFailed.
    /// @param account Whose.
    /// @return amount What was sent, in wei.
    function withdraw(address account) external returns (uint256 amount);

    /// @notice Puts a case at the end of the draw queue. The court only, like `skip`, `draw`, `release` and `credit`.
    /// @dev Reverts with NotCourt.
    /// @param id The case.
    /// @return drawBlock The block whose seed decides.
    function enqueue(uint256 id) external returns (uint64 drawBlock);
    /// @notice Takes the head off the queue undrawn.
    /// @dev Reverts with NotCourt.
    /// @param givenUp Whether its time ran out, rather than that it needs no panel any more.
    function skip(bool givenUp) external;
    /// @notice Takes the head off the queue and draws its panel: the first odd number of people, at most `request.seats`, each
    /// of whose stake can carry one more lock. Empty when they are fewer than `request.atLeast`.
    /// @dev Reverts with NotCourt, DrawNotReady or NotEnoughGas, and where the source of the seed does.
    /// @param proof What the source of the seed asks for.
    /// @param request What is asked of the draw.
    /// @return reachable False when no panel can come of the draw block: it has no seed and never will have, or stakes were not
    /// held back for it.
    /// @return panel Who was drawn; empty when nobody was.
    function draw(
        bytes calldata proof,
        PanelRequest calldata request
    ) external returns (bool reachable, address[] memory panel);
    /// @notice Unlocks `lock` behind each seat and takes the slashes, which go to the court.
    /// @dev Reverts with NotCourt, Frozen or TransferFailed.
    /// @param lock Stake behind each seat, in wei.
    /// @param releases What becomes of each seat's stake.
    /// @return taken What each stake could give.
    function release(uint96 lock, Release[] calldata releases) external returns (uint96[] memory taken);
    /// @notice Credits accounts with the value sent.
    /// @dev Reverts with NotCourt or WrongCredit.
    /// @param accounts Who is credited.
    /// @param amounts How much each, in wei; together the value sent.
    function credit(address[] calldata accounts, uint256[] calldata amounts) external payable;

    /// @notice A member of the pool.
    /// @param account Whose.
    function arbitratorOf(address account) external view returns (Arbitrator memory);
    /// @notice The rules of the pool.
    function parameters() external view returns (PoolParameters memory);
    /// @notice Where the seeds come from.
    function entropy() external view returns (IEntropy);
    /// @notice How many are in the draw.
    function activeCount() external view returns (uint256);
    /// @notice The stake in the draw, in wei.
    function totalWeight() external view returns (uint256);
    /// @notice The least stake, in wei.
    function minStake() external view returns (uint256);
    /// @notice What waits for an account, in wei.
    /// @param account Whose.
    function creditOf(address account) external view returns (uint256);
    /// @notice Whether the draw at the head of the queue is frozen, and with it every stake. Never in a standstill.
    function frozen() external view returns (bool);
    /// @notice Whether a draw by this block can no longer be escaped.
    /// @param drawBlock The block.
    function freezes(uint256 drawBlock) external view returns (bool);
    /// @notice Case and block at the head of the draw queue; id is `type(uint256).max` when it is empty.
    /// @return id The case.
    /// @return drawBlock The block whose seed decides.
    function nextDraw() external view returns (uint256 id, uint256 drawBlock);
}
