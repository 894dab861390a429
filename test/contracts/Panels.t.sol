// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SeatStatus} from "../../contracts/interfaces/IArbitrationCourt.sol";
import {Release} from "../../contracts/interfaces/IArbitratorPool.sol";
import {Panels} from "../../contracts/libraries/Panels.sol";

contract PanelsTest {
    using Panels for Panels.Book;

    uint256 private constant KEY = 1 << 16;
    Panels.Book private _book;

    /// Each byte is a seat: its lower bits the choice, its upper ones whether and how it came to be.
    function _seat(bytes memory votes) private returns (uint256 seats) {
        seats = votes.length < 15 ? votes.length : 15;
        address[] memory panel = new address[](seats);
        for (uint256 i = 0; i < seats; ++i) panel[i] = address(uint160(i + 1));
        _book.fill(KEY, panel, true);
        for (uint256 i = 0; i < seats; ++i) {
            uint8 vote = uint8(votes[i]);
            _book.seats[KEY][i].choice = vote & 3;
            _book.seats[KEY][i].status = vote & 0x30 == 0 ? _silence(vote) : SeatStatus.Revealed;
        }
    }

    function _silence(uint8 vote) private pure returns (SeatStatus) {
        if (vote & 0xc0 == 0) return SeatStatus.Drawn;
        return vote & 0x80 == 0 ? SeatStatus.Committed : SeatStatus.Leaked;
    }

    function testFuzz_theMajorityIsOfAllSeats(bytes memory votes) public {
        uint256 seats = _seat(votes);
        uint256[4] memory counts;
        for (uint256 i = 0; i < seats; ++i) {
            if (_book.seats[KEY][i].status == SeatStatus.Revealed) ++counts[_book.seats[KEY][i].choice];
        }
        (uint80 ruling, bool decided) = _book.majority(KEY);
        for (uint256 choice = 0; choice < 4; ++choice) {
            if (2 * counts[choice] > seats) assert(decided && ruling == choice);
        }
        if (decided) assert(2 * counts[ruling] > seats);
        else assert(ruling == 0);
    }

    /// b10.20 and b10.21
    function testFuzz_theCoherentLoseNothingAndTheAbsentMost(bytes memory votes, uint8 ruling, bool anyVote) public {
        uint256 seats = _seat(votes);
        (Release[] memory releases, bool[] memory coherent) = _book.judge(KEY, ruling & 3, anyVote, 7, 11);
        assert(releases.length == seats && coherent.length == seats);
        for (uint256 i = 0; i < seats; ++i) {
            bool voted = _book.seats[KEY][i].status == SeatStatus.Revealed;
            bool right = voted && (anyVote || _book.seats[KEY][i].choice == ruling & 3);
            assert(releases[i].arbitrator == address(uint160(i + 1)));
            assert(coherent[i] == right);
            assert(
                releases[i].slash ==
                    (
                        right
                            ? 0
                            : voted
                                ? 7
                                : 11
                    )
            );
            assert(releases[i].suspend == !voted);
        }
    }

    function testFuzz_everyPanelHasItsOwnKey(
        uint128 id,
        uint8 round,
        bool second,
        uint128 otherId,
        uint8 other
    ) public pure {
        uint8 attempt = second ? 1 : 0;
        if (id != otherId || round != other) {
            assert(Panels.keyOf(id, round, attempt) != Panels.keyOf(otherId, other, attempt));
        }
        assert(Panels.keyOf(id, round, 0) != Panels.keyOf(id, round, 1));
    }
}
