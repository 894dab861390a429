// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Blockhash} from "@openzeppelin/contracts/utils/Blockhash.sol";
import {BlockHeader as Theirs} from "@openzeppelin/contracts/utils/BlockHeader.sol";
import {BlockHeader} from "../../contracts/libraries/BlockHeader.sol";

interface Vm {
    function roll(uint256 number) external;
    function setBlockhash(uint256 number, bytes32 hash) external;
    function etch(address target, bytes calldata code) external;
}

contract Historian {
    /// A chain's own history: the hash of a block is the hash of its number.
    fallback() external {
        bytes32 hash = keccak256(msg.data);
        assembly {
            mstore(0, hash)
            return(0, 32)
        }
    }
}

contract Stub {
    /// What Hardhat has there.
    fallback() external {
        revert("EIP2935 is not supported");
    }
}

contract Mumbler {
    fallback() external {
        assembly {
            return(0, 31)
        }
    }
}

contract BlockHeaderTest {
    Vm private constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    address private constant HISTORY = 0x0000F90827F1C53a10cb7A02335B175320002935;
    uint256 private constant NOW = 20_000;

    function setUp() public {
        VM.roll(NOW);
        VM.etch(HISTORY, address(new Historian()).code);
    }

    function _past(uint256 number) private pure returns (bytes32) {
        return keccak256(abi.encode(number));
    }

    function test_theLastTwoHundredAndFiftySixAreTheChains() public {
        VM.setBlockhash(NOW - 256, bytes32(uint256(7)));
        assert(BlockHeader.hashOf(NOW - 256) == bytes32(uint256(7)));
    }

    function test_theOnesBeforeAreInTheHistory() public view {
        assert(BlockHeader.hashOf(NOW - 257) == _past(NOW - 257));
        assert(BlockHeader.hashOf(NOW - 8191) == _past(NOW - 8191));
    }

    function test_whatIsOlderOrNotYetThereIsUnknown() public view {
        assert(BlockHeader.hashOf(NOW - 8192) == 0);
        assert(BlockHeader.hashOf(NOW) == 0);
        assert(BlockHeader.hashOf(NOW + 1) == 0);
    }

    function test_nothingThatIsNotAHashIsTakenForOne() public {
        VM.etch(HISTORY, address(new Stub()).code);
        assert(BlockHeader.hashOf(NOW - 300) == 0);
        VM.etch(HISTORY, address(new Mumbler()).code);
        assert(BlockHeader.hashOf(NOW - 300) == 0);
        VM.etch(HISTORY, "");
        assert(BlockHeader.hashOf(NOW - 300) == 0);
    }

    function read(bytes calldata header) external pure returns (bytes32) {
        return BlockHeader.mixHashOf(header);
    }

    /// Fields of every length before the mixHash, in a list of every length.
    function testFuzz_theMixHashIsTheFourteenthField(uint256 seed, bytes32 mixHash, uint16 extra) public view {
        bytes memory fields = "";
        for (uint256 i = 0; i < 13; ++i) {
            uint256 roll = uint256(keccak256(abi.encode(seed, i)));
            uint256 size =
                roll % 4 == 0
                    ? roll % 2
                    : roll % 4 == 1
                        ? roll % 56
                        : roll % 4 == 2
                            ? roll % 700
                            : 32;
            fields = bytes.concat(fields, _string(new bytes(size)));
        }
        fields = bytes.concat(fields, _string(abi.encodePacked(mixHash)), _string(new bytes(extra % 300)));
        bytes memory header = bytes.concat(_prefix(fields.length, 0xc0), fields);
        assert(this.read(header) == mixHash);
        assert(this.readAsTheyDo(header) == mixHash);
    }

    function readAsTheyDo(bytes calldata header) external pure returns (bytes32) {
        return Theirs.getPrevRandao(header);
    }

    /// Why we don't use OpenZeppelin's: the same answer for less gas, on a header of today's size,
    function test_oursReadsAHeaderForLess() public view {
        bytes[] memory sizes = new bytes[](21);
        for (uint256 i = 0; i < 21; ++i) {
            uint256 size =
                i == 6
                    ? 256
                    : i == 2
                        ? 20
                        : i == 7
                            ? 0
                            : i == 14
                                ? 8
                                : i > 7 && i < 12
                                    ? 4
                                    : 32;
            sizes[i] = _string(bytes.concat(new bytes(size)));
        }
        sizes[13] = _string(abi.encodePacked(keccak256("mix")));
        bytes memory fields = "";
        for (uint256 i = 0; i < 21; ++i) fields = bytes.concat(fields, sizes[i]);
        bytes memory header = bytes.concat(_prefix(fields.length, 0xc0), fields);

        uint256 start = gasleft();
        bytes32 theirs = this.readAsTheyDo(header);
        uint256 theirGas = start - gasleft();
        start = gasleft();
        bytes32 ours = this.read(header);
        uint256 ourGas = start - gasleft();
        assert(ours == theirs);
        assert(ourGas < theirGas);
    }

    /// and no stub's words are taken for a hash: a chain that has none says "no seed", and the case is queued anew at once.
    function test_theirsTakesTheWordsOfAStubForAHash() public {
        VM.etch(HISTORY, address(new Stub()).code);
        assert(Blockhash.blockHash(NOW - 300) != 0);
        assert(BlockHeader.hashOf(NOW - 300) == 0);
    }

    function _string(bytes memory content) private pure returns (bytes memory) {
        if (content.length == 1 && uint8(content[0]) < 0x80) return content;
        return bytes.concat(_prefix(content.length, 0x80), content);
    }

    function _prefix(uint256 length, uint8 base) private pure returns (bytes memory) {
        if (length < 56) return abi.encodePacked(uint8(base + length));
        if (length < 256) return abi.encodePacked(uint8(base + 56), uint8(length));
        return abi.encodePacked(uint8(base + 57), uint16(length));
    }
}
