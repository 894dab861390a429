// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Gaps} from "../../contracts/libraries/Gaps.sol";

/// @notice A line of cells of different widths, some of which are taken out.
contract GapsTest {
    using Gaps for Gaps.Line;

    uint256 private constant CELLS = 12;

    function _cells(uint256 seed) private pure returns (uint256[] memory starts, uint256[] memory widths) {
        starts = new uint256[](CELLS);
        widths = new uint256[](CELLS);
        uint256 at = 0;
        for (uint256 i = 0; i < CELLS; ++i) {
            starts[i] = at;
            widths[i] = 1 + (uint256(keccak256(abi.encode(seed, i))) % 9);
            at += widths[i];
        }
    }

    /// Every point of the shortened line lands in a cell that is left, each in its own, in order.
    function testFuzz_placesEveryPointBesideWhatWasTakenOut(uint256 seed, uint8[] memory order) public pure {
        (uint256[] memory starts, uint256[] memory widths) = _cells(seed);
        uint256 total = starts[CELLS - 1] + widths[CELLS - 1];
        bool[] memory gone = new bool[](CELLS);
        Gaps.Line memory line = Gaps.create(CELLS);
        uint256 removed = 0;
        for (uint256 i = 0; i < order.length; ++i) {
            uint256 cell = order[i] % CELLS;
            // The second time it changes nothing.
            line.remove(starts[cell], widths[cell]);
            if (!gone[cell]) removed += widths[cell];
            gone[cell] = true;
            assert(line.removed == removed);
        }

        uint256 point = 0;
        for (uint256 place = 0; place < total; ++place) {
            uint256 cell = CELLS - 1;
            while (starts[cell] > place) --cell;
            if (gone[cell]) continue;
            assert(line.place(point) == place);
            ++point;
        }
        assert(point == total - removed);
    }
}
