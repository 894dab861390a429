// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IArbitrable, IArbitrableParties} from "./interfaces/IArbitrable.sol";
import {IArbitrator} from "./interfaces/IArbitrator.sol";
import {IEscrow} from "./interfaces/IEscrow.sol";
import {IEvidence} from "./interfaces/IEvidence.sol";
import {Bond, ISellerBonds, Report, ReportStatus} from "./interfaces/ISellerBonds.sol";
import {ArbitratorCalls} from "./libraries/ArbitratorCalls.sol";
import {Credits} from "./libraries/Credits.sol";
import {Payins} from "./libraries/Payins.sol";

/// @title Seller bonds
/// @notice See ISellerBonds.
///
/// The balance is bonds, leaving ones included, and credits. The arbitrator is trusted with its rulings and with nothing else:
/// what it returns is measured, it cannot re-enter, and its silence costs the reporter its fee and the seller nothing.
contract SellerBonds is ISellerBonds, IArbitrable, IArbitrableParties, IEvidence, ReentrancyGuardTransient {
    using Credits for mapping(address account => mapping(address token => uint256));

    /// @notice The largest part of a lost bond that can be the reporter's, in basis points.
    uint16 public constant MAX_REPORTER_BPS = 5_000;
    /// @notice The longest notice and ruling period, in seconds.
    uint32 public constant MAX_PERIOD = 180 days;

    uint256 private constant CHOICES = 2;
    uint256 private constant FOR_REPORTER = 1;
    uint256 private constant FOR_SELLER = 2;
    uint256 private constant BPS = 10_000;
    uint256 private constant META_EVIDENCE_ID = 0;

    /// @inheritdoc ISellerBonds
    address public immutable bondToken;
    /// @inheritdoc ISellerBonds
    address public immutable treasury;
    /// @inheritdoc ISellerBonds
    IArbitrator public immutable arbitrator;
    /// @inheritdoc ISellerBonds
    uint32 public immutable courtId;
    /// @inheritdoc ISellerBonds
    uint32 public immutable noticePeriod;
    /// @inheritdoc ISellerBonds
    uint32 public immutable rulingPeriod;
    /// @inheritdoc ISellerBonds
    uint16 public immutable reporterBps;

    /// @inheritdoc ISellerBonds
    uint256 public reportCount;
    mapping(address seller => Bond) private _bonds;
    mapping(uint256 reportId => Report) private _reports;
    /// @inheritdoc ISellerBonds
    mapping(address seller => uint256 reportId) public openReportOf;
    mapping(uint256 disputeId => uint256 reportId) private _disputedReport;
    /// @inheritdoc ISellerBonds
    mapping(address account => mapping(address token => uint256)) public creditOf;
    /// @dev The arbitrator while it is asked for a fee: the only time at which native coin may come in unasked, and only from it.
    address private transient _asked;

    /// @notice Fixes everything for good.
    /// @param bondToken_ What bonds are in; zero for native coin.
    /// @param treasury_ Who gets the rest of a lost bond.
    /// @param arbitrator_ Who judges reports.
    /// @param courtId_ Which of the arbitrator's courts.
    /// @param noticePeriod_ Seconds from a notice until the bond has left.
    /// @param rulingPeriod_ Seconds from a report to the last one at which a ruling counts.
    /// @param reporterBps_ The reporter's part of a lost bond, in basis points.
    /// @param policy Where the ERC-1497 meta-evidence is: an IPFS path.
    constructor(
        address bondToken_,
        address treasury_,
        IArbitrator arbitrator_,
        uint32 courtId_,
        uint32 noticePeriod_,
        uint32 rulingPeriod_,
        uint16 reporterBps_,
        string memory policy
    ) {
        uint32 longest = noticePeriod_ > rulingPeriod_ ? noticePeriod_ : rulingPeriod_;
        if (longest > MAX_PERIOD) revert PeriodOutOfBounds(longest, MAX_PERIOD);
        if (reporterBps_ > MAX_REPORTER_BPS) revert ShareOutOfBounds(reporterBps_, MAX_REPORTER_BPS);
        bondToken = bondToken_;
        treasury = treasury_;
        arbitrator = arbitrator_;
        courtId = courtId_;
        noticePeriod = noticePeriod_;
        rulingPeriod = rulingPeriod_;
        reporterBps = reporterBps_;

        emit MetaEvidence(META_EVIDENCE_ID, policy);
    }

    /// @notice Takes what the arbitrator gives back of a fee while it is asked for it, and nothing else.
    receive() external payable {
        if (msg.sender != _asked) revert IEscrow.UnexpectedValue(msg.sender);
    }

    // BONDS

    /// @inheritdoc ISellerBonds
    function postBond(uint96 amount) external payable nonReentrant {
        if (amount == 0) revert ZeroBond();
        if (openReportOf[msg.sender] != 0) revert ReportOpen(msg.sender, openReportOf[msg.sender]);

        _bonds[msg.sender].amount += amount;

        emit BondPosted(msg.sender, amount, _bonds[msg.sender]);

        Payins.collect(bondToken, amount);
    }

    /// @inheritdoc ISellerBonds
    function giveNotice(uint96 amount) external {
        _release(msg.sender);
        Bond memory bond = _bonds[msg.sender];
        if (amount == 0 || amount > bond.amount) revert IEscrow.AmountOutOfBounds(amount, bond.amount);

        bond.amount -= amount;
        bond.leaving += amount;
        bond.leavesAt = uint40(block.timestamp) + noticePeriod;
        _bonds[msg.sender] = bond;

        emit NoticeGiven(msg.sender, amount, bond);
    }

    /// @dev What has left is out of every later report's reach, whether or not its seller has come for it.
    function _release(address seller) private {
        Bond storage bond = _bonds[seller];
        uint96 amount = bond.leaving;
        if (amount == 0 || block.timestamp <= bond.leavesAt || openReportOf[seller] != 0) return;

        bond.leaving = 0;
        creditOf[seller][bondToken] += amount;

        emit BondReleased(seller, amount);
    }

    /// @inheritdoc ISellerBonds
    function withdraw(address token, address to, uint256 amount) external nonReentrant {
        _release(msg.sender);
        creditOf.withdraw(token, to, amount);
    }

    /// @inheritdoc ISellerBonds
    function sweep(address token) external nonReentrant returns (uint256) {
        return creditOf.sweep(treasury, token);
    }

    // REPORTS

    /// @inheritdoc ISellerBonds
    function report(
        address seller,
        bytes32 listingId,
        string calldata evidence
    ) external payable nonReentrant returns (uint256 id) {
        if (openReportOf[seller] != 0) revert ReportOpen(seller, openReportOf[seller]);
        _release(seller);
        if (_bonds[seller].amount == 0 && _bonds[seller].leaving == 0) revert NothingAtStake(seller);
        uint256 cost = arbitrationCost(msg.sender, seller);
        if (msg.value != cost) revert IEscrow.WrongValue(msg.value, cost);

        id = ++reportCount;
        uint40 deadline = uint40(block.timestamp) + rulingPeriod;
        // The one call that has to come first: it says which dispute this is. The guard is up.
        uint256 disputeId = arbitrator.createDispute{value: cost}(
            CHOICES,
            ArbitratorCalls.extraData(courtId, msg.sender, seller)
        );
        if (disputeId > type(uint96).max || _disputedReport[disputeId] != 0) revert BadDisputeId(disputeId);
        _disputedReport[disputeId] = id;
        openReportOf[seller] = id;
        _reports[id] = Report(seller, ReportStatus.Open, deadline, msg.sender, uint96(disputeId));

        emit SellerReported(id, seller, msg.sender, listingId, disputeId, cost, deadline);
        emit Dispute(arbitrator, disputeId, META_EVIDENCE_ID, id);
        emit Evidence(arbitrator, id, msg.sender, evidence);
    }

    /// @inheritdoc ISellerBonds
    function submitEvidence(uint256 id, string calldata evidence) external {
        if (_reports[id].status != ReportStatus.Open) revert WrongReportStatus(id, _reports[id].status);

        emit Evidence(arbitrator, id, msg.sender, evidence);
    }

    /// @inheritdoc IArbitrable
    /// @dev Calls nobody. A ruling that comes twice or too late changes nothing, and does not revert.
    function rule(uint256 disputeId, uint256 ruling) external nonReentrant {
        uint256 id = _disputedReport[disputeId];
        if (msg.sender != address(arbitrator) || id == 0) revert IEscrow.NotArbitrator(msg.sender, disputeId);
        Report storage judged = _reports[id];
        if (judged.status != ReportStatus.Open || block.timestamp > judged.deadline) return;

        judged.status = ruling == FOR_REPORTER ? ReportStatus.Upheld : ReportStatus.Rejected;
        openReportOf[judged.seller] = 0;

        emit Ruling(arbitrator, disputeId, ruling);
        if (ruling == FOR_REPORTER) _forfeit(id, judged);
        else emit ReportRejected(id, ruling);
    }

    function _forfeit(uint256 id, Report storage upheld) private {
        Bond memory bond = _bonds[upheld.seller];
        uint256 lost = uint256(bond.amount) + bond.leaving;
        uint256 toReporter = (lost * reporterBps) / BPS;

        delete _bonds[upheld.seller];
        creditOf[upheld.reporter][bondToken] += toReporter;
        creditOf[treasury][bondToken] += lost - toReporter;

        emit ReportUpheld(id, toReporter, lost - toReporter);
    }

    /// @inheritdoc ISellerBonds
    function expireReport(uint256 id) external nonReentrant {
        Report storage expired = _reports[id];
        if (expired.status != ReportStatus.Open) revert WrongReportStatus(id, expired.status);
        if (block.timestamp <= expired.deadline) revert IEscrow.DeadlineNotPassed(expired.deadline, block.timestamp);

        expired.status = ReportStatus.Expired;
        openReportOf[expired.seller] = 0;

        emit ReportExpired(id);

        _reclaim(id, expired);
    }

    /// @inheritdoc ISellerBonds
    function reclaimFee(uint256 id) external nonReentrant returns (uint256 amount) {
        Report storage closed = _reports[id];
        if (closed.status <= ReportStatus.Open) revert WrongReportStatus(id, closed.status);
        amount = _reclaim(id, closed);
        if (amount == 0) revert NoFeeReturned(id);
    }

    function _reclaim(uint256 id, Report storage closed) private returns (uint256 amount) {
        _asked = address(arbitrator);
        amount = ArbitratorCalls.reclaim(arbitrator, closed.disputeId, closed.status != ReportStatus.Expired);
        _asked = address(0);
        if (amount == 0) return 0;
        creditOf[closed.reporter][address(0)] += amount;
        emit ReportFeeReturned(id, amount);
    }

    // VIEWS

    /// @inheritdoc ISellerBonds
    function bondOf(address seller) external view returns (uint256) {
        return _bonds[seller].amount;
    }

    /// @inheritdoc ISellerBonds
    function bondStateOf(address seller) external view returns (Bond memory) {
        return _bonds[seller];
    }

    /// @inheritdoc ISellerBonds
    function reportOf(uint256 id) external view returns (Report memory) {
        return _reports[id];
    }

    /// @inheritdoc ISellerBonds
    function arbitrationCost(address reporter, address seller) public view returns (uint256) {
        return arbitrator.arbitrationCost(ArbitratorCalls.extraData(courtId, reporter, seller));
    }

    /// @inheritdoc IArbitrableParties
    /// @dev Asked by the arbitrator about a dispute of its own.
    function partyOf(uint256 disputeId, uint256 ruling) external view returns (address) {
        Report storage judged = _reports[_disputedReport[disputeId]];
        if (ruling == FOR_REPORTER) return judged.reporter;
        return ruling == FOR_SELLER ? judged.seller : address(0);
    }
}
