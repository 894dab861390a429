// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PanelPayout} from "../../contracts/libraries/PanelPayout.sol";

/// @notice b10.18: what is paid is what came in, to the wei.
contract PanelPayoutTest {
    function _panel(
        uint96 fee,
        uint8 seats,
        uint8 seated,
        uint8 coherent,
        uint96 slashed,
        uint96 keeper,
        bool overturned
    ) private pure returns (PanelPayout.Panel memory p) {
        p.seats = seats % 64;
        p.seated = seated % (p.seats + 1);
        p.coherent = coherent % (p.seated + 1);
        (p.fee, p.slashed, p.keeper, p.overturned) = (fee, slashed, keeper, overturned);
    }

    function testFuzz_anAttemptThatCountsPaysFeesAndSlashes(
        uint96 fee,
        uint8 seats,
        uint8 seated,
        uint8 coherent,
        uint96 slashed,
        uint96 keeper,
        bool overturned
    ) public pure {
        PanelPayout.Panel memory p = _panel(fee, seats, seated, coherent, slashed, keeper, overturned);
        PanelPayout.Split memory split = PanelPayout.counted(p);
        uint256 paid = split.perSeat * p.coherent + split.keeper + split.treasury + split.payer + split.appellants;
        assert(paid == p.fee * p.seats + p.keeper + p.slashed);
        assert(split.keeper == p.keeper);
        // Whoever was right earns at least the fee, and the treasury no more than dust unless nobody was.
        if (p.coherent > 0) assert(split.perSeat >= p.fee && split.treasury < p.coherent);
        // The fees of the wrong go to whoever showed that they were.
        if (overturned) assert(split.appellants == p.fee * (p.seated - p.coherent));
        else assert(split.appellants == 0);
    }

    function testFuzz_anAttemptThatDoesNotPaysSlashesOnly(
        uint96 fee,
        uint8 seats,
        uint8 seated,
        uint8 coherent,
        uint96 slashed,
        uint96 keeper
    ) public pure {
        PanelPayout.Panel memory p = _panel(fee, seats, seated, coherent, slashed, keeper, false);
        PanelPayout.Split memory split = PanelPayout.failed(p);
        assert(split.perSeat * p.coherent + split.keeper + split.treasury == p.slashed);
        assert(split.perSeat <= p.fee && split.keeper <= p.keeper);
        assert(split.payer == 0 && split.appellants == 0);
        // Voters first, then the keeper.
        if (p.coherent > 0 && split.perSeat < p.fee) assert(p.slashed < (split.perSeat + 1) * p.coherent);
        if (split.keeper < p.keeper) assert(split.treasury == 0);
    }
}
