// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title ERC-5192 soulbound token
/// @notice How a token says that it cannot be transferred (https://eips.ethereum.org/EIPS/eip-5192).
interface IERC5192 {
    /// @notice A token can no longer be transferred.
    /// @param tokenId The pass: its account's address as a number.
    event Locked(uint256 tokenId);
    /// @notice A token can be transferred. Never here.
    /// @param tokenId The pass: its account's address as a number.
    event Unlocked(uint256 tokenId);

    /// @notice Whether a token cannot be transferred.
    /// @dev Reverts with ERC721NonexistentToken.
    /// @param tokenId The pass: its account's address as a number.
    function locked(uint256 tokenId) external view returns (bool);
}
