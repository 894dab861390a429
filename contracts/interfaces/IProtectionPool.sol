// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IArbitrator} from "./IArbitrator.sol";
import {ICoverVault} from "./ICoverVault.sol";
import {IEscrow, Order} from "./IEscrow.sol";

enum CoverStatus {
    None,
    /// Paid for; a claim may come.
    Live,
    /// Before the arbitrator.
    Claimed,
    /// Ruled for the buyer; the money waits for `payOut`.
    Granted,
    Paid,
    /// Ruled against the buyer, or never ruled.
    Refused,
    /// Ended without a claim.
    Lapsed
}

/// @notice The protection of one order.
/// @dev `deadline` is the last moment to claim while Live, as far as the order does not end it earlier, and the last moment at
/// which a ruling counts afterwards.
struct Cover {
    address buyer;
    uint96 amount;
    address seller;
    uint40 deadline;
    CoverStatus status;
    uint256 disputeId;
}

struct PoolConfig {
    IERC20 asset;
    IEscrow escrow;
    IArbitrator arbitrator;
    /// Which of the arbitrator's courts judges.
    uint32 courtId;
    /// Of the covered amount.
    uint16 premiumBps;
    /// For one order.
    uint96 maxCover;
    /// From a claim to the last moment at which a ruling counts.
    uint40 rulingWindow;
    /// Where the ERC-1497 meta-evidence is: an IPFS path.
    string policy;
}

/// @title Protection pool
/// @notice Protects buyers beyond the escrow: for what shows only after an order was confirmed, or after its inspection window
/// passed in silence. The money is its shareholders' (ICoverVault), and so are the premiums. No owner; nothing about it can
/// change.
///
/// Lifecycle of a cover: None -> Live -> { Lapsed | Claimed -> { Refused | Granted -> Paid } }. At or before a deadline the
/// action is open, after it the timeout, never both; every timeout, and every payment, can be triggered by anyone.
///
/// Who is protected: the buyer of an order in this token, from before it is shipped (later the buyer may know what was sent)
/// and for at most `MAX_TERM`. Whoever moves the order's own deadlines does not move the pool's. The claim window opens when the
/// order ends Completed and closes `CLAIM_WINDOW` later; any other end is another remedy, and ends the cover at once. So does a
/// dispute that the buyer opens or answers: nobody takes one complaint to two panels, not even who confirms before the first has ruled.
///
/// Claims: judged by the arbitrator that the pool was made with, choice 1 for the buyer. The claimant's arbitration fee is
/// spent whatever the ruling; what the arbitrator does not use comes back. Silence refuses: no capital is locked for ever.
interface IProtectionPool is ICoverVault {
    /// @notice An order is covered.
    /// @param orderId The order.
    /// @param buyer The buyer.
    /// @param seller The seller.
    /// @param amount What is covered, in units of the asset.
    /// @param premium What it costs, in units of the asset.
    /// @param deadline The last second for a claim, if the order does not end earlier.
    event CoverSold(
        bytes32 indexed orderId,
        address indexed buyer,
        address indexed seller,
        uint96 amount,
        uint256 premium,
        uint40 deadline
    );
    /// @notice A cover ended without a claim.
    /// @param orderId The order.
    event CoverLapsed(bytes32 indexed orderId);
    /// @notice A claim is before the arbitrator.
    /// @param orderId The order.
    /// @param disputeId The arbitrator's number of the dispute.
    /// @param fee The arbitration fee, in wei.
    /// @param deadline The last second at which a ruling counts.
    event ClaimFiled(bytes32 indexed orderId, uint256 indexed disputeId, uint256 fee, uint40 deadline);
    /// @notice The arbitrator has ruled.
    /// @param orderId The order.
    /// @param granted Whether for the buyer.
    event ClaimRuled(bytes32 indexed orderId, bool granted);
    /// @notice A granted claim was paid, or credited.
    /// @param orderId The order.
    /// @param buyer The buyer.
    /// @param amount Units of the asset.
    event ClaimPaid(bytes32 indexed orderId, address indexed buyer, uint96 amount);
    /// @notice The arbitrator never ruled: refused.
    /// @param orderId The order.
    event ClaimStalled(bytes32 indexed orderId);
    /// @notice What the arbitrator did not use of a claim's fee went back.
    /// @param orderId The order.
    /// @param buyer The buyer.
    /// @param amount Wei.
    event ClaimFeeReturned(bytes32 indexed orderId, address indexed buyer, uint256 amount);

