// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEntropy} from "./IEntropy.sol";

/// @notice A drand network of the scheme "bls-unchained-g1-rfc9380", such as quicknet.
struct DrandNetwork {
    /// Its public key: a point of G2 as EIP-2537 writes one (x.c0, x.c1, y.c0, y.c1; 64 bytes each).
    bytes publicKey;
    /// When its first round was published, and the seconds from one to the next.
    uint64 genesis;
    uint64 period;
}

/// @notice A round of the network with its signature: a point of G1 as EIP-2537 writes one (x, y; 64 bytes each).
struct DrandBeacon {
    uint64 round;
    bytes signature;
}

/// @title Drand entropy
/// @notice Randomness of a drand network, for chains whose blocks have none. The network's members publish a threshold
/// signature of every round's number; it is checked here through the precompiles of EIP-2537. `proof` is the signature as
/// EIP-2537 writes a point of G1; the seed is what drand itself calls the round's randomness: the SHA-256 of the signature,
/// compressed.
///
/// Which round: once a draw block is over, and with it every change of a stake, anybody fixes the round that it is drawn by,
/// once: the first that is published `delay` seconds later at the earliest. Whoever calls first chooses among rounds that
/// nobody knows, which is no choice. No block time is guessed, so none can be guessed wrong.
///
/// Trusted: that fewer than a threshold of the network's members collude, and that the chain's clock is less than `delay`
/// behind.
interface IDrandEntropy is IEntropy {
    /// @notice The round of a draw block was fixed.
    /// @param drawBlock The draw block.
    /// @param round Number of the round, from 1.
    event RoundScheduled(uint256 indexed drawBlock, uint64 round);

    error BadNetwork();
    error BadBeacon(uint64 round);
    error AlreadyScheduled(uint256 drawBlock, uint64 round);
    error NotScheduled(uint256 drawBlock);
    error DrawBlockNotOver(uint256 drawBlock, uint256 number);

    /// @notice Fixes the round of a draw block that is over. Open to anyone, once for each block.
    /// @dev Reverts with DrawBlockNotOver or AlreadyScheduled.
    /// @param drawBlock The draw block.
    /// @return round Number of the round, from 1.
    function schedule(uint256 drawBlock) external returns (uint64 round);

    /// @notice The round that a draw block is drawn by.
    /// @param drawBlock The draw block.
    /// @return round Zero while it is not scheduled.
    function roundOf(uint256 drawBlock) external view returns (uint64 round);

    /// @notice The second from which on the network publishes a round.
    /// @param round Number of the round, from 1.
    /// @return timestamp In seconds since 1970.
    function timeOf(uint64 round) external view returns (uint256 timestamp);

    /// @notice The network whose rounds decide.
    function network() external view returns (DrandNetwork memory);

    /// @notice Seconds from the scheduling of a round to its publication, at least.
    function delay() external view returns (uint64);
}
