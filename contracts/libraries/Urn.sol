// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FenwickTree} from "./FenwickTree.sol";

/// @title Urn
/// @notice A tree of weights that is drawn from without putting back. The tree itself stays as it is: what has been taken out
/// of each of its nodes is kept in transient storage, so that every draw costs O(log n), however many came before it.
library Urn {
    using FenwickTree for FenwickTree.Tree;

    /// @dev Leaves count to less than this.
    uint256 private constant TAKEN = 1 << 31;

    struct Draw {
        /// Where its notes begin; no two draws of one transaction may share it.
        uint256 base;
        /// Weight that is still in the urn.
        uint256 left;
    }

    function open(FenwickTree.Tree storage tree, uint256 number) internal view returns (Draw memory) {
        return Draw({base: (number + 1) << 32, left: tree.total()});
    }

    /// @dev Takes a leaf out; taking the same one out again changes nothing.
    function take(Draw memory urn, FenwickTree.Tree storage tree, uint256 index, uint256 weight) internal {
        uint256 mark = urn.base | TAKEN | index;
        if (_noted(mark) > 0) return;

        _note(mark, 1);
        urn.left -= weight;
        uint256 length = tree.nodes.length;
        for (; index <= length; index += FenwickTree.lowbit(index)) {
            uint256 node = urn.base | index;
            _note(node, _noted(node) + weight);
        }
    }

    /// @dev The leaf that covers `point` of the weight that is left; `point` must be below it.
    function find(Draw memory urn, FenwickTree.Tree storage tree, uint256 point) internal view returns (uint256 index) {
        uint256 length = tree.nodes.length;
        for (uint256 step = FenwickTree.highest(length); step > 0; step >>= 1) {
            uint256 node = index + step;
            if (node > length) continue;
            uint256 weight = tree.nodes[node - 1] - _noted(urn.base | node);
            if (weight <= point) {
                index = node;
                point -= weight;
            }
        }
        ++index;
    }

    function _noted(uint256 slot) private view returns (uint256 value) {
        assembly ("memory-safe") {
            value := tload(slot)
        }
    }

    function _note(uint256 slot, uint256 value) private {
        assembly ("memory-safe") {
            tstore(slot, value)
        }
    }
}
