// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Decay} from "../../contracts/libraries/Decay.sol";

contract DecayTest {
    uint256 private constant LARGE = 1e18;

    function test_aStepIsASixtyFourthOfAHalfLife() public pure {
        assert(Decay.STEP * 64 == 180 days && Decay.STEP == 243_000);
    }

    function test_sixtyFourStepsHalve() public pure {
        for (uint256 k = 0; k < 96; ++k) assert(Decay.decay(type(uint96).max, 64 * k) == type(uint96).max >> k);
    }

    function testFuzz_afterNinetySixHalvingsNothingIsLeft(uint96 sum, uint256 steps) public pure {
        if (steps < 96 * 64) steps += 96 * 64;
        assert(Decay.decay(sum, steps) == 0);
    }

    /// c6.9: but for what the six factors round off, a wei each.
    function testFuzz_decayIsMonotone(uint96 sum, uint16 steps, uint96 more) public pure {
        uint256 left = Decay.decay(sum, steps);
        assert(left <= sum);
        assert(Decay.decay(sum, uint256(steps) + 1) <= left + 6);
        assert(Decay.decay(uint256(sum) + more, steps) >= left);
    }

    /// c6.9: one decay or two in a row come to the same within a ten-thousandth.
    function testFuzz_decayInTwoPartsIsTheSame(uint8 first, uint8 second) public pure {
        uint256 whole = Decay.decay(LARGE, uint256(first) + second);
        uint256 parts = Decay.decay(Decay.decay(LARGE, first), second);
        uint256 difference = whole > parts ? whole - parts : parts - whole;
        assert(difference * 10_000 <= whole);
    }

    /// 2^(-1/64) to the tenth digit is 0.9892280132.
    function testFuzz_aStepIsTheSixtyFourthRoot(uint8 steps) public pure {
        uint256 exact = LARGE;
        for (uint256 i = 0; i < steps; ++i) exact = (exact * 9_892_280_132) / 1e10;
        uint256 left = Decay.decay(LARGE, steps);
        uint256 difference = exact > left ? exact - left : left - exact;
        assert(difference * 20_000 <= exact);
    }
}
