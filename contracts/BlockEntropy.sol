// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitrationCourt} from "./interfaces/IArbitrationCourt.sol";
import {IEntropy} from "./interfaces/IEntropy.sol";
import {BlockHeader} from "./libraries/BlockHeader.sol";

/// @title Block entropy
/// @notice The chain's own randomness: the mixHash (prevrandao) of the block itself, read out of its header, which the block's
/// hash proves. `proof` is the header's RLP. Whoever proposes the block has about one bit of choice, by leaving it out.
///
/// Not for chains where prevrandao is a constant, such as Arbitrum's.
contract BlockEntropy is IEntropy {
    /// @inheritdoc IEntropy
    function seedOf(uint256 drawBlock, bytes calldata proof) external view returns (bytes32 seed) {
        bytes32 expected = BlockHeader.hashOf(drawBlock);
        if (expected == 0) return 0;
        bytes32 given = keccak256(proof);
        if (given != expected) revert IArbitrationCourt.BadHeader(drawBlock, expected, given);

        return BlockHeader.mixHashOf(proof);
    }
}
