// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Fenwick tree
/// @notice A growing row of weights with prefix sums and updates in O(log n).
/// @dev Leaves count from 1. Node i holds the sum of the leaves (i - lowbit(i), i].
library FenwickTree {
    struct Tree {
        uint256[] nodes;
    }

    function append(Tree storage tree, uint256 weight) internal returns (uint256 index) {
        index = tree.nodes.length + 1;
        tree.nodes.push(weight + prefix(tree, index - 1) - prefix(tree, index - lowbit(index)));
    }

    function update(Tree storage tree, uint256 index, uint256 from, uint256 to) internal {
        uint256 length = tree.nodes.length;
        // A decrease is the addition of its two's complement.
        unchecked {
            for (uint256 delta = to - from; index <= length; index += lowbit(index)) {
                tree.nodes[index - 1] += delta;
            }
        }
    }

    /// @dev Of the first `count` leaves.
    function prefix(Tree storage tree, uint256 count) internal view returns (uint256 sum) {
        for (; count > 0; count -= lowbit(count)) {
            sum += tree.nodes[count - 1];
        }
    }

    function total(Tree storage tree) internal view returns (uint256) {
        return prefix(tree, tree.nodes.length);
    }

    /// @dev How far from a node the next one lies that holds its leaves too.
    function lowbit(uint256 index) internal pure returns (uint256) {
        unchecked {
            return index & (0 - index);
        }
    }

    /// @dev The largest power of two that is not above `length`; zero for zero.
    function highest(uint256 length) internal pure returns (uint256) {
        return length == 0 ? 0 : 1 << Math.log2(length);
    }
}
