// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SellerBonds} from "../../contracts/SellerBonds.sol";
import {BondsWalk} from "./support/BondsWalk.sol";

struct FuzzSelector {
    address addr;
    bytes4[] selectors;
}

contract SellerBondsInvariants {
    BondsWalk private _walk;

    function setUp() external {
        _walk = new BondsWalk();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_walk);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(_walk), _steps());
    }

    function invariant_theContractHasWhatItOwes() external view {
        _walk.checkSolvency();
    }

    /// @notice The walks by a plain seed, with an end: everybody leaves with what is theirs.
    function testFuzz_everybodyCanLeave(uint256 seed) external {
        _go(_walk, seed, 80);
    }

    function _go(BondsWalk walk, uint256 seed, uint256 count) private {
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
        }
        walk.checkSolvency();
        walk.liquidate();
        walk.checkSolvency();
    }

    function _steps() private pure returns (bytes4[] memory steps) {
        steps = new bytes4[](12);
        steps[0] = steps[1] = BondsWalk.postBond.selector;
        steps[2] = BondsWalk.giveNotice.selector;
        steps[3] = BondsWalk.withdraw.selector;
        steps[4] = BondsWalk.sweep.selector;
        steps[5] = steps[6] = BondsWalk.report.selector;
        steps[7] = BondsWalk.submitEvidence.selector;
        steps[8] = BondsWalk.rule.selector;
        steps[9] = BondsWalk.expireReport.selector;
        steps[10] = BondsWalk.reclaimFee.selector;
        steps[11] = BondsWalk.wait.selector;
    }

    /// @notice A walk that never arrives proves nothing: every verb goes through somewhere.
    function test_walksUseEveryVerb() external {
        bytes4[9] memory verbs = [
            SellerBonds.postBond.selector,
            SellerBonds.giveNotice.selector,
            SellerBonds.withdraw.selector,
            SellerBonds.sweep.selector,
            SellerBonds.report.selector,
            SellerBonds.submitEvidence.selector,
            SellerBonds.rule.selector,
            SellerBonds.expireReport.selector,
            SellerBonds.reclaimFee.selector
        ];
        for (uint256 seed = 0; seed < 8; seed++) {
            BondsWalk walk = new BondsWalk();
            _go(walk, seed, 80);
            uint256 missing = 0;
            for (uint256 v = 0; v < verbs.length; v++) {
                if (walk.worked(verbs[v]) == 0) missing++;
            }
            if (missing == 0) return;
        }
        require(false, "no walk got through every verb");
    }
}
