// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Attempt, Seat, SeatStatus} from "../interfaces/IArbitrationCourt.sol";
import {Release} from "../interfaces/IArbitratorPool.sol";

/// @title Panels
/// @notice Who sat where and voted what: the panels of every case, round and attempt.
library Panels {
    struct Book {
        mapping(uint256 key => Attempt) attempts;
        mapping(uint256 key => mapping(uint256 seat => Seat)) seats;
    }

    /// Seats of earlier rounds that are kept off, at most. Rounds that double reach 114.
    uint256 private constant MAX_EARLIER = 126;

    function keyOf(uint256 id, uint8 round, uint8 attempt) internal pure returns (uint256) {
        return (id << 16) | (uint256(round) << 8) | attempt;
    }

    function wasDrawn(Book storage book, uint256 id, uint8 round) internal view returns (bool) {
        return book.attempts[keyOf(id, round, 0)].seats > 0;
    }

    function fill(Book storage book, uint256 key, address[] memory panel, bool hidden) internal {
        Attempt storage attempt = book.attempts[key];
        attempt.seats = uint16(panel.length);
        attempt.hidden = hidden;
        for (uint256 i = 0; i < panel.length; ++i) {
            Seat storage seat = book.seats[key][i];
            seat.arbitrator = panel[i];
            seat.status = SeatStatus.Drawn;
        }
    }

    /// @dev People to keep off a panel of `wanted` seats: `interested`, whoever sat in this round's first panel, and, if a
    /// pool of `active` is large enough to do without them, whoever judged an earlier round. At most 3 + 63 + MAX_EARLIER.
    function excluded(
        Book storage book,
        uint256 id,
        uint8 round,
        uint256 wanted,
        uint256 active,
        address[3] memory interested
    ) internal view returns (address[] memory list) {
        // Before a round's first panel is filled its count is zero, and so is that of a second one that never was.
        uint256 own = book.attempts[keyOf(id, round, 0)].seats;
        uint256 earlier = 0;
        for (uint8 r = 0; r < round; ++r) {
            earlier += book.attempts[keyOf(id, r, 0)].seats + book.attempts[keyOf(id, r, 1)].seats;
        }
        uint8 from = active < wanted + own + earlier || earlier > MAX_EARLIER ? round : 0;

        list = new address[](interested.length + own + (from == 0 ? earlier : 0));
        uint256 length = 0;
        for (; length < interested.length; ++length) list[length] = interested[length];
        for (uint8 r = from; r <= round; ++r) {
            for (uint8 attempt = 0; attempt < 2; ++attempt) {
                uint256 key = keyOf(id, r, attempt);
                uint256 seats = book.attempts[key].seats;
                for (uint256 i = 0; i < seats; ++i) list[length++] = book.seats[key][i].arbitrator;
            }
        }
    }

    /// @dev The choice of more than half of all seats, the silent ones included.
    /// Boyer-Moore: at most one choice can have that many; find it, then count it.
    function majority(Book storage book, uint256 key) internal view returns (uint80 ruling, bool decided) {
        uint256 seats = book.attempts[key].seats;
        uint256 lead = 0;
        for (uint256 i = 0; i < seats; ++i) {
            Seat storage seat = book.seats[key][i];
            if (seat.status != SeatStatus.Revealed) continue;
            if (lead == 0) ruling = seat.choice;
            lead = seat.choice == ruling ? lead + 1 : lead - 1;
        }
        uint256 votes = 0;
        for (uint256 i = 0; i < seats; ++i) {
            Seat storage seat = book.seats[key][i];
            if (seat.status == SeatStatus.Revealed && seat.choice == ruling) ++votes;
        }
        decided = votes > seats / 2;
        if (!decided) ruling = 0;
    }

    /// @dev Who voted as the case ended, and what the others are to lose. Absent is whoever has no valid vote on record.
    /// `anyVote`: every vote is as good, since the case ended undecided, or the attempt did not count.
    function judge(
        Book storage book,
        uint256 key,
        uint256 ruling,
        bool anyVote,
        uint96 wrongSlash,
        uint96 absentSlash
    ) internal view returns (Release[] memory releases, bool[] memory coherent) {
        uint256 seats = book.attempts[key].seats;
        releases = new Release[](seats);
        coherent = new bool[](seats);
        for (uint256 i = 0; i < seats; ++i) {
            Seat storage seat = book.seats[key][i];
            releases[i].arbitrator = seat.arbitrator;
            if (seat.status != SeatStatus.Revealed) {
                releases[i].slash = absentSlash;
                releases[i].suspend = true;
            } else if (anyVote || seat.choice == ruling) {
                coherent[i] = true;
            } else {
                releases[i].slash = wrongSlash;
            }
        }
    }
}
