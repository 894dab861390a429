// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC5192} from "./IERC5192.sol";
import {IERC5643} from "./IERC5643.sol";

/// @title Membership
/// @notice A pass that an account holds until a date, paid for in whole periods of 30 days; what it is good for is up to whoever
/// asks `isMember`.
///
/// Pass: an ERC-721 token whose id is its account's address as a number. It cannot be transferred (ERC-5192), so that what
/// members are granted cannot be lent; there is one for each account, and it exists from the first payment on.
///
/// Time: paying adds periods to what is left. Nobody can take one away but the holder, who may give the pass back for nothing.
/// `expiresAt` is the last second of a membership. Nobody can pay further than `MAX_AHEAD` ahead.
///
/// Price: one token or native coin, fixed at construction. The owner announces another price `priceDelay` before it holds; then
/// it holds by itself, so that nobody can choose the moment. A payer always says the most that may be taken: with native coin by what
/// is sent, with a token by `renewAtMost`, or by an allowance of no more than the total, without which ERC-5643's `renewSubscription`
/// refuses.
///
/// Money: goes to the treasury at once. If the treasury does not take it, it waits here for `sweep`, and the payer is a member
/// all the same.
interface IMembership is IERC5643, IERC5192 {
    /// @notice Emitted with ERC-5643's `SubscriptionUpdate`. The payer may be anybody.
    /// @param account Whose membership, or credit.
    /// @param payer Who paid.
    /// @param duration Seconds that were paid for.
    /// @param paid What it cost, in the smallest unit.
    /// @param expiresAt The last second of the membership.
    event MembershipRenewed(
        address indexed account,
        address indexed payer,
        uint64 duration,
        uint256 paid,
        uint64 expiresAt
    );
    /// @notice Another price was announced; the first one, too.
    /// @param price What a period costs, in the smallest unit.
    /// @param effectiveAt From when on it holds, in seconds since 1970.
    event MembershipPriceProposed(uint96 price, uint40 effectiveAt);

    error NotAnAccount(uint256 tokenId);
    error NotHolder(address caller, uint256 tokenId);
    error PassNotTransferable(uint256 tokenId);
    error DurationNotWhole(uint64 duration, uint64 period);
    error ExpiryTooLate(uint256 expiresAt, uint256 latest);
    error PriceTooHigh(uint256 total, uint256 maxTotal);
    error StandingAllowance(uint256 allowance, uint256 total);

    /// @notice `renewSubscription`, if it costs no more than `maxTotal` by then, whatever the allowance.
    /// @dev Reverts with DurationNotWhole, PriceTooHigh, NotAnAccount, ExpiryTooLate, WrongValue, TokenCallFailed,
    /// WrongReceived or NotEnoughGas.
    /// @param tokenId The pass: its account's address as a number.
    /// @param duration Seconds, in whole periods.
    /// @param maxTotal The most that it may cost, in the smallest unit.
    function renewAtMost(uint256 tokenId, uint64 duration, uint256 maxTotal) external payable;

    /// @notice Sends what the treasury did not take to the treasury. Anyone.
    /// @dev Reverts with NothingToWithdraw or TransferFailed.
    /// @return amount How much, in the smallest unit.
    function sweep() external returns (uint256 amount);

    /// @notice Sends a part of what the treasury did not take to an address of the treasury's choice. The treasury.
    /// @dev Reverts with AmountOutOfBounds or TransferFailed.
    /// @param token The token, or zero for native coin.
    /// @param to Where it goes.
    /// @param amount How much, in the smallest unit.
    function withdraw(address token, address to, uint256 amount) external;

    /// @notice The owner announces another price for a period.
    /// @dev Reverts with OwnableUnauthorizedAccount.
    /// @param price What a period costs, in the smallest unit.
    function proposePrice(uint96 price) external;

    /// @notice Whether the account is a member now.
    /// @param account Who.
    function isMember(address account) external view returns (bool);
    /// @notice What a period costs now.
    function price() external view returns (uint96);
    /// @notice The price announced last, and since or from when it holds.
    /// @return price What a period costs, in the smallest unit.
    /// @return effectiveAt From when on it holds, in seconds since 1970.
    function proposedPrice() external view returns (uint96 price, uint40 effectiveAt);
    /// @notice What is paid in; zero for native coin.
    function token() external view returns (address);
    /// @notice Who gets the fees.
    function treasury() external view returns (address);
    /// @notice Seconds from an announcement to the moment at which it holds.
    function priceDelay() external view returns (uint40);
    /// @notice What waits for an account: the treasury alone has any.
    /// @param account Whose membership, or credit.
    /// @param token The token, or zero for native coin.
    function creditOf(address account, address token) external view returns (uint256);
}
