// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FenwickTree} from "../../contracts/libraries/FenwickTree.sol";

/// @notice The tree against a plain row of the same weights.
contract FenwickTreeTest {
    using FenwickTree for FenwickTree.Tree;

    FenwickTree.Tree private _tree;
    uint96[] private _row;

    function _grow(uint96[] memory weights) private {
        for (uint256 i = 0; i < weights.length && i < 40; ++i) {
            _row.push(weights[i]);
            assert(_tree.append(weights[i]) == i + 1);
        }
    }

    function _sum(uint256 count) private view returns (uint256 sum) {
        for (uint256 i = 0; i < count; ++i) sum += _row[i];
    }

    function testFuzz_everyPrefixIsTheSumOfItsLeaves(uint96[] memory weights) public {
        _grow(weights);
        for (uint256 count = 0; count <= _row.length; ++count) assert(_tree.prefix(count) == _sum(count));
        assert(_tree.total() == _sum(_row.length));
    }

    function testFuzz_updatesKeepEverySum(
        uint96[] memory weights,
        uint256[] memory places,
        uint96[] memory next
    ) public {
        _grow(weights);
        if (_row.length == 0) return;
        for (uint256 i = 0; i < places.length && i < next.length && i < 20; ++i) {
            uint256 place = places[i] % _row.length;
            _tree.update(place + 1, _row[place], next[i]);
            _row[place] = next[i];
        }
        for (uint256 count = 0; count <= _row.length; ++count) assert(_tree.prefix(count) == _sum(count));
    }

    function testFuzz_knowsTheHighestStep(uint24 length) public pure {
        uint256 step = FenwickTree.highest(length);
        assert(length == 0 ? step == 0 : step <= length && length < 2 * step && step & (step - 1) == 0);
    }
}
