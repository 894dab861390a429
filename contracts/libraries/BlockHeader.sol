// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Block headers
/// @notice Reads the mixHash (prevrandao) of an earlier block out of its header, which the block's hash proves.
library BlockHeader {
    /// EIP-2935: the hashes of the last 8,191 blocks, where the chain keeps them.
    address private constant HISTORY = 0x0000F90827F1C53a10cb7A02335B175320002935;
    uint256 private constant HISTORY_LENGTH = 8191;
    uint256 private constant BLOCKHASH_LENGTH = 256;
    /// Fields before the mixHash.
    uint256 private constant MIX_HASH = 13;

    /// @dev `hash`: Zero when the chain does not know it, or no longer.
    function hashOf(uint256 number) internal view returns (bytes32 hash) {
        if (number >= block.number) return 0;
        uint256 distance = block.number - number;
        if (distance <= BLOCKHASH_LENGTH) return blockhash(number);
        if (distance > HISTORY_LENGTH) return 0;

        // A chain without EIP-2935 may have nothing there, or a stub that reverts with data: neither is a hash.
        (bool ok, bytes memory answer) = HISTORY.staticcall(abi.encode(number));
        if (ok && answer.length == 32) hash = abi.decode(answer, (bytes32));
    }

    /// @dev `header`: RLP of a header whose hash the caller has checked, so that its shape is known to be right.
    function mixHashOf(bytes calldata header) internal pure returns (bytes32) {
        // The list's own prefix: one byte, and the bytes of its length when it is a long one.
        uint256 prefix = uint8(header[0]);
        uint256 offset = prefix > 0xf7 ? prefix - 0xf6 : 1;
        for (uint256 field = 0; field < MIX_HASH; ++field) {
            offset += _sizeOf(header, offset);
        }
        return bytes32(header[offset + 1:offset + 33]);
    }

    /// Bytes that the string at `offset` takes, prefix included. A header holds no lists.
    function _sizeOf(bytes calldata header, uint256 offset) private pure returns (uint256) {
        uint256 prefix = uint8(header[offset]);
        if (prefix < 0x80) return 1;
        if (prefix < 0xb8) return prefix - 0x7f;
        uint256 lengthBytes = prefix - 0xb7;
        return 1 + lengthBytes + (uint256(bytes32(header[offset + 1:])) >> (8 * (32 - lengthBytes)));
    }
}
