// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title BLS signatures over BLS12-381
/// @notice Signatures in G1, public keys in G2, messages hashed by RFC 9380 (BLS12381G1_XMD:SHA-256_SSWU_RO_), points as
/// EIP-2537 writes them, which has one way only to write each.
library Bls {
    uint256 internal constant G1_LENGTH = 128;
    uint256 internal constant G2_LENGTH = 256;

    address private constant MODEXP = address(0x05);
    address private constant G1_ADD = address(0x0b);
    address private constant PAIRING = address(0x0f);
    address private constant MAP_TO_G1 = address(0x10);

    bytes private constant DOMAIN = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";
    uint256 private constant P_HIGH = 0x1a0111ea397fe69a4b1ba7b6434bacd7;
    uint256 private constant P_LOW = 0x64774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab;
    /// (p - 1) / 2
    uint256 private constant HALF_HIGH = 0x0d0088f51cbff34d258dd3db21a5d66b;
    uint256 private constant HALF_LOW = 0xb23ba5c279c2895fb39869507b587b120f55ffff58a9ffffdcff7fffffffd555;

    /// The generator of G2, its y negated.
    bytes private constant NEGATED_GENERATOR =
        hex"00000000000000000000000000000000024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d177"
        hex"0bac0326a805bbefd48056c8c121bdb80000000000000000000000000000000013e02b6052719f607dacd3a088274f65"
        hex"596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e00000000000000000000000000000000"
        hex"0d1b3cc2c7027888be51d9ef691d77bcb679afda66c73f17f9ee3837a55024f78c71363275a75d75d86bab79f74782aa"
        hex"0000000000000000000000000000000013fa4d4a0ad8b1ce186ed5061789213d993923066dddaf1040bc3ff59f825c78"
        hex"df74f2d75467e25e0f55f8a00fa030ed";

    /// The chain has no such precompile.
    error NoPrecompile(address precompile);

    /// @dev Whether e(signature, generator) is e(hash of the message, key). False too for points that are none, or not of
    /// their group.
    function isSigned(bytes32 message, bytes memory key, bytes memory signature) internal view returns (bool) {
        // Longer ones would bring pairs of their own, which could cancel ours.
        if (key.length != G2_LENGTH || signature.length != G1_LENGTH) return false;
        bytes memory pairs = bytes.concat(signature, NEGATED_GENERATOR, hashToG1(message), key);
        (bool ok, bytes memory answer) = PAIRING.staticcall(pairs);
        return ok && answer.length == 32 && abi.decode(answer, (uint256)) == 1;
    }

    /// @dev hash_to_curve of RFC 9380. The precompile clears the cofactor of each part, which is as good as of their sum.
    function hashToG1(bytes32 message) internal view returns (bytes memory) {
        bytes memory domain = bytes.concat(DOMAIN, bytes1(uint8(DOMAIN.length)));
        // expand_message_xmd to 128 bytes, after a block of zeros.
        bytes32 seed = sha256(bytes.concat(new bytes(64), message, hex"008000", domain));
        bytes32 first = sha256(bytes.concat(seed, hex"01", domain));
        bytes32 second = sha256(bytes.concat(seed ^ first, hex"02", domain));
        bytes32 third = sha256(bytes.concat(seed ^ second, hex"03", domain));
        bytes32 fourth = sha256(bytes.concat(seed ^ third, hex"04", domain));

        return _ask(G1_ADD, bytes.concat(_map(first, second), _map(third, fourth)), G1_LENGTH);
    }

    /// @dev The usual 48 bytes of a point that is known to be one, and not infinity.
    function compress(bytes memory point) internal pure returns (bytes memory) {
        (uint256 xHigh, uint256 xLow, uint256 yHigh, uint256 yLow) = abi.decode(
            point,
            (uint256, uint256, uint256, uint256)
        );
        bool isLarger = yHigh > HALF_HIGH || (yHigh == HALF_HIGH && yLow > HALF_LOW);
        uint256 flags = isLarger ? 0xa0 : 0x80;
        return abi.encodePacked(uint128(xHigh | (flags << 120)), xLow);
    }

    /// A number of 512 bits, modulo p, mapped to the curve.
    function _map(bytes32 high, bytes32 low) private view returns (bytes memory) {
        bytes memory power = abi.encodePacked(uint256(64), uint256(1), uint256(64), high, low, uint8(1), P_HIGH, P_LOW);
        return _ask(MAP_TO_G1, _ask(MODEXP, power, 64), G1_LENGTH);
    }

    function _ask(address precompile, bytes memory question, uint256 size) private view returns (bytes memory answer) {
        bool ok;
        (ok, answer) = precompile.staticcall(question);
        if (!ok || answer.length != size) revert NoPrecompile(precompile);
    }
}
