// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitrator} from "./IArbitrator.sol";

/// @notice What a seller has put up. One slot.
struct Bond {
    /// What counts.
    uint96 amount;
    /// What no longer counts and can still be lost, until it has left.
    uint96 leaving;
    /// The last second at which what is leaving can be reported.
    uint40 leavesAt;
}

enum ReportStatus {
    None,
    /// With the arbitrator.
    Open,
    /// The bond was lost.
    Upheld,
    /// The seller was found right, or the arbitrator would not decide.
    Rejected,
    /// The arbitrator never ruled.
    Expired
}

/// @notice `deadline` is the last second at which a ruling is waited for.
struct Report {
    address seller;
    ReportStatus status;
    uint40 deadline;
    address reporter;
    uint96 disputeId;
}

/// @title Seller bonds
/// @notice What a seller puts up so that strangers may believe a listing, and loses when a report of it is upheld. There is no
/// owner: token, arbitrator, shares and periods are fixed at construction.
///
/// Bond: in one token or native coin. It counts until its seller gives notice; what is given notice of does not count any more,
/// can be lost for `noticePeriod`, and then is the seller's to withdraw.
///
/// Reports: anyone reports a seller, naming a listing and an evidence file, and pays the arbitrator. At or before `leavesAt` the
/// report, after it the withdrawal, never both: reports can hold a leaving bond for `noticePeriod` + `rulingPeriod` at the most,
/// however many are paid for. One report of a seller is open at a time. It is about everything that is shown while it is open,
/// and anyone may add evidence to it, so that a sham report shields nobody.
///
/// Rulings: 1 upholds the report. The bond is lost, `reporterBps` of it to the reporter and the rest to the treasury: never all
/// to the reporter, or sellers would report themselves. 2, or a refusal to decide, rejects it: the bond stays, and the reporter has
/// paid the arbitrator for nothing. A report without a ruling by its deadline can be closed by anyone, and is as good as rejected.
///
/// Money: rulings move none, they write down whose it is. Everybody withdraws what is theirs, to any address; no receiver can
/// block another. What the arbitrator returns of its fee is the reporter's.
interface ISellerBonds {
    /// @notice A bond has grown.
    /// @param seller The seller.
    /// @param amount How much, in the smallest unit.
    /// @param bond The bond after it.
    event BondPosted(address indexed seller, uint96 amount, Bond bond);
    /// @notice A seller wants bond back.
    /// @param seller The seller.
    /// @param amount How much, in the smallest unit.
    /// @param bond The bond after it.
    event NoticeGiven(address indexed seller, uint96 amount, Bond bond);
    /// @notice What was leaving has left: it is the seller's credit.
    /// @param seller The seller.
    /// @param amount How much, in the smallest unit.
    event BondReleased(address indexed seller, uint96 amount);
    /// @notice A seller was reported.
    /// @param reportId The report.
    /// @param seller The seller.
    /// @param reporter Who reports.
    /// @param listingId The listing that it is about.
    /// @param disputeId The arbitrator's number of the dispute.
    /// @param fee The arbitration fee, in wei.
    /// @param deadline The last second at which a ruling counts.
    event SellerReported(
        uint256 indexed reportId,
        address indexed seller,
        address indexed reporter,
        bytes32 listingId,
        uint256 disputeId,
        uint256 fee,
        uint40 deadline
    );
    /// @notice The bond is lost.
    /// @param reportId The report.
    /// @param toReporter The reporter's part, in the smallest unit.
    /// @param toTreasury The treasury's part, in the smallest unit.
    event ReportUpheld(uint256 indexed reportId, uint256 toReporter, uint256 toTreasury);
    /// @notice The bond stays.
    /// @param reportId The report.
    /// @param ruling 2 for the seller, 0 when the arbitrator would not decide.
    event ReportRejected(uint256 indexed reportId, uint256 ruling);
    /// @notice The arbitrator did not rule in time: the bond stays.
    /// @param reportId The report.
    event ReportExpired(uint256 indexed reportId);
    /// @notice The arbitrator gave back of its fee, which is now the reporter's credit.
    /// @param reportId The report.
    /// @param amount Wei.
    event ReportFeeReturned(uint256 indexed reportId, uint256 amount);

    error ShareOutOfBounds(uint16 bps, uint16 upper);
    error PeriodOutOfBounds(uint32 period, uint32 upper);
    error ZeroBond();
    error ReportOpen(address seller, uint256 reportId);
    error NothingAtStake(address seller);
    error BadDisputeId(uint256 disputeId);
    error WrongReportStatus(uint256 reportId, ReportStatus status);
    error NoFeeReturned(uint256 reportId);

