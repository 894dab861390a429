// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice ERC-3009, the part that a payee needs: a transfer that its payer has signed, and that only the payee can carry out.
interface IERC3009 {
    /// @dev Of EIP-712. Every token that has been seen to speak ERC-3009 shows it.
    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() external view returns (bytes32);
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
