// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Membership} from "../../contracts/Membership.sol";
import {ContractParty} from "../../contracts/mocks/ContractParty.sol";
import {vm} from "./support/Vm.sol";

/// @notice Payments in native coin to a treasury that takes and refuses as it likes. Each step checks itself.
contract MembershipWalk {
    ContractParty public immutable treasury = new ContractParty(address(1));
    Membership public immutable membership;
    uint256 public paid;
    uint256 private _clock = 1_800_000_000;

    constructor() {
        vm.warp(_clock);
        membership = new Membership(address(this), address(treasury), address(0), 1_000_000_007, 7 days);
    }

    function renew(uint8 account, uint8 periods) external {
        uint256 id = 1 + (account % 3);
        uint64 before = membership.expiresAt(id);
        uint256 price = uint256(membership.price()) * (periods % 5);
        vm.deal(address(this), price);
        (bool ok, ) = address(membership).call{value: price}(
            abi.encodeCall(Membership.renewSubscription, (id, uint64(periods % 5) * 30 days))
        );
        uint256 start = before > _clock ? before : _clock;
        uint256 expiry = start + uint256(periods % 5) * 30 days;
        require(ok == (periods % 5 != 0 && expiry <= _clock + 720 days), "a payment went wrong");
        require(membership.expiresAt(id) == (ok ? expiry : before), "a membership is not as long as it was paid for");
        if (ok) paid += price;
    }

    function wait(uint24 duration) external {
        _clock += duration;
        vm.warp(_clock);
    }

    function proposePrice(uint32 price) external {
        uint96 before = membership.price();
        membership.proposePrice(price);
        require(membership.price() == before, "a price holds at once");
    }

    function sweep() external {
        uint256 due = membership.creditOf(address(treasury), address(0));
        (bool ok, ) = address(membership).call{gas: 500_000}(abi.encodeCall(Membership.sweep, ()));
        require(ok == (due != 0 && treasury.whenPaid() == ContractParty.Manner.Taking), "a sweep went wrong");
    }

    function misbehave(uint8 manner) external {
        treasury.set(ContractParty.Manner(manner % 4));
    }
}

contract MembershipInvariants {
    MembershipWalk private _walk;

    function setUp() external {
        _walk = new MembershipWalk();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_walk);
    }

    function invariant_whatWasPaidIsTheTreasurysOrWaitsForIt() external view {
        Membership membership = _walk.membership();
        uint256 waiting = address(membership).balance;
        require(waiting == membership.creditOf(address(_walk.treasury()), address(0)), "the balance is not what waits");
        require(address(_walk.treasury()).balance + waiting == _walk.paid(), "money went elsewhere");
    }
}
