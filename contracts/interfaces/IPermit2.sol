// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Permit2
/// @notice Uniswap's Permit2, the part that a payee needs: a transfer that its payer has signed together with a witness of what
/// it is for.
interface IPermit2 {
    struct TokenPermissions {
        address token;
        uint256 amount;
    }

    struct PermitTransferFrom {
        TokenPermissions permitted;
        uint256 nonce;
        uint256 deadline;
    }

    struct SignatureTransferDetails {
        address to;
        uint256 requestedAmount;
    }

    /// @notice Moves what its owner has signed for, together with what else was signed.
    /// @param permit What was signed.
    /// @param transferDetails Where it goes, and how much of it.
    /// @param owner Who has signed.
    /// @param witness Hash of what else was signed.
    /// @param witnessTypeString Its type.
    /// @param signature By the owner.
    function permitWitnessTransferFrom(
        PermitTransferFrom memory permit,
        SignatureTransferDetails calldata transferDetails,
        address owner,
        bytes32 witness,
        string calldata witnessTypeString,
        bytes calldata signature
    ) external;
}
