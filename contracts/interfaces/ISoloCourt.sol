// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitrable} from "./IArbitrable.sol";
import {IArbitrator} from "./IArbitrator.sol";

enum SoloPhase {
    Open,
    /// Ruled; the arbitrator has earned the fee.
    Ruled,
    /// Ended without a ruling: the arbitrable took it back, or the arbitrator would not judge it.
    Dropped
}

/// @notice A case keeps the arbitrator that it was opened with. `deadline` is the last second to rule.
struct SoloCase {
    IArbitrable arbitrable;
    uint40 deadline;
    SoloPhase phase;
    bool executed;
    address arbitrator;
    uint80 choices;
    uint80 ruling;
    /// What the arbitrable can take back.
    uint96 refund;
}

/// @title Solo court
/// @notice An ERC-792 arbitrator of one known person with a fixed fee. For a market too small to fill a pool of strangers, or
/// whose people trust one of them: every dispute is then judged by whoever they agreed on when they made the offer. The parties
/// trust that person with the ruling, where ArbitrationCourt would have them trust nobody; there is no appeal.
///
/// Absence: a case that is not ruled by its deadline, or refused, gives its fee back, and the arbitrable's own timeout ends it
/// (`resolveStalled` of our escrow). Offers should give rulings at least `rulingPeriod`.
///
/// Succession: the arbitrator names who comes next, and that person accepts. Open cases stay with whom they were opened.
///
/// Extra data: as ArbitrationCourt's; only the parties are read. The arbitrator judges no case of its own.
interface ISoloCourt is IArbitrator {
    /// @notice A case is before the arbitrator.
    /// @param id The case.
    /// @param arbitrable Who asked.
    /// @param arbitrator The arbitrator.
    /// @param choices How many rulings there are, refusing not counted.
    /// @param deadline The last second for a ruling.
    event SoloCaseCreated(
        uint256 indexed id,
        IArbitrable indexed arbitrable,
        address indexed arbitrator,
        uint256 choices,
        uint40 deadline
    );
    /// @notice The arbitrator has ruled.
    /// @param id The case.
    /// @param arbitrator The arbitrator.
    /// @param ruling 0 refuses to decide.
    /// @param justification Digest of the file with the reasons.
    event RulingGiven(uint256 indexed id, address indexed arbitrator, uint256 ruling, bytes32 justification);
    /// @notice The arbitrator will not judge a case.
    /// @param id The case.
    /// @param arbitrator The arbitrator.
    event CaseRefused(uint256 indexed id, address indexed arbitrator);
    /// @notice The arbitrator has named who may take the office over.
    /// @param arbitrator The arbitrator.
    /// @param successor Who may take it over; zero for nobody.
    event SuccessorNamed(address indexed arbitrator, address indexed successor);
    /// @notice The office has passed on; the first one, too.
    /// @param before Who had it.
    /// @param arbitrator The arbitrator.
    event ArbitratorChanged(address indexed before, address indexed arbitrator);
    /// @notice Fees were paid out.
    /// @param arbitrator The arbitrator.
    /// @param amount Wei.
    event FeeWithdrawn(address indexed arbitrator, uint256 amount);

    error NoArbitrator();
    error OwnCase(address arbitrator);
    error NotCaseArbitrator(address caller, address arbitrator);
    error NotSuccessor(address caller, address successor);
    error WrongSoloPhase(uint256 id, SoloPhase phase);
    error RulingOverdue(uint256 id, uint40 deadline, uint256 timestamp);
    error NoAppeal(uint256 id);
    error NothingEarned(address arbitrator);

    /// @notice The case's arbitrator rules, once and until the deadline, and earns the fee. The ruling is handed over at once; if
    /// the arbitrable does not take it, `executeRuling` tries again.
    /// @dev Reverts with UnknownCase, NotCaseArbitrator, WrongSoloPhase, ChoiceOutOfBounds or RulingOverdue.
    /// @param id The case.
    /// @param ruling 0 refuses to decide.
    /// @param justification Digest of the file with the reasons.
    function giveRuling(uint256 id, uint256 ruling, bytes32 justification) external;

    /// @notice The case's arbitrator will not judge it: the fee becomes the arbitrable's to reclaim.
    /// @dev Reverts with UnknownCase, NotCaseArbitrator or WrongSoloPhase.
    /// @param id The case.
    function refuse(uint256 id) external;

    /// @notice Hands a given ruling to the arbitrable. Anyone, until it has taken it.
    /// @dev Reverts with UnknownCase, WrongSoloPhase or AlreadyExecuted.
    /// @param id The case.
    function executeRuling(uint256 id) external;

    /// @notice Takes a case back while it has no ruling. The arbitrable only.
    /// @dev Reverts with UnknownCase, NotArbitrable or WrongSoloPhase.
    /// @param id The case.
    function withdrawDispute(uint256 id) external;

    /// @notice Sends the arbitrable what a case of its own did not use, if anything. The arbitrable only.
    /// @dev Reverts with UnknownCase, NotArbitrable or TransferFailed.
    /// @param id The case.
    /// @return amount Wei.
    function reclaimFee(uint256 id) external returns (uint256 amount);

    /// @notice Sends an arbitrator what it has earned. Anyone.
    /// @dev Reverts with NothingEarned or TransferFailed.
    /// @param account Whose.
    /// @return amount Wei.
    function withdraw(address account) external returns (uint256 amount);

    /// @notice Names who may take over new cases. The arbitrator only; naming nobody takes it back.
    /// @dev Reverts with NotCaseArbitrator.
    /// @param account Who may take the office over; zero for nobody.
    function nameSuccessor(address account) external;
    /// @notice The named successor takes the office over. Open cases stay with whom they were brought to.
    /// @dev Reverts with NotSuccessor.
    function acceptOffice() external;

    /// @notice Who judges new cases.
    function arbitrator() external view returns (address);
    /// @notice Who may take the office over; zero for nobody.
    function successor() external view returns (address);
    /// @notice What a case costs, in wei.
    function fee() external view returns (uint256);
    /// @notice Seconds in which a case can be ruled on.
    function rulingPeriod() external view returns (uint40);
    /// @notice A case.
    /// @dev Reverts with UnknownCase.
    /// @param id The case.
    function caseOf(uint256 id) external view returns (SoloCase memory);
    /// @notice How many cases there were: they are numbered from 0.
    function caseCount() external view returns (uint256);
    /// @notice What waits for an account to be withdrawn, in wei.
    /// @param account Whose.
    function earnedOf(address account) external view returns (uint256);
}
