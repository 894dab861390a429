// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Gaps
/// @notice A line of weights from which stretches are taken out, kept in memory and in order. Makes sampling without
/// replacement exact while the tree of weights stays untouched.
library Gaps {
    struct Line {
        uint256 length;
        uint256 removed;
        uint256[] starts;
        uint256[] widths;
    }

    function create(uint256 capacity) internal pure returns (Line memory) {
        return Line({length: 0, removed: 0, starts: new uint256[](capacity), widths: new uint256[](capacity)});
    }

    /// @dev Takes a stretch out; taking the same one out again changes nothing.
    function remove(Line memory line, uint256 start, uint256 width) internal pure {
        uint256 slot = line.length;
        while (slot > 0 && line.starts[slot - 1] > start) --slot;
        if (slot > 0 && line.starts[slot - 1] == start) return;

        for (uint256 i = line.length; i > slot; --i) {
            line.starts[i] = line.starts[i - 1];
            line.widths[i] = line.widths[i - 1];
        }
        line.starts[slot] = start;
        line.widths[slot] = width;
        line.removed += width;
        ++line.length;
    }

    /// @dev Where a point of the shortened line lies on the whole one.
    function place(Line memory line, uint256 point) internal pure returns (uint256) {
        for (uint256 i = 0; i < line.length && point >= line.starts[i]; ++i) {
            point += line.widths[i];
        }
        return point;
    }
}
