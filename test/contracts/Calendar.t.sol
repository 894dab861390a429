// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Calendar} from "../../contracts/libraries/Calendar.sol";

/// @notice The calendar against a plain list of who is there when.
contract CalendarTest {
    using Calendar for Calendar.Book;

    uint256 private constant FIRST = 20_000;
    uint256 private constant SPAN = 600;

    Calendar.Book private _book;
    uint256[SPAN] private _plain;

    function _enters(uint256 first, uint256 count, uint256 stock) private returns (uint256 full) {
        for (uint256 n = 0; n < count && full == 0; n++) if (_plain[first + n] >= stock) full = FIRST + first + n + 1;
        require(_tryEnter(first, count, stock) == full, "entered, or refused, for no reason");
        if (full != 0) return full;
        for (uint256 n = 0; n < count; n++) _plain[first + n]++;
    }

    /// @dev What is refused is reverted, as the caller has to.
    function enter(uint256 first, uint256 count, uint256 stock) external {
        require(msg.sender == address(this), "for the test alone");
        uint256 taken = _book.enter(FIRST + first, count, stock);
        assembly ("memory-safe") {
            if taken {
                mstore(0x00, taken)
                revert(0x00, 0x20)
            }
        }
    }

    function _tryEnter(uint256 first, uint256 count, uint256 stock) private returns (uint256) {
        (bool ok, bytes memory answer) = address(this).call(abi.encodeCall(this.enter, (first, count, stock)));
        return ok ? 0 : abi.decode(answer, (uint256));
    }

    /// @notice No slot holds more stays than there is room for, and none is lost: after any stays, entered and taken out.
    function testFuzz_theCalendarIsAListOfStays(uint256 seed) external {
        uint256 stock = seed % 3 == 0 ? 1 : 1 + (seed % 5);
        uint256[40] memory firsts;
        uint256[40] memory counts;
        for (uint256 i = 0; i < 40; i++) {
            uint256 word = uint256(keccak256(abi.encode(seed, i)));
            (firsts[i], counts[i]) = (word % 500, 1 + ((word >> 16) % 90));
            if (_enters(firsts[i], counts[i], stock) != 0) counts[i] = 0;
            uint256 out = (word >> 32) % 40;
            if (out > i || counts[out] == 0) continue;
            _book.vacate(FIRST + firsts[out], counts[out], stock);
            for (uint256 n = 0; n < counts[out]; n++) _plain[firsts[out] + n]--;
            counts[out] = 0;
        }
        for (uint256 n = 0; n < SPAN; n++) {
            require(_book.takenAt(FIRST + n, stock) == _plain[n], "a slot is wrong");
        }
    }

    /// @notice A month of nights touches at most two words, wherever it begins: at one stay at a time, and at 255.
    function test_aMonthOfNightsIsTwoWords() external {
        for (uint256 first = 0; first < 256; first++) {
            for (uint256 stock = 1; stock < 256; stock += 254) {
                uint256 perWord = stock == 1 ? 256 : 32;
                (uint256 low, uint256 high) = (first / perWord, (first + 30) / perWord);
                _book.enter(first, 31, stock);
                uint256 written = 0;
                for (uint256 word = low; word < low + 3; word++) if (_book.words[word] != 0) written++;
                require(high - low < 2 && written <= 2, "a month takes more than two words");
                _book.vacate(first, 31, stock);
                for (uint256 word = low; word < low + 3; word++) require(_book.words[word] == 0, "something is left");
            }
        }
    }

    /// @notice 255 stays at a time fill a slot and spill into no other.
    function test_afullByteDoesNotSpill() external {
        for (uint256 n = 0; n < 255; n++) require(_book.enter(37, 1, 255) == 0, "there was room");
        require(_book.enter(37, 1, 255) == 38, "there was none");
        require(
            _book.takenAt(36, 255) == 0 && _book.takenAt(37, 255) == 255 && _book.takenAt(38, 255) == 0,
            "it spilt"
        );
    }
}
