// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FenwickTree} from "../../contracts/libraries/FenwickTree.sol";
import {Urn} from "../../contracts/libraries/Urn.sol";

/// @notice The urn against a plain row of the same weights from which the same leaves were struck out.
contract UrnTest {
    using FenwickTree for FenwickTree.Tree;
    using Urn for Urn.Draw;

    FenwickTree.Tree private _tree;
    uint96[] private _row;
    /// Draws of one transaction are told apart by their numbers.
    uint256 private _draws;

    function _grow(uint96[] memory weights) private returns (uint96[] memory row) {
        for (uint256 i = 0; i < weights.length && i < 40; ++i) {
            _row.push(weights[i]);
            _tree.append(weights[i]);
        }
        return _row;
    }

    function _sum(uint96[] memory row) private pure returns (uint256 sum) {
        for (uint256 i = 0; i < row.length; ++i) sum += row[i];
    }

    /// The leaf, from 1, that covers a point of a row.
    function _covering(uint96[] memory row, uint256 point) private pure returns (uint256 i) {
        for (; point >= row[i]; ++i) point -= row[i];
        return i + 1;
    }

    function testFuzz_findsTheLeafThatCoversAPointOfWhatIsLeft(
        uint96[] memory weights,
        uint256[] memory taken,
        uint256 seed
    ) public {
        uint96[] memory row = _grow(weights);
        Urn.Draw memory urn = Urn.open(_tree, _draws++);
        assert(urn.left == _sum(row));
        for (uint256 i = 0; i < taken.length && row.length > 0; ++i) {
            uint256 leaf = taken[i] % row.length;
            // The second time it changes nothing.
            urn.take(_tree, leaf + 1, _row[leaf]);
            row[leaf] = 0;
            assert(urn.left == _sum(row));
            if (urn.left == 0) break;
            uint256 point = uint256(keccak256(abi.encode(seed, i))) % urn.left;
            assert(urn.find(_tree, point) == _covering(row, point));
        }
        for (uint256 count = 0; count <= _row.length; ++count) {
            uint256 sum = 0;
            for (uint256 i = 0; i < count; ++i) sum += _row[i];
            assert(_tree.prefix(count) == sum);
        }
    }

    /// Every point of a small row, with every leaf taken out in turn; leaves of weight zero are never found.
    function test_findsEveryPoint() public {
        uint96[] memory weights = new uint96[](7);
        (weights[1], weights[2], weights[4], weights[6]) = (3, 1, 2, 5);
        uint96[] memory row = _grow(weights);
        Urn.Draw memory urn = Urn.open(_tree, _draws++);
        uint8[4] memory order = [2, 6, 1, 4];
        for (uint256 i = 0; i < order.length; ++i) {
            for (uint256 point = 0; point < urn.left; ++point) {
                assert(urn.find(_tree, point) == _covering(row, point));
            }
            urn.take(_tree, order[i] + 1, row[order[i]]);
            row[order[i]] = 0;
        }
        assert(urn.left == 0);
    }

    function test_twoDrawsOfOneTransactionDoNotMeet() public {
        uint96[] memory weights = new uint96[](3);
        (weights[0], weights[1], weights[2]) = (4, 4, 4);
        _grow(weights);
        Urn.Draw memory first = Urn.open(_tree, 0);
        first.take(_tree, 1, 4);
        Urn.Draw memory second = Urn.open(_tree, 1);
        assert(second.left == 12 && second.find(_tree, 0) == 1);
        assert(first.left == 8 && first.find(_tree, 0) == 2);
    }
}
