// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Promotions} from "../../contracts/Promotions.sol";
import {IListingRegistry} from "../../contracts/interfaces/IListingRegistry.sol";
import {ListingRegistry} from "../../contracts/ListingRegistry.sol";
import {IFeeFloor} from "../../contracts/interfaces/IFeeFloor.sol";
import {OddToken} from "../../contracts/mocks/OddToken.sol";
import {vm} from "./support/Vm.sol";

/// @notice Boosts in native coin and in a token that misbehaves. Each step checks itself.
contract PromotionsWalk {
    Promotions public immutable promotions;
    OddToken public immutable odd = new OddToken();
    address public immutable treasury = vm.addr(98);
    mapping(address token => uint256) public paid;
    uint256 private _clock = 1_800_000_000;

    constructor() {
        vm.warp(_clock);
        ListingRegistry registry = new ListingRegistry(address(this), address(1), IFeeFloor(address(0)), 0, 0);
        Promotions.BoostTokenInit[] memory tokens = new Promotions.BoostTokenInit[](2);
        tokens[0] = Promotions.BoostTokenInit(address(0), 3_000_000);
        tokens[1] = Promotions.BoostTokenInit(address(odd), 1e15);
        promotions = new Promotions(address(this), IListingRegistry(address(registry)), treasury, 7 days, tokens);
        odd.approve(address(promotions), type(uint256).max);
    }

    function boost(uint8 listing, bool native, uint64 amount) external {
        address token = native ? address(0) : address(odd);
        uint256 value = native ? amount : 0;
        vm.deal(address(this), value);
        odd.mint(address(this), amount);
        bytes32 id = bytes32(uint256(listing % 3));
        uint256 before = promotions.boostOf(id);
        uint256 added = promotions.weightOf(token, amount);
        (bool ok, ) = address(promotions).call{value: value}(abi.encodeCall(Promotions.boost, (id, token, amount)));
        OddToken.Manner manner = odd.whenTaken();
        bool arrives = native || manner == OddToken.Manner.Honest || manner == OddToken.Manner.Silent;
        require(ok == (added >= 100 && arrives), "a boost went wrong");
        if (!ok) return;
        paid[token] += amount;
        require(promotions.boostOf(id) == before + added, "a boost is not worth what was paid");
    }

    function wait(uint24 duration, uint8 listing) external {
        bytes32 id = bytes32(uint256(listing % 3));
        uint256 before = promotions.boostOf(id);
        _clock += duration;
        vm.warp(_clock);
        // But for what the six factors round off.
        require(promotions.boostOf(id) <= before + 6, "a boost grew by itself");
    }

    function sweep(bool native) external {
        address token = native ? address(0) : address(odd);
        uint256 due = promotions.creditOf(treasury, token);
        (bool ok, ) = address(promotions).call(abi.encodeCall(Promotions.sweep, (token)));
        bool moves = odd.whenSent() == OddToken.Manner.Honest || odd.whenSent() == OddToken.Manner.Silent;
        require(ok == (due != 0 && (native || moves)), "a sweep went wrong");
    }

    function misbehave(uint8 whenTaken, bool refuses) external {
        OddToken.Manner whenSent = refuses ? OddToken.Manner.Refusing : OddToken.Manner.Honest;
        // A tax rounds to nothing on little; the walk leaves it out.
        odd.set(OddToken.Manner(whenTaken % 4), whenSent);
    }
}

contract PromotionsInvariants {
    PromotionsWalk private _walk;

    function setUp() external {
        _walk = new PromotionsWalk();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_walk);
    }

    function invariant_whatWasPaidIsTheTreasurysOrWaitsForIt() external view {
        Promotions promotions = _walk.promotions();
        OddToken odd = _walk.odd();
        uint256 coin = address(promotions).balance;
        uint256 tokens = odd.balanceOf(address(promotions));
        require(coin == promotions.creditOf(_walk.treasury(), address(0)), "coin is not what waits");
        require(tokens == promotions.creditOf(_walk.treasury(), address(odd)), "tokens are not what waits");
        require(_walk.treasury().balance + coin == _walk.paid(address(0)), "coin went elsewhere");
        require(odd.balanceOf(_walk.treasury()) + tokens == _walk.paid(address(odd)), "tokens went elsewhere");
    }
}
