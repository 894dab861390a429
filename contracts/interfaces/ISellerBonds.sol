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
    event BondPosted(address indexed seller, uint96 amount, Bond bond);
    event NoticeGiven(address indexed seller, uint96 amount, Bond bond);
    /// @notice What was leaving has left: it is the seller's credit.
    event BondReleased(address indexed seller, uint96 amount);
    event SellerReported(
        uint256 indexed reportId,
        address indexed seller,
        address indexed reporter,
        bytes32 listingId,
        uint256 disputeId,
        uint256 fee,
        uint40 deadline
    );
    event ReportUpheld(uint256 indexed reportId, uint256 toReporter, uint256 toTreasury);
    event ReportRejected(uint256 indexed reportId, uint256 ruling);
    event ReportExpired(uint256 indexed reportId);
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
    function postBond(uint96 amount) external payable;

    /// @notice The caller wants part of its bond back. The notice period starts anew for everything that is still leaving.
    function giveNotice(uint96 amount) external;

    /// @notice Sends a part of what is the caller's to an address of its choice: bond that has left, its share of bonds that were
    /// lost, fees that came back.
    function withdraw(address token, address to, uint256 amount) external;

    /// @notice Sends the treasury's part of lost bonds to the treasury. Anyone.
    function sweep(address token) external returns (uint256 amount);

    /// @notice Reports a seller, and pays what the arbitrator asks. `evidence` is an IPFS path of an ERC-1497 evidence file.
    function report(
        address seller,
        bytes32 listingId,
        string calldata evidence
    ) external payable returns (uint256 reportId);

    /// @notice Adds evidence to an open report: the seller's answer, or what anybody else knows.
    function submitEvidence(uint256 reportId, string calldata evidence) external;

    /// @notice Anyone, once the deadline has passed without a ruling: as if the report had been rejected.
    function expireReport(uint256 reportId) external;

    /// @notice Anyone, once a report is closed: asks the arbitrator for what it has not used of its fee, for the reporter.
    function reclaimFee(uint256 reportId) external returns (uint256 amount);

    /// @notice What counts of a seller's bond.
    function bondOf(address seller) external view returns (uint256 amount);
    function bondStateOf(address seller) external view returns (Bond memory);
    function reportOf(uint256 reportId) external view returns (Report memory);
    /// @notice The open report of a seller; zero when there is none.
    function openReportOf(address seller) external view returns (uint256 reportId);
    function reportCount() external view returns (uint256);
    /// @notice What a report costs now, in native coin.
    function arbitrationCost(address reporter, address seller) external view returns (uint256);
    function creditOf(address account, address token) external view returns (uint256);
    function bondToken() external view returns (address);
    function treasury() external view returns (address);
    function arbitrator() external view returns (IArbitrator);
    function court() external view returns (uint32);
    function noticePeriod() external view returns (uint32);
    function rulingPeriod() external view returns (uint32);
    function reporterBps() external view returns (uint16);
}
