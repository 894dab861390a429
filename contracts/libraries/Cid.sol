// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title IPFS paths
/// @notice The names of files on IPFS. `protocol/cid.ts` computes the same.
library Cid {
    bytes32 private constant ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    /// @dev CIDv1, raw block, sha2-256 of 32 bytes.
    bytes4 private constant PREFIX = 0x01551220;
    /// @dev "b" for base32 in lower case, and five bits a character: 288 bits need 58.
    uint256 private constant LENGTH = 59;

    function ofDigest(bytes32 digest) internal pure returns (string memory) {
        bytes memory binary = abi.encodePacked(PREFIX, digest);
        bytes memory text = new bytes(LENGTH);
        text[0] = "b";
        uint256 written = 1;
        uint256 bits = 0;
        uint256 pending = 0;
        for (uint256 i = 0; i < binary.length; ++i) {
            pending = (pending << 8) | uint8(binary[i]);
            bits += 8;
            while (bits > 4) {
                bits -= 5;
                text[written++] = ALPHABET[(pending >> bits) & 31];
            }
        }
        // Three bits are left; base32 fills up with zeros.
        text[written] = ALPHABET[(pending << (5 - bits)) & 31];
        return string(text);
    }
}
