// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title ERC-3009 transfer with authorization
/// @notice ERC-3009, the part that a payee needs: a transfer that its payer has signed, and that only the payee can carry out.
interface IERC3009 {
    /// @dev Of EIP-712. Every token that has been seen to speak ERC-3009 shows it.
    // solhint-disable-next-line func-name-mixedcase
    /// @notice The token's EIP-712 domain.
    function DOMAIN_SEPARATOR() external view returns (bytes32);
    /// @notice Moves what its owner has signed for, to the caller alone.
    /// @param from Who has signed.
    /// @param to The caller.
    /// @param value How much, in the smallest unit.
    /// @param validAfter Not before this second has passed.
    /// @param validBefore Not from this second on.
    /// @param nonce Used once.
    /// @param v Of the signature.
    /// @param r Of the signature.
    /// @param s Of the signature.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;
}
