// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Entropy
/// @notice Where the draws of an arbitrator pool get their randomness.
///
/// Duties: a block has one seed, whoever asks, whenever and with whatever proof; nobody knows it while stakes can still change;
/// nobody can choose it. There is no owner who could change one. The pool asks once for each block and keeps the answer.
interface IEntropy {
    /// @notice The seed that belongs to a past block. Reverts while a better proof, or a little patience, would bring it.
    /// @param drawBlock The block that decides.
    /// @param proof What the source asks for.
    /// @return seed Zero when there is none, and never will be: the draw is then put off to a later block.
    function seedOf(uint256 drawBlock, bytes calldata proof) external returns (bytes32 seed);
}
