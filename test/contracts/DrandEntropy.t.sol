// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DrandBeacon, DrandEntropy, DrandNetwork} from "../../contracts/DrandEntropy.sol";
import {IDrandEntropy} from "../../contracts/interfaces/IDrandEntropy.sol";
import {Bls} from "../../contracts/libraries/Bls.sol";

interface Vm {
    function roll(uint256 number) external;
    function warp(uint256 timestamp) external;
    function expectRevert(bytes calldata revertData) external;
}

/// Signatures that drand's quicknet published, with the randomness that it made of each.
contract DrandEntropyTest {
    Vm private constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    uint64 private constant GENESIS = 1_692_803_367;
    uint64 private constant PERIOD = 3;
    uint64 private constant DELAY = 600;

    bytes private constant KEY =
        hex"000000000000000000000000000000000d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5"
        hex"a6e9c76a4bc09e76eae8991ef5ece45a0000000000000000000000000000000003cf0f2896adee7eb8b5f01fcad39122"
        hex"12c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d10645100000000000000000000000000000000"
        hex"0e5db2b6bfbb01c867749cadffca88b36c24f3012ba09fc4d3022c5c37dce0f977d3adb5d183c7477c442b1f04515273"
        hex"0000000000000000000000000000000001a714f2edb74119a2f2b0d5a7c75ba902d163700a61bc224ededd8e63aef7be"
        hex"1aaf8e93d7a9718b047ccddb3eb5d68b";
    bytes private constant SIGNATURE_1000 =
        hex"00000000000000000000000000000000144679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125"
        hex"e342b73a8dd2bacbe47e4b6b63ed5e390000000000000000000000000000000011f92e4521ef54f047b64b85fa98db2d"
        hex"46f0f44add1f60b93f8a0dbddd63b34f238657c2d93aed18b90bddd60a01b6d2";
    bytes32 private constant RANDOMNESS_1000 = 0xfe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd;
    bytes private constant SIGNATURE_1001 =
        hex"00000000000000000000000000000000133bf3667cbd5a82de3a24b4e0e9fe5513cc1a0e840368c6e31f5fcfa79bea03"
        hex"f73896b25883abf2853d10337fb8fa410000000000000000000000000000000015725954c8f0c9afc82902f9f39d202a"
        hex"4fbe48d7cd5ed3ab26c458f6773b385639e980a4fe3073672572fa77fbdbded0";
    bytes32 private constant RANDOMNESS_1001 = 0xb0a591ad1b9002cfc372ac6e30abd3da8d3088d4caae026961743474fb94235f;
    bytes private constant SIGNATURE_1002 =
        hex"000000000000000000000000000000000b066f9c12dd6de1336fca0f925192fb0c72a771c3e4c82ede1fd362c1a770f9"
        hex"eb05843c6308ce2530b53a99c0281a6e000000000000000000000000000000001311d877209ccf4e919ca24e5c287584"
        hex"4e1a77ab175b445f621b1f5b82ac19638e740205dfb8c075dd4ca8c55de03261";
    bytes32 private constant RANDOMNESS_1002 = 0x339d3f0e702ed27d36966c6ee85a2bc762a24e178e7e5c835d9b5a7509cb920c;
    bytes private constant SIGNATURE_657413 =
        hex"000000000000000000000000000000001713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be"
        hex"41076862b98fad56e91a6b85b89cd97b00000000000000000000000000000000116c5214fdfb7ba78de63a90904f73c9"
        hex"35e28a89e5c815c43a49dfc8058ed0d2b7de6f98eae4a917bb868989bd0302b7";
    bytes32 private constant RANDOMNESS_657413 = 0xfc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587;

    DrandEntropy private _entropy;

    function setUp() public {
        VM.warp(GENESIS + 1);
        _entropy = new DrandEntropy(_quicknet(), DELAY, DrandBeacon(1000, SIGNATURE_1000));
        VM.roll(100);
    }

    function _quicknet() private pure returns (DrandNetwork memory) {
        return DrandNetwork(KEY, GENESIS, PERIOD);
    }

    /// Fixes the round of block 50 at the moment that makes it this one.
    function _schedule(uint64 round) private {
        VM.warp(GENESIS + (round - 1) * PERIOD - DELAY);
        assert(_entropy.schedule(50) == round);
    }

    function _check(uint64 round, bytes memory signature, bytes32 randomness) private {
        _schedule(round);
        assert(_entropy.seedOf(50, signature) == randomness);
    }

    function test_round1000IsWhatDrandSays() public {
        _check(1000, SIGNATURE_1000, RANDOMNESS_1000);
    }

    function test_round1001IsWhatDrandSays() public {
        _check(1001, SIGNATURE_1001, RANDOMNESS_1001);
    }

    function test_round1002IsWhatDrandSays() public {
        _check(1002, SIGNATURE_1002, RANDOMNESS_1002);
    }

    function test_round657413IsWhatDrandSays() public {
        _check(657_413, SIGNATURE_657413, RANDOMNESS_657413);
    }

    function _expectRefused(uint64 round, bytes memory proof) private {
        VM.expectRevert(abi.encodeWithSelector(IDrandEntropy.BadBeacon.selector, round));
        _entropy.seedOf(50, proof);
    }

    function test_theSignatureOfAnotherRoundIsRefused() public {
        _schedule(1001);
        _expectRefused(1001, SIGNATURE_1000);
        _expectRefused(1001, SIGNATURE_1002);
    }

    /// -(x, y) is a point of the group too, and the other root of the same compressed x.
    function test_theNegatedSignatureIsRefused() public {
        _schedule(1000);
        _expectRefused(1000, _negated(SIGNATURE_1000));
    }

    function test_infinityIsRefused() public {
        _schedule(1000);
        _expectRefused(1000, new bytes(128));
    }

    /// A pair that cancels the message's: e(-H, key) e(0, -g) e(H, key) is one, whatever was signed.
    function test_aProofThatBringsPairsOfItsOwnIsRefused() public {
        _schedule(1000);
        bytes memory h = Bls.hashToG1(sha256(abi.encodePacked(uint64(1000))));
        bytes memory forged = bytes.concat(_negated(h), KEY, new bytes(128));
        _expectRefused(1000, forged);
    }

    function _negated(bytes memory point) private pure returns (bytes memory) {
        (bytes32 xHigh, bytes32 xLow, uint256 yHigh, uint256 yLow) = abi.decode(
            point,
            (bytes32, bytes32, uint256, uint256)
        );
        uint256 pHigh = 0x1a0111ea397fe69a4b1ba7b6434bacd7;
        uint256 pLow = 0x64774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab;
        unchecked {
            return abi.encode(xHigh, xLow, pHigh - yHigh - (pLow < yLow ? 1 : 0), pLow - yLow);
        }
    }

    function testFuzz_noBitOfASignatureCanBeAnother(uint256 bit) public {
        _schedule(1000);
        bytes memory forged = SIGNATURE_1000;
        bit = bit % (128 * 8);
        forged[bit / 8] = forged[bit / 8] ^ bytes1(uint8(1 << (bit % 8)));
        _expectRefused(1000, forged);
    }

    function test_whatHasNotAPointsLengthIsRefused() public {
        _schedule(1000);
        _expectRefused(1000, "");
        _expectRefused(1000, bytes.concat(SIGNATURE_1000, hex"00"));
    }

    function testFuzz_theRoundIsTheFirstThatIsPublishedAfterTheDelay(uint64 later) public {
        later = later % (100 * 365 days);
        VM.warp(GENESIS + 1 + later);
        uint64 round = _entropy.schedule(50);
        uint256 published = _entropy.timeOf(round);
        assert(published >= block.timestamp + DELAY);
        assert(published < block.timestamp + DELAY + PERIOD);
        assert(published == GENESIS + (round - 1) * uint256(PERIOD));
    }

    function test_aRoundIsFixedOnce() public {
        _schedule(1000);
        VM.warp(block.timestamp + 30);
        VM.expectRevert(abi.encodeWithSelector(IDrandEntropy.AlreadyScheduled.selector, 50, 1000));
        _entropy.schedule(50);
        assert(_entropy.roundOf(50) == 1000);
    }

    function test_noRoundIsFixedBeforeTheDrawBlockIsOver() public {
        VM.expectRevert(abi.encodeWithSelector(IDrandEntropy.DrawBlockNotOver.selector, 100, 100));
        _entropy.schedule(100);
        VM.roll(101);
        assert(_entropy.schedule(100) != 0);
    }

    function test_aBlockWithoutARoundHasNoSeed() public {
        VM.expectRevert(abi.encodeWithSelector(IDrandEntropy.NotScheduled.selector, 50));
        _entropy.seedOf(50, SIGNATURE_1000);
    }

    function test_itTellsItsNetwork() public view {
        DrandNetwork memory n = _entropy.network();
        assert(keccak256(n.publicKey) == keccak256(KEY));
        assert(n.genesis == GENESIS && n.period == PERIOD && _entropy.delay() == DELAY);
    }

    function _expectBadNetwork(DrandNetwork memory network, uint64 delay) private {
        VM.expectRevert(abi.encodeWithSelector(IDrandEntropy.BadNetwork.selector));
        new DrandEntropy(network, delay, DrandBeacon(1000, SIGNATURE_1000));
    }

    function test_aNetworkThatCannotBeIsRefused() public {
        _expectBadNetwork(DrandNetwork(hex"00", GENESIS, PERIOD), DELAY);
        _expectBadNetwork(DrandNetwork(bytes.concat(KEY, hex"00"), GENESIS, PERIOD), DELAY);
        _expectBadNetwork(DrandNetwork(new bytes(256), GENESIS, PERIOD), DELAY);
        _expectBadNetwork(DrandNetwork(KEY, GENESIS, 0), DELAY);
        _expectBadNetwork(DrandNetwork(KEY, 0, PERIOD), DELAY);
        _expectBadNetwork(DrandNetwork(KEY, uint64(block.timestamp) + 1, PERIOD), DELAY);
        _expectBadNetwork(DrandNetwork(KEY, GENESIS, PERIOD), 0);
    }

    function test_aKeyThatDoesNotSignTheSampleIsRefused() public {
        VM.expectRevert(abi.encodeWithSelector(IDrandEntropy.BadBeacon.selector, 1001));
        new DrandEntropy(_quicknet(), DELAY, DrandBeacon(1001, SIGNATURE_1000));
    }
}