    error PremiumOutOfBounds(uint16 bps, uint16 max);
    error RulingWindowOutOfBounds(uint40 window, uint40 max);
    error WrongToken(address token, address asset);
    error AlreadyCovered(bytes32 orderId);
    error CoverTooLong(uint256 deadline, uint256 latest);
    error NotEnoughCapital(uint256 amount, uint256 free);
    error WrongCoverStatus(bytes32 orderId, CoverStatus status);
    error NotClaimable(bytes32 orderId);
    error DisputeNumberTaken(uint256 disputeId);

    /// @notice The buyer of a funded order pays the premium, and is covered for the price or `maxCover`, whichever is less.
    /// @dev Reverts with NotBuyer, WrongToken, WrongStatus, AlreadyCovered, CoverTooLong, NotEnoughCapital, TokenCallFailed
    /// or WrongReceived.
    /// @param order The order, as it was made: its hash proves it.
    /// @return premium What it costs, in units of the asset.
    function protect(Order calldata order) external returns (uint256 premium);

    /// @notice Ends a cover that nothing can be claimed of any more, or ever. Anyone.
    /// @dev Reverts with WrongCoverStatus or DeadlineNotPassed.
    /// @param orderId The order.
    function lapse(bytes32 orderId) external;

    /// @notice The buyer asks for the covered amount, paying the arbitration cost.
    /// @dev Reverts with WrongCoverStatus, NotBuyer, NotClaimable, DeadlinePassed, WrongValue or DisputeNumberTaken.
    /// @param orderId The order.
    function claim(bytes32 orderId) external payable;

    /// @notice The claimant, the order's seller, or whoever holds shares, points to evidence on a claim that is being judged: an
    /// IPFS path of an ERC-1497 evidence file.
    /// @dev Reverts with WrongCoverStatus or NotParty.
    /// @param orderId The order.
    /// @param evidence IPFS path of an ERC-1497 evidence file.
    function submitEvidence(bytes32 orderId, string calldata evidence) external;

    /// @notice Pays a granted claim. Anyone.
    /// @dev Reverts with WrongCoverStatus or NotEnoughGas.
    /// @param orderId The order.
    function payOut(bytes32 orderId) external;

    /// @notice Anyone, once a claim's deadline has passed without a ruling: it is refused.
    /// @dev Reverts with WrongCoverStatus, DeadlineNotPassed or NotEnoughGas.
    /// @param orderId The order.
    function resolveStalled(bytes32 orderId) external;

    /// @notice Asks the arbitrator for what it has not used of the fee of a claim that is over, and hands it to the claimant.
    /// Anyone. `resolveStalled` has already tried.
    /// @dev Reverts with WrongCoverStatus, NotEnoughGas or NothingToReclaim.
    /// @param orderId The order.
    /// @return amount What came back, in wei.
    function reclaimFee(bytes32 orderId) external returns (uint256 amount);

    /// @notice An order's cover.
    /// @param orderId The order.
    function coverOf(bytes32 orderId) external view returns (Cover memory);
    /// @notice The last moment at which a live cover can be claimed, as things stand: zero when it can never be.
    /// @param orderId The order.
    function claimableUntil(bytes32 orderId) external view returns (uint40);
    /// @notice What an order would be covered for, and what that costs.
    /// @param order The order, bought or not.
    /// @return amount What would be covered, in units of the asset.
    /// @return premium What it costs, in units of the asset.
    function quote(Order calldata order) external view returns (uint96 amount, uint256 premium);
    /// @notice What filing a claim costs now, in native coin.
    /// @param orderId The order.
    function arbitrationCost(bytes32 orderId) external view returns (uint256);
}
