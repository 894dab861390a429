// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title ERC-5643 subscription
/// @notice A token that is worth something until a date (https://eips.ethereum.org/EIPS/eip-5643).
interface IERC5643 {
    /// @notice A subscription ends at another time.
    /// @param tokenId The pass: its account's address as a number.
    /// @param expiration Its last second; zero when it was given up.
    event SubscriptionUpdate(uint256 indexed tokenId, uint64 expiration);

    /// @notice Pays for more time.
    /// @dev Reverts with DurationNotWhole, StandingAllowance, NotAnAccount, ExpiryTooLate, WrongValue, TokenCallFailed,
    /// WrongReceived or NotEnoughGas.
    /// @param tokenId The pass: its account's address as a number.
    /// @param duration Seconds, in whole periods.
    function renewSubscription(uint256 tokenId, uint64 duration) external payable;
    /// @notice Gives the subscription up, for nothing.
    /// @dev Reverts with WrongValue, ERC721NonexistentToken or NotHolder.
    /// @param tokenId The pass: its account's address as a number.
    function cancelSubscription(uint256 tokenId) external payable;
    /// @notice The last second of a subscription; zero when there is none.
    /// @param tokenId The pass: its account's address as a number.
    function expiresAt(uint256 tokenId) external view returns (uint64);
    /// @notice Whether more time can be paid for now.
    /// @param tokenId The pass: its account's address as a number.
    function isRenewable(uint256 tokenId) external view returns (bool);
}
