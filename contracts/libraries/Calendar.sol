// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Calendar
/// @notice How many stays cover each slot of a listing. Slots are counted from 1970; those of a word lie side by side, a bit each
/// where there is one stay at a time and a byte each where there may be more: a month of nights touches two words at most.
library Calendar {
    /// A byte holds no more.
    uint256 internal constant MOST_AT_A_TIME = 255;

    struct Book {
        mapping(uint256 word => uint256) words;
    }

    /// @dev Enters a stay. `taken` is zero, or one more than the first slot in which there are `stock` stays already; then nothing was
    /// entered that the caller keeps: it has to revert.
    function enter(Book storage book, uint256 first, uint256 count, uint256 stock) internal returns (uint256 taken) {
        (uint256 width, uint256 perWord) = _shape(stock);
        uint256 end = first + count;
        while (first < end) {
            uint256 word = first / perWord;
            uint256 until = _min(end, (word + 1) * perWord);
            uint256 bits = book.words[word];
            taken = _firstFull(bits, first, until, width, perWord, stock);
            if (taken != 0) return taken;
            book.words[word] = bits + _ones(first % perWord, until - first, width);
            first = until;
        }
    }

    /// @dev Takes out a stay that was entered.
    function vacate(Book storage book, uint256 first, uint256 count, uint256 stock) internal {
        (uint256 width, uint256 perWord) = _shape(stock);
        uint256 end = first + count;
        while (first < end) {
            uint256 word = first / perWord;
            uint256 until = _min(end, (word + 1) * perWord);
            unchecked {
                book.words[word] -= _ones(first % perWord, until - first, width);
            }
            first = until;
        }
    }

    function takenAt(Book storage book, uint256 slot, uint256 stock) internal view returns (uint256) {
        (uint256 width, uint256 perWord) = _shape(stock);
        return (book.words[slot / perWord] >> ((slot % perWord) * width)) & ((1 << width) - 1);
    }

    function _shape(uint256 stock) private pure returns (uint256 width, uint256 perWord) {
        return stock == 1 ? (1, 256) : (8, 32);
    }

    function _firstFull(
        uint256 bits,
        uint256 first,
        uint256 until,
        uint256 width,
        uint256 perWord,
        uint256 stock
    ) private pure returns (uint256) {
        // One stay at a time: a look at the whole stretch tells whether to look for the slot.
        if (stock == 1 && bits & _ones(first % perWord, until - first, 1) == 0) return 0;
        for (uint256 slot = first; slot < until; ++slot) {
            if ((bits >> ((slot % perWord) * width)) & ((1 << width) - 1) >= stock) return slot + 1;
        }
        return 0;
    }

    /// @dev A one in each of `count` places from `place` on.
    function _ones(uint256 place, uint256 count, uint256 width) private pure returns (uint256) {
        uint256 all = width == 1 ? type(uint256).max : type(uint256).max / 0xff;
        return (all >> (256 - count * width)) << (place * width);
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
