// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ProtectionPool} from "../../contracts/ProtectionPool.sol";
import {ProtectionWalk} from "./support/ProtectionWalk.sol";

struct FuzzSelector {
    address addr;
    bytes4[] selectors;
}

/// @notice Under random walks: the pool has what it promised and what it owes; a cover pays what was covered, once, or nothing;
/// what shares are issued at falls by granted claims alone; and when everybody is gone, every cover ends by its date and every
/// lender can leave. The third is checked by each step, the last at the end of each walk.
contract ProtectionPoolInvariants {
    ProtectionWalk private _walk;

    function setUp() external {
        _walk = new ProtectionWalk();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_walk);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(_walk), _steps());
    }

    function _steps() private pure returns (bytes4[] memory steps) {
        steps = new bytes4[](24);
        steps[0] = steps[1] = ProtectionWalk.lend.selector;
        steps[2] = ProtectionWalk.redeem.selector;
        steps[3] = ProtectionWalk.withdraw.selector;
        steps[4] = ProtectionWalk.give.selector;
        steps[5] = steps[6] = steps[7] = ProtectionWalk.buy.selector;
        steps[8] = steps[9] = steps[10] = ProtectionWalk.protect.selector;
        steps[11] = steps[12] = ProtectionWalk.trade.selector;
        steps[13] = steps[14] = ProtectionWalk.claim.selector;
        steps[15] = steps[16] = ProtectionWalk.rule.selector;
        steps[17] = ProtectionWalk.payOut.selector;
        steps[18] = ProtectionWalk.resolveStalled.selector;
        steps[19] = ProtectionWalk.lapse.selector;
        steps[20] = ProtectionWalk.reclaimFee.selector;
        steps[21] = ProtectionWalk.withdrawCredit.selector;
        steps[22] = ProtectionWalk.wait.selector;
        steps[23] = ProtectionWalk.misbehave.selector;
    }

    function invariant_thePoolHasWhatItPromisedAndOwes() external view {
        _walk.checkBooks();
    }

    function afterInvariant() external {
        _walk.liquidate();
        _walk.checkBooks();
    }

    /// @notice The same walks by a plain seed: a longer way for less.
    function testFuzz_aWalkBySeed(uint256 seed) external {
        _go(_walk, seed, 100);
        _walk.liquidate();
        _walk.checkBooks();
    }

    function _go(ProtectionWalk walk, uint256 seed, uint256 count) private {
        bytes4[] memory steps = _steps();
        for (uint256 n = 0; n < count; n++) {
            uint256 word = uint256(keccak256(abi.encode(seed, n)));
            (bool ok, bytes memory answer) = address(walk).call(
                abi.encodeWithSelector(steps[(word / 40) % steps.length], word)
            );
            if (!ok) {
                assembly ("memory-safe") {
                    revert(add(answer, 0x20), mload(answer))
                }
            }
            if (n % 20 == 19) walk.checkBooks();
        }
    }

    /// @notice A walk that never arrives proves nothing: every verb goes through somewhere.
    function test_walksUseEveryVerb() external {
        ProtectionPool pool = _walk.pool();
        bytes4[11] memory verbs = [
            pool.deposit.selector,
            pool.redeem.selector,
            pool.withdraw.selector,
            pool.protect.selector,
            pool.lapse.selector,
            pool.claim.selector,
            pool.rule.selector,
            pool.payOut.selector,
            pool.resolveStalled.selector,
            pool.reclaimFee.selector,
            pool.withdrawCredit.selector
        ];
        uint256[11] memory worked;
        // As many walks as it takes, within the memory that their traces take.
        for (uint256 seed = 0; seed < 8; seed++) {
            ProtectionWalk walk = new ProtectionWalk();
            _go(walk, seed, 100);
            uint256 missing = 0;
            for (uint256 v = 0; v < verbs.length; v++) {
                worked[v] += walk.worked(verbs[v]);
                if (worked[v] == 0) missing++;
            }
            if (missing == 0) return;
        }
        for (uint256 v = 0; v < verbs.length; v++) {
            require(worked[v] > 0, string(abi.encodePacked("no walk got through verb ", bytes1(uint8(65 + v)))));
        }
    }
}
