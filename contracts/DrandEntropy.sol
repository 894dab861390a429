// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {DrandBeacon, DrandNetwork, IDrandEntropy} from "./interfaces/IDrandEntropy.sol";
import {Bls} from "./libraries/Bls.sol";

/// @title Drand entropy
/// @notice See IDrandEntropy.
contract DrandEntropy is IDrandEntropy {
    /// @inheritdoc IDrandEntropy
    uint64 public immutable delay;
    uint64 private immutable _genesis;
    uint64 private immutable _period;
    /// In the code they cost nothing to read.
    bytes32 private immutable _key0;
    bytes32 private immutable _key1;
    bytes32 private immutable _key2;
    bytes32 private immutable _key3;
    bytes32 private immutable _key4;
    bytes32 private immutable _key5;
    bytes32 private immutable _key6;
    bytes32 private immutable _key7;

    /// @inheritdoc IDrandEntropy
    mapping(uint256 drawBlock => uint64) public roundOf;

    /// @notice Names the network.
    /// @param network_ The network.
    /// @param delay_ Seconds from the scheduling of a round to its publication, at least.
    /// @param sample Any round of the network: it shows that the key is right and that the chain can check it, before a court
    /// depends on it for good.
    constructor(DrandNetwork memory network_, uint64 delay_, DrandBeacon memory sample) {
        if (network_.publicKey.length != Bls.G2_LENGTH || network_.period == 0) revert BadNetwork();
        if (network_.genesis == 0 || network_.genesis > block.timestamp || delay_ == 0) revert BadNetwork();
        bytes32[8] memory key = abi.decode(network_.publicKey, (bytes32[8]));
        // Infinity would sign everything.
        if (keccak256(network_.publicKey) == keccak256(new bytes(Bls.G2_LENGTH))) revert BadNetwork();

        delay = delay_;
        _genesis = network_.genesis;
        _period = network_.period;
        (_key0, _key1, _key2, _key3) = (key[0], key[1], key[2], key[3]);
        (_key4, _key5, _key6, _key7) = (key[4], key[5], key[6], key[7]);
        if (!Bls.isSigned(_messageOf(sample.round), network_.publicKey, sample.signature)) {
            revert BadBeacon(sample.round);
        }
    }

    /// @inheritdoc IDrandEntropy
    function schedule(uint256 drawBlock) external returns (uint64 round) {
        if (block.number <= drawBlock) revert DrawBlockNotOver(drawBlock, block.number);
        if (roundOf[drawBlock] != 0) revert AlreadyScheduled(drawBlock, roundOf[drawBlock]);

        uint256 wait = block.timestamp + delay - _genesis;
        round = SafeCast.toUint64((wait + _period - 1) / _period + 1);
        roundOf[drawBlock] = round;
        emit RoundScheduled(drawBlock, round);
    }

    /// @notice See IEntropy.seedOf.
    /// @param drawBlock The draw block.
    /// @param proof The signature of its round, as EIP-2537 writes a point of G1.
    /// @return seed What drand calls the round's randomness.
    function seedOf(uint256 drawBlock, bytes calldata proof) external view returns (bytes32 seed) {
        uint64 round = roundOf[drawBlock];
        if (round == 0) revert NotScheduled(drawBlock);
        if (!Bls.isSigned(_messageOf(round), _publicKey(), proof)) revert BadBeacon(round);

        return sha256(Bls.compress(proof));
    }

    /// @inheritdoc IDrandEntropy
    function timeOf(uint64 round) external view returns (uint256 timestamp) {
        return _genesis + (uint256(round) - 1) * _period;
    }

    /// @inheritdoc IDrandEntropy
    function network() external view returns (DrandNetwork memory) {
        return DrandNetwork(_publicKey(), _genesis, _period);
    }

    function _messageOf(uint64 round) private pure returns (bytes32) {
        return sha256(abi.encodePacked(round));
    }

    function _publicKey() private view returns (bytes memory) {
        return abi.encodePacked(_key0, _key1, _key2, _key3, _key4, _key5, _key6, _key7);
    }
}
