// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ProtectionPool} from "../../../contracts/ProtectionPool.sol";
import {IArbitrator} from "../../../contracts/interfaces/IArbitrator.sol";
import {DisputeState, IEscrow, Order, OrderState, Outcome, Status} from "../../../contracts/interfaces/IEscrow.sol";
import {Kind, Terms} from "../../../contracts/interfaces/IListingRegistry.sol";
import {Cover, CoverStatus, PoolConfig} from "../../../contracts/interfaces/IProtectionPool.sol";
import {ContractParty} from "../../../contracts/mocks/ContractParty.sol";
import {ScriptedArbitrator} from "../../../contracts/mocks/ScriptedArbitrator.sol";
import {EscrowWorld} from "./EscrowWorld.sol";
import {vm} from "./Vm.sol";

/// @notice Lenders, buyers, sellers and an arbitrator around a pool: every verb as a step that takes a random word. A step that
/// must work and does not, or works and must not, reverts, and so fails the walk.
contract ProtectionWalk is EscrowWorld {
    uint256 private constant MOST_ORDERS = 10;
    uint256 private constant MAX_COVER = 1 ether;
    uint40 private constant RULING_WINDOW = 90 days;
    uint256 private constant VIRTUAL_SHARES = 1e6;
    uint256 private constant LAST_SHARES = 1e12;

    ProtectionPool public immutable pool;
    uint256 private _word;
    uint64 private _nonce;
    /// @dev What each order's cover has brought its buyer.
    mapping(uint256 order => uint256) private _brought;
    bool private _mayFall;

    constructor() {
        pool = new ProtectionPool(
            PoolConfig({
                asset: IERC20(address(odd)),
                escrow: escrow,
                arbitrator: IArbitrator(address(arbitrators[0])),
                courtId: 0,
                premiumBps: 300,
                maxCover: uint96(MAX_COVER),
                rulingWindow: RULING_WINDOW,
                policy: ""
            })
        );
        for (uint256 i = 0; i < people.length; i++) {
            vm.prank(people[i]);
            odd.approve(address(pool), type(uint256).max);
        }
    }

    modifier step(uint256 word) {
        _word = word;
        vm.warp(clock);
        (uint256 assets, uint256 shares) = _worth();
        _;
        (uint256 assetsNow, uint256 sharesNow) = _worth();
        require(_mayFall || assetsNow * shares >= assets * sharesNow, "shares fell without a granted claim");
        _mayFall = false;
        bool haveLastLeft = sharesNow < shares && sharesNow < LAST_SHARES + VIRTUAL_SHARES;
        require(!haveLastLeft || pool.liveCover() == 0, "what is uncertain belongs to nobody");
    }

    function _worth() private view returns (uint256 assets, uint256 shares) {
        return (pool.totalAssets() + 1, pool.totalSupply() + VIRTUAL_SHARES);
    }

    /// @dev A number below `below`, another one each time.
    function _pick(uint256 below) private returns (uint256) {
        _word = uint256(keccak256(abi.encode(_word)));
        return _word % below;
    }

    function _person() private returns (address) {
        return people[_pick(people.length)];
    }

    function _ask(address caller, uint256 value, bytes memory data) private returns (bool ok) {
        vm.deal(caller, caller.balance + value);
        vm.prank(caller);
        (ok, ) = address(pool).call{value: value, gas: CALL_GAS}(data);
        if (ok) worked[bytes4(data)]++;
    }

    function _do(address caller, uint256 value, bytes memory data, bool must) private {
        bool ok = _ask(caller, value, data);
        require(ok || !must, "what should work did not");
        require(!ok || must, "what should not work did");
    }

    /// @dev Mostly an order whose cover is so far, if there is one.
    function _order(CoverStatus status) private returns (bool any, uint256 i, Cover memory cover) {
        uint256 count = orders.length;
        if (count == 0) return (false, 0, cover);
        uint256 first = _pick(count);
        for (uint256 n = 0; n < count; n++) {
            i = (first + n) % count;
            cover = pool.coverOf(ids[i]);
            if (cover.status == status) return (true, i, cover);
        }
        return (true, first, pool.coverOf(ids[first]));
    }

    function _outcome(uint256 i) private view returns (Outcome) {
        return escrow.howEnded(ids[i]).outcome;
    }

    // LENDERS

    function lend(uint256 word) external step(word) {
        (address caller, uint256 assets) = (_person(), 1 + _pick(_pick(2) == 0 ? 1_000 : 2 ether));
        odd.mint(caller, assets);
        uint256 shares = pool.previewDeposit(assets);
        require(pool.previewRedeem(shares) <= assets, "coming and going pays");
        uint256 had = pool.balanceOf(caller);
        _do(caller, 0, abi.encodeCall(pool.deposit, (assets, caller)), !odd.blocked(caller));
        require(odd.blocked(caller) || pool.balanceOf(caller) == had + shares, "a preview was wrong");
    }

    function redeem(uint256 word) external step(word) {
        address caller = _person();
        uint256 most = pool.maxRedeem(caller);
        uint256 shares = _pick(3) == 0 ? most + _pick(2) : _pick(most + 1);
        uint256 assets = pool.previewRedeem(shares);
        uint256 had = odd.balanceOf(caller);
        bool must = shares <= most && !odd.blocked(caller);
        if (_pick(2) == 0) {
            uint256 least = assets + _pick(2);
            must = must && least == assets;
            _do(caller, 0, abi.encodeCall(pool.redeemAtLeast, (shares, caller, caller, least)), must);
        } else {
            _do(caller, 0, abi.encodeCall(pool.redeem, (shares, caller, caller)), must);
        }
        require(!must || odd.balanceOf(caller) == had + assets, "a preview was wrong");
    }

    function withdraw(uint256 word) external step(word) {
        address caller = _person();
        uint256 most = pool.maxWithdraw(caller);
        uint256 assets = _pick(3) == 0 ? most + _pick(2) : _pick(most + 1);
        uint256 shares = pool.previewWithdraw(assets);
        uint256 had = pool.balanceOf(caller);
        bool must = assets <= most && !odd.blocked(caller);
        _do(caller, 0, abi.encodeCall(pool.withdraw, (assets, caller, caller)), must);
        require(!must || pool.balanceOf(caller) == had - shares, "a preview was wrong");
    }

    function give(uint256 word) external step(word) {
        odd.mint(address(pool), _pick(1_000_000));
    }

    // TRADE

    function buy(uint256 word) external step(word) {
        if (orders.length == MOST_ORDERS) return;
        uint256 seller = _pick(people.length);
        Order memory order;
        order.terms = _publish(people[seller]);
        order.buyer = people[(seller + 1 + _pick(people.length - 1)) % people.length];
        order.quantity = uint32(1 + _pick(3));
        order.nonce = _nonce++;
        odd.mint(order.buyer, 10 ether);
        if (!_call(order.buyer, 0, abi.encodeCall(IEscrow.buy, (order)))) return;
        orders.push(order);
        ids.push(escrow.orderId(order));
    }

    function _publish(address seller) private returns (Terms memory terms) {
        terms.seller = seller;
        terms.token = _pick(8) == 0 ? address(dollar) : address(odd);
        terms.price = uint96(1 + _pick(_pick(2) == 0 ? 300 : 1 ether));
        terms.stock = 3;
        terms.expiry = uint40(clock);
        terms.fulfilWindow = uint32(60 + _pick(_pick(6) == 0 ? 250 days : 20 days));
        terms.inspectWindow = uint32(60 + _pick(20 days));
        terms.rulingWindow = 60;
        terms.sellerFeeBps = 100;
        terms.kind = Kind.Item;
        terms.arbitrator = address(arbitrators[1]);
        terms.metadata = keccak256(abi.encode(_word, _nonce));
        vm.prank(seller);
        registry.publish(terms);
    }

    /// @notice The order goes on, or ends, in one way or another; buyer and seller may put its end off.
    function trade(uint256 word) external step(word) {
        (bool any, uint256 i, ) = _order(CoverStatus.Live);
        if (!any) return;
        (Order memory order, uint256 way) = (orders[i], _pick(10));
        uint40 later = uint40(clock + _pick(360 days));
        if (way == 0) _call(order.terms.seller, 0, abi.encodeCall(IEscrow.refund, (order)));
        if (way == 1) _call(stranger, 0, abi.encodeCall(IEscrow.claim, (order)));
        if (way == 2) _call(order.buyer, 0, abi.encodeCall(IEscrow.extend, (order, later)));
        if (way == 3) _call(order.terms.seller, 0, abi.encodeCall(IEscrow.extend, (order, later)));
        if (way == 4) _call(order.terms.seller, 0, abi.encodeCall(IEscrow.ship, (order, bytes32(0))));
        if (way == 5) _dispute(order.buyer, order);
        if (way == 6) _dispute(order.terms.seller, order);
        if (way > 6) _call(order.buyer, 0, abi.encodeCall(IEscrow.confirm, (order)));
    }

    function _dispute(address caller, Order memory order) private {
        vm.deal(caller, caller.balance + ARBITRATION_FEE);
        _call(caller, ARBITRATION_FEE, abi.encodeCall(IEscrow.openDispute, (order)));
    }

    /// @dev The complaint is the escrow's to hear.
    function _isHeard(uint256 i) private view returns (bool) {
        DisputeState memory dispute = escrow.disputeOf(ids[i]);
        return dispute.openedByBuyer || dispute.answered;
    }

    // COVER

    function protect(uint256 word) external step(word) {
        (bool any, uint256 i, Cover memory cover) = _order(CoverStatus.None);
        if (!any) return;
        Order memory order = orders[i];
        address caller = _pick(8) == 0 ? _person() : order.buyer;
        OrderState memory state = escrow.stateOf(ids[i]);
        (uint96 amount, uint256 premium) = pool.quote(order);
        odd.mint(caller, premium);
        uint256 end = uint256(state.deadline) + order.terms.inspectWindow + 30 days;
        bool must = caller == order.buyer && order.terms.token == address(odd) && !odd.blocked(caller);
        must = must && state.status == Status.Funded && cover.status == CoverStatus.None;
        must = must && end <= clock + 180 days && amount <= pool.freeAssets();
        _do(caller, 0, abi.encodeCall(pool.protect, (order)), must);
        if (!must) return;
        require(amount <= MAX_COVER && amount <= uint256(order.terms.price) * order.quantity, "too much is covered");
        require(pool.coverOf(ids[i]).deadline == end, "a cover ends at another time");
    }

    function lapse(uint256 word) external step(word) {
        (bool any, uint256 i, Cover memory cover) = _order(CoverStatus.Live);
        if (!any) return;
        Outcome outcome = _outcome(i);
        bool isOver = (outcome != Outcome.None && outcome != Outcome.Completed) || _isHeard(i);
        bool isLate = clock > cover.deadline;
        if (outcome == Outcome.Completed) isLate = isLate || clock > uint256(escrow.howEnded(ids[i]).at) + 30 days;
        bool must = cover.status == CoverStatus.Live && (isOver || isLate);
        _do(stranger, 0, abi.encodeCall(pool.lapse, (ids[i])), must);
    }

    function claim(uint256 word) external step(word) {
        (bool any, uint256 i, Cover memory cover) = _order(CoverStatus.Live);
        if (!any) return;
        address caller = _pick(8) == 0 ? _person() : orders[i].buyer;
        bool isOpen_ = clock <= cover.deadline && clock <= uint256(escrow.howEnded(ids[i]).at) + 30 days;
        bool must = cover.status == CoverStatus.Live && caller == cover.buyer;
        must = must && _outcome(i) == Outcome.Completed && isOpen_ && !_isHeard(i);
        _do(caller, ARBITRATION_FEE, abi.encodeCall(pool.claim, (ids[i])), must);
        require(!must || pool.coverOf(ids[i]).deadline == clock + RULING_WINDOW, "a claim ends at another time");
    }

    function rule(uint256 word) external step(word) {
        (bool any, uint256 i, Cover memory cover) = _order(CoverStatus.Claimed);
        if (!any) return;
        uint256 ruling = _pick(2) == 0 ? 1 : _pick(4);
        bool counts = cover.status == CoverStatus.Claimed && clock <= cover.deadline;
        address caller = address(arbitrators[_pick(6) == 0 ? 1 : 0]);
        bool ok = _ask(caller, 0, abi.encodeCall(pool.rule, (cover.disputeId, ruling)));
        counts = counts && caller == address(arbitrators[0]);
        require(ok || !counts, "a ruling was refused");
        _mayFall = counts && ruling == 1;
        CoverStatus then = counts ? (ruling == 1 ? CoverStatus.Granted : CoverStatus.Refused) : cover.status;
        require(pool.coverOf(ids[i]).status == then, "a ruling that should count does not, or the other way round");
    }

    function payOut(uint256 word) external step(word) {
        (bool any, uint256 i, ) = _order(CoverStatus.Granted);
        if (any && _pick(2) == 0) odd.setBlocked(orders[i].buyer, true);
        if (any) _payOut(i);
    }

    function _payOut(uint256 i) private {
        Cover memory cover = pool.coverOf(ids[i]);
        bool must = cover.status == CoverStatus.Granted;
        uint256 had = odd.balanceOf(cover.buyer) + pool.creditOf(cover.buyer, address(odd));
        _do(stranger, 0, abi.encodeCall(pool.payOut, (ids[i])), must);
        if (!must) return;
        uint256 has = odd.balanceOf(cover.buyer) + pool.creditOf(cover.buyer, address(odd));
        _brought[i] += has - had;
        require(_brought[i] == cover.amount, "another sum than was covered was paid");
    }

    function resolveStalled(uint256 word) external step(word) {
        (bool any, uint256 i, Cover memory cover) = _order(CoverStatus.Claimed);
        if (!any) return;
        // The last second of the deadline, or the one after it.
        if (_pick(2) == 0) _wait(cover.deadline + _pick(2));
        bool must = cover.status == CoverStatus.Claimed && clock > cover.deadline;
        _do(stranger, 0, abi.encodeCall(pool.resolveStalled, (ids[i])), must);
    }

    function reclaimFee(uint256 word) external step(word) {
        (bool any, uint256 i, Cover memory cover) = _order(_pick(2) == 0 ? CoverStatus.Paid : CoverStatus.Refused);
        if (!any) return;
        bool isOver = cover.status == CoverStatus.Paid || cover.status == CoverStatus.Refused;
        bool isGenerous = arbitrators[0].refund() != 0;
        bool isHonest = arbitrators[0].whenWithdrawn() == ScriptedArbitrator.Manner.Honest;
        _do(stranger, 0, abi.encodeCall(pool.reclaimFee, (ids[i])), isOver && isGenerous && isHonest);
    }

    function withdrawCredit(uint256 word) external step(word) {
        (address caller, address to) = (_person(), _person());
        for (uint256 p = 0; p < people.length; p++) {
            if (pool.creditOf(people[p], address(odd)) != 0) caller = people[p];
        }
        odd.setBlocked(to, _pick(4) == 0);
        uint256 credit = pool.creditOf(caller, address(odd));
        uint256 amount = _pick(4) == 0 ? _pick(credit + 2) : credit;
        bool must = amount != 0 && amount <= credit && !odd.blocked(to);
        uint256 had = odd.balanceOf(to);
        _do(caller, 0, abi.encodeCall(pool.withdrawCredit, (address(odd), to, amount)), must);
        require(odd.balanceOf(to) == (must ? had + amount : had), "a credit went astray");
    }

    // THE WORLD

    function wait(uint256 word) external step(word) {
        _wait(clock + _pick(_pick(3) == 0 ? 60 days : 3 days));
    }

    function misbehave(uint256 word) external step(word) {
        odd.setBlocked(_person(), _pick(3) == 0);
        ContractParty(payable(people[2 + _pick(2)])).set(ContractParty.Manner(_pick(4)));
        bool isHonest = _pick(3) != 0;
        arbitrators[0].set(
            ScriptedArbitrator.Manner.Honest,
            isHonest ? ScriptedArbitrator.Manner.Honest : ScriptedArbitrator.Manner.Reverting
        );
        arbitrators[0].setRefund(_pick(2) * _pick(ARBITRATION_FEE), 0);
    }

    // THE BOOKS

    /// @notice What is promised can be paid, with what is owed beside it; what is owed in coin is there to the unit.
    function checkBooks() public view {
        (uint256 live, uint256 granted) = (0, 0);
        for (uint256 i = 0; i < ids.length; i++) {
            Cover memory cover = pool.coverOf(ids[i]);
            CoverStatus status = cover.status;
            if (status == CoverStatus.Live || status == CoverStatus.Claimed) live += cover.amount;
            if (status == CoverStatus.Granted) granted += cover.amount;
            require(_brought[i] == (status == CoverStatus.Paid ? cover.amount : 0), "a cover paid at another time");
        }
        require(pool.liveCover() == live, "live cover is not what is live");
        (uint256 owed, uint256 coins) = (granted, 0);
        for (uint256 p = 0; p < people.length; p++) {
            owed += pool.creditOf(people[p], address(odd));
            coins += pool.creditOf(people[p], NATIVE);
        }
        require(odd.balanceOf(address(pool)) >= live + owed, "the pool can't pay what it promised");
        require(pool.totalAssets() == odd.balanceOf(address(pool)) - owed, "shareholders own what is owed");
        require(address(pool).balance == coins, "coin is missing, or left over");
        require(pool.previewRedeem(1e24) <= pool.convertToAssets(1e24), "what is uncertain can be taken out");
    }

    /// @notice Everybody is gone: one stranger ends every cover, each at its own date, with one call.
    function liquidate() external {
        for (uint256 i = 0; i < ids.length; i++) {
            Cover memory cover = pool.coverOf(ids[i]);
            require(cover.deadline <= clock + 180 days, "a cover goes on for too long");
            if (cover.status == CoverStatus.Granted) _payOut(i);
            if (cover.status != CoverStatus.Live && cover.status != CoverStatus.Claimed) continue;
            _wait(uint256(cover.deadline) + 1);
            bytes memory data =
                cover.status == CoverStatus.Live
                    ? abi.encodeCall(pool.lapse, (ids[i]))
                    : abi.encodeCall(pool.resolveStalled, (ids[i]));
            require(_ask(stranger, 0, data), "a cover has no end");
        }
        require(pool.liveCover() == 0, "capital is bound for nobody");
        require(pool.previewRedeem(1e24) == pool.convertToAssets(1e24), "something stays uncertain for ever");
        for (uint256 p = 0; p < people.length; p++) {
            odd.setBlocked(people[p], false);
            uint256 shares = pool.balanceOf(people[p]);
            require(pool.maxRedeem(people[p]) == shares, "capital is locked in");
            _do(people[p], 0, abi.encodeCall(pool.redeem, (shares, people[p], people[p])), true);
        }
        require(pool.totalSupply() == 0, "somebody is left behind");
    }
}