    /// @notice Adds to the caller's bond, unless a report of it is open, which could take it at once.
    /// @dev Reverts with ZeroBond, ReportOpen, WrongValue, TokenCallFailed or WrongReceived.
    /// @param amount How much, in the smallest unit.
    function postBond(uint96 amount) external payable;

    /// @notice The caller wants part of its bond back. The notice period starts anew for everything that is still leaving.
    /// @dev Reverts with AmountOutOfBounds.
    /// @param amount How much, in the smallest unit.
    function giveNotice(uint96 amount) external;

    /// @notice Sends a part of what is the caller's to an address of its choice: bond that has left, its share of bonds that were
    /// lost, fees that came back.
    /// @dev Reverts with AmountOutOfBounds or TransferFailed.
    /// @param token The token, or zero for native coin.
    /// @param to Where it goes.
    /// @param amount How much, in the smallest unit.
    function withdraw(address token, address to, uint256 amount) external;

    /// @notice Sends the treasury's part of lost bonds to the treasury. Anyone.
    /// @dev Reverts with NothingToWithdraw or TransferFailed.
    /// @param token The token, or zero for native coin.
    /// @return amount How much, in the smallest unit.
    function sweep(address token) external returns (uint256 amount);

    /// @notice Reports a seller, and pays what the arbitrator asks. `evidence` is an IPFS path of an ERC-1497 evidence file.
    /// @dev Reverts with ReportOpen, NothingAtStake, WrongValue or BadDisputeId.
    /// @param seller The seller.
    /// @param listingId The listing that it is about.
    /// @param evidence IPFS path of an ERC-1497 evidence file.
    /// @return reportId The report.
    function report(
        address seller,
        bytes32 listingId,
        string calldata evidence
    ) external payable returns (uint256 reportId);

    /// @notice Adds evidence to an open report: the seller's answer, or what anybody else knows.
    /// @dev Reverts with WrongReportStatus.
    /// @param reportId The report.
    /// @param evidence IPFS path of an ERC-1497 evidence file.
    function submitEvidence(uint256 reportId, string calldata evidence) external;

    /// @notice Anyone, once the deadline has passed without a ruling: as if the report had been rejected.
    /// @dev Reverts with WrongReportStatus or DeadlineNotPassed.
    /// @param reportId The report.
    function expireReport(uint256 reportId) external;

    /// @notice Anyone, once a report is closed: asks the arbitrator for what it has not used of its fee, for the reporter.
    /// @dev Reverts with WrongReportStatus or NoFeeReturned.
    /// @param reportId The report.
    /// @return amount What came back, in wei.
    function reclaimFee(uint256 reportId) external returns (uint256 amount);

    /// @notice What counts of a seller's bond.
    /// @param seller The seller.
    /// @return amount What counts now, in the smallest unit.
    function bondOf(address seller) external view returns (uint256 amount);
    /// @notice A seller's bond, what is leaving included.
    /// @param seller The seller.
    function bondStateOf(address seller) external view returns (Bond memory);
    /// @notice A report.
    /// @param reportId The report.
    function reportOf(uint256 reportId) external view returns (Report memory);
    /// @notice The open report of a seller; zero when there is none.
    /// @param seller The seller.
    /// @return reportId Zero when none is open.
    function openReportOf(address seller) external view returns (uint256 reportId);
    /// @notice How many reports there were: the number of the last one.
    function reportCount() external view returns (uint256);
    /// @notice What a report costs now, in native coin.
    /// @param reporter Who reports.
    /// @param seller The seller.
    function arbitrationCost(address reporter, address seller) external view returns (uint256);
    /// @notice What waits for an account to be withdrawn.
    /// @param account Whose.
    /// @param token The token, or zero for native coin.
    function creditOf(address account, address token) external view returns (uint256);
    /// @notice What bonds are in; zero for native coin.
    function bondToken() external view returns (address);
    /// @notice Who gets the rest of a lost bond.
    function treasury() external view returns (address);
    /// @notice Who judges reports.
    function arbitrator() external view returns (IArbitrator);
    /// @notice Which of the arbitrator's courts.
    function courtId() external view returns (uint32);
    /// @notice Seconds from a notice until the bond has left.
    function noticePeriod() external view returns (uint32);
    /// @notice Seconds from a report to the last one at which a ruling counts.
    function rulingPeriod() external view returns (uint32);
    /// @notice The reporter's part of a lost bond, in basis points.
    function reporterBps() external view returns (uint16);
}
