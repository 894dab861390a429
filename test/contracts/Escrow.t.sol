// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EscrowWalk} from "./support/EscrowWalk.sol";
import {IEscrow} from "../../contracts/interfaces/IEscrow.sol";
import {IArbitrable} from "../../contracts/interfaces/IArbitrable.sol";

struct FuzzSelector {
    address addr;
    bytes4[] selectors;
}

/// @notice The invariants of docs/architecture.md under random walks. Those of a single step (money 2, 3, 5 and 7) are checked by
/// the step itself: a step that breaks one reverts, and no step may revert. Money 4 and 6 are checked at the end of each walk,
/// paused or not.
contract EscrowInvariants {
    EscrowWalk private _walk;

    function setUp() external {
        _walk = new EscrowWalk();
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
        steps = new bytes4[](30);
        steps[0] = steps[1] = steps[2] = EscrowWalk.buy.selector;
        steps[3] = steps[4] = EscrowWalk.ship.selector;
        steps[5] = steps[6] = EscrowWalk.openDispute.selector;
        steps[7] = steps[8] = EscrowWalk.answerDispute.selector;
        steps[9] = EscrowWalk.extend.selector;
        steps[10] = EscrowWalk.confirm.selector;
        steps[11] = EscrowWalk.release.selector;
        steps[12] = EscrowWalk.refund.selector;
        steps[13] = EscrowWalk.settle.selector;
        steps[14] = EscrowWalk.cancelSignatures.selector;
        steps[15] = EscrowWalk.claim.selector;
        steps[16] = EscrowWalk.resolveUnanswered.selector;
        steps[17] = EscrowWalk.rule.selector;
        steps[18] = EscrowWalk.executeRuling.selector;
        steps[19] = EscrowWalk.resolveStalled.selector;
        steps[20] = EscrowWalk.reclaimFees.selector;
        steps[21] = EscrowWalk.withdraw.selector;
        steps[22] = EscrowWalk.sweep.selector;
        steps[23] = EscrowWalk.wait.selector;
        steps[24] = EscrowWalk.look.selector;
        steps[25] = EscrowWalk.misbehave.selector;
        steps[26] = EscrowWalk.confirmWithVoucher.selector;
        steps[27] = steps[28] = EscrowWalk.callOff.selector;
        steps[29] = EscrowWalk.refundBySignature.selector;
    }

    function invariant_money1_theEscrowHasWhatItOwes() external view {
        _walk.checkSolvency();
    }

    function invariant_trade27_noUnitAndNoSlotIsSoldTwice() external view {
        _walk.checkStock();
    }

    function afterInvariant() external {
        _end(_walk);
    }

    function _end(EscrowWalk walk) private {
        walk.pause(uint256(keccak256(abi.encode(walk))));
        walk.liquidate();
        walk.checkSolvency();
        walk.checkOrders();
        walk.checkStock();
    }

    /// @notice The same walks by a plain seed, with pauses in between: a longer way for less.
    function testFuzz_money_aWalkBySeed(uint256 seed) external {
        _go(_walk, seed, 120);
        _end(_walk);
    }

    function _go(EscrowWalk walk, uint256 seed, uint256 count) private {
        bytes4[] memory steps = _steps();
        for (uint256 n = 0; n < count; n++) {
            uint256 word = uint256(keccak256(abi.encode(seed, n)));
            bytes4 step = word % 40 == 0 ? EscrowWalk.pause.selector : steps[(word / 40) % steps.length];
            (bool ok, bytes memory answer) = address(walk).call(abi.encodeWithSelector(step, word));
            if (!ok) {
                assembly ("memory-safe") {
                    revert(add(answer, 0x20), mload(answer))
                }
            }
        }
        walk.checkSolvency();
        walk.checkOrders();
        walk.checkStock();
    }

    /// @notice A walk that never arrives proves nothing: every verb goes through somewhere.
    function test_walksUseEveryVerb() external {
        bytes4[23] memory verbs = [
            IEscrow.buy.selector,
            IEscrow.ship.selector,
            IEscrow.extend.selector,
            IEscrow.confirm.selector,
            IEscrow.release.selector,
            IEscrow.refund.selector,
            IEscrow.settle.selector,
            IEscrow.cancelSignatures.selector,
            IEscrow.claim.selector,
            IEscrow.openDispute.selector,
            IEscrow.answerDispute.selector,
            IEscrow.resolveUnanswered.selector,
            IArbitrable.rule.selector,
            IEscrow.reclaimFees.selector,
            IEscrow.executeRuling.selector,
            IEscrow.resolveStalled.selector,
            IEscrow.withdraw.selector,
            IEscrow.buyProven.selector,
            IEscrow.buyMany.selector,
            IEscrow.confirmWithVoucher.selector,
            IEscrow.callOff.selector,
            IEscrow.shipBySignature.selector,
            IEscrow.refundBySignature.selector
        ];
        uint256[23] memory worked;
        // Which verb a walk gets to depends on the addresses of the day: as many walks as it takes, within reason.
        for (uint256 seed = 0; seed < 96; seed++) {
            EscrowWalk walk = new EscrowWalk();
            _go(walk, seed, 120);
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
