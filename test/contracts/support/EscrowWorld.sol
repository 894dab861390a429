// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Escrow} from "../../../contracts/Escrow.sol";
import {ListingRegistry} from "../../../contracts/ListingRegistry.sol";
import {IFeeFloor} from "../../../contracts/interfaces/IFeeFloor.sol";
import {Order, OrderKey, OrderState, Status} from "../../../contracts/interfaces/IEscrow.sol";
import {IReputation} from "../../../contracts/interfaces/IReputation.sol";
import {ContractParty} from "../../../contracts/mocks/ContractParty.sol";
import {OddToken} from "../../../contracts/mocks/OddToken.sol";
import {ScriptedArbitrator} from "../../../contracts/mocks/ScriptedArbitrator.sol";
import {TestToken} from "../../../contracts/mocks/TestToken.sol";
import {vm} from "./Vm.sol";

/// @notice A market and all its people, honest, silent and hostile, and a book that knows at every moment whose every unit is.
abstract contract EscrowWorld {
    address internal constant NATIVE = address(0);
    /// @dev Enough for every honest call; what a burner burns of it passes quickly.
    uint256 internal constant CALL_GAS = 4_500_000;
    uint256 internal constant ARBITRATION_FEE = 30_000_000_001;

    Escrow public immutable escrow;
    ListingRegistry public immutable registry;
    /// @dev Kept apart from `block.timestamp`, of which the compiler believes that it stands still within a call.
    uint256 internal clock = 1_800_000_000;
    address internal immutable stranger = vm.addr(99);
    address internal immutable treasury = vm.addr(98);
    TestToken internal immutable dollar = new TestToken();
    OddToken internal immutable odd = new OddToken();
    /// @dev Two with a key, two contracts that sign through the same keys and can be told to misbehave.
    address[4] internal people;
    uint256[4] internal keys = [uint256(11), 12, 11, 12];
    ScriptedArbitrator[2] internal arbitrators;
    address[3] internal tokens;

    Order[] internal orders;
    bytes32[] internal ids;
    /// @dev What came in for an order, and what has left to its parties and the treasury.
    uint256[] internal paid;
    int256[] internal left;
    /// @notice How often a verb went through.
    mapping(bytes4 verb => uint256) public worked;

    struct Sheet {
        uint256 parties;
        uint256 strangers;
        uint256 fees;
        uint256 pot;
        uint256 arbitrator;
        uint256 owed;
    }

    constructor() {
        vm.warp(clock);
        // Two tokens, the registry, and as the fourth contract that is made here the escrow.
        address escrowAddress = address(
            uint160(uint256(keccak256(abi.encodePacked(hex"d694", address(this), hex"04"))))
        );
        registry = new ListingRegistry(address(this), escrowAddress, IFeeFloor(address(0)), 0, 0);
        escrow = new Escrow(Escrow.Places(registry, treasury, IReputation(address(0)), address(0), address(0)), "");
        require(address(escrow) == escrowAddress, "the escrow is elsewhere");
        people = [
            vm.addr(11),
            vm.addr(12),
            address(new ContractParty(vm.addr(11))),
            address(new ContractParty(vm.addr(12)))
        ];
        tokens = [NATIVE, address(dollar), address(odd)];
        for (uint256 i = 0; i < arbitrators.length; i++) {
            arbitrators[i] = new ScriptedArbitrator(ARBITRATION_FEE);
            vm.deal(address(arbitrators[i]), 1_000 ether);
        }
        for (uint256 i = 0; i < people.length; i++) {
            vm.prank(people[i]);
            dollar.approve(address(escrow), type(uint256).max);
            vm.prank(people[i]);
            odd.approve(address(escrow), type(uint256).max);
        }
    }

    function _wait(uint256 until) internal {
        if (until > clock) clock = until;
        vm.warp(clock);
    }

    function _call(address caller, uint256 value, bytes memory data) internal returns (bool ok) {
        vm.prank(caller);
        (ok, ) = address(escrow).call{value: value, gas: CALL_GAS}(data);
        if (ok) worked[bytes4(data)]++;
    }

    // THE BOOK

    function wealthOf(address account, address token) internal view returns (uint256) {
        return balanceOf(account, token) + escrow.creditOf(account, token);
    }

    function balanceOf(address account, address token) internal view returns (uint256) {
        return token == NATIVE ? account.balance : TestToken(token).balanceOf(account);
    }

    function isOpen(uint256 i) internal view returns (bool) {
        Status status = escrow.stateOf(ids[i]).status;
        return status == Status.Funded || status == Status.Shipped || status == Status.Disputed;
    }

    /// @notice What the escrow owes for an order in its own token.
    function owedFor(uint256 i) internal view returns (uint256) {
        if (!isOpen(i)) return 0;
        Order storage order = orders[i];
        uint256 held = escrow.stateOf(ids[i]).held;
        return held + (held * order.terms.buyerFeeBps) / 10_000 + depositOf(order);
    }

    function subtotalOf(Order storage order) internal view returns (uint256) {
        return uint256(order.terms.price) * order.quantity + order.extra;
    }

    function depositOf(Order storage order) internal view returns (uint256) {
        return uint256(order.terms.deposit) * (order.terms.slot == 0 ? order.quantity : 1);
    }

    function endOf(Order memory order) internal pure returns (uint256) {
        return uint256(order.start) + uint256(order.quantity) * order.terms.slot;
    }

    /// @notice What all orders in a token have earned and the treasury has not.
    function feesOf(address token) internal view returns (uint256 fees) {
        for (uint256 i = 0; i < orders.length; i++) {
            OrderState memory state = escrow.stateOf(ids[i]);
            if (orders[i].terms.token == token && !state.feeSwept) fees += state.feePaid;
        }
    }

    function keyOf(uint256 i) internal view returns (OrderKey memory) {
        Order storage order = orders[i];
        return
            OrderKey({
                listingId: registry.listingId(order.terms),
                seller: order.terms.seller,
                token: order.terms.token,
                quantity: order.quantity,
                start: order.start,
                choice: order.choice,
                extra: order.extra,
                buyer: order.buyer,
                referrer: order.referrer,
                nonce: order.nonce
            });
    }

    function isParty(uint256 i, address account) internal view returns (bool) {
        Order storage order = orders[i];
        return account == order.buyer || account == order.terms.seller || account == order.referrer;
    }

    function sheetOf(uint256 i, address token) internal view returns (Sheet memory sheet) {
        for (uint256 p = 0; p < people.length; p++) {
            uint256 wealth = wealthOf(people[p], token);
            if (isParty(i, people[p])) sheet.parties += wealth;
            else sheet.strangers += wealth;
        }
        sheet.strangers += wealthOf(stranger, token);
        sheet.fees = feesOf(token);
        if (token == orders[i].terms.token) sheet.owed = owedFor(i);
        if (token != NATIVE) return sheet;
        sheet.pot = escrow.disputeOf(ids[i]).pot;
        for (uint256 a = 0; a < arbitrators.length; a++) {
            if (address(arbitrators[a]) == orders[i].terms.arbitrator)
                sheet.arbitrator = address(arbitrators[a]).balance;
            else sheet.strangers += address(arbitrators[a]).balance;
        }
    }

    /// @notice Money 2, 3 and 7: what an order no longer holds has reached its own parties and the treasury, to the unit.
    function _checkStep(uint256 i, address token, Sheet memory a, Sheet memory b) private {
        uint256 before = a.parties + a.fees + a.pot + a.arbitrator;
        uint256 then = b.parties + b.fees + b.pot + b.arbitrator;
        require(before + a.owed == then + b.owed, "money of an order went astray");
        require(a.strangers == b.strangers, "somebody else gained or lost");
        if (token == orders[i].terms.token) left[i] += int256(then) - int256(before);
    }

    /// @dev Calls, and looks at all accounts before and after.
    function _try(uint256 i, address caller, uint256 value, bytes memory data) internal returns (bool ok) {
        vm.deal(caller, caller.balance + value);
        address token = orders[i].terms.token;
        Sheet memory native = sheetOf(i, NATIVE);
        Sheet memory other = sheetOf(i, token);
        ok = _call(caller, value, data);
        _checkStep(i, NATIVE, native, sheetOf(i, NATIVE));
        if (token != NATIVE) _checkStep(i, token, other, sheetOf(i, token));
    }

    /// @notice Money 2: what came in is what is held and what left, for each order.
    function checkOrders() public view {
        for (uint256 i = 0; i < orders.length; i++) {
            require(int256(paid[i]) == left[i] + int256(owedFor(i)), "an order has paid out too much or too little");
        }
    }

    // THE STOCK

    /// @notice Whether what an order took is still taken: it comes back with the money.
    function keepsUnits(uint256 i) internal view returns (bool) {
        return escrow.stateOf(ids[i]).status != Status.Refunded;
    }

    function isOf(uint256 i, bytes32 listing) internal view returns (bool) {
        return registry.listingId(orders[i].terms) == listing;
    }

    function soldOf(bytes32 listing) internal view returns (uint256 sold) {
        for (uint256 i = 0; i < orders.length; i++) {
            if (isOf(i, listing) && keepsUnits(i)) sold += orders[i].quantity;
        }
    }

    function soldOf(bytes32 listing, bytes16 variant) internal view returns (uint256 sold) {
        for (uint256 i = 0; i < orders.length; i++) {
            if (isOf(i, listing) && bytes16(orders[i].choice) == variant && keepsUnits(i)) sold += orders[i].quantity;
        }
    }

    /// @notice How many stays that go on or will take place cover a moment.
    function staysAt(bytes32 listing, uint256 moment) internal view returns (uint256 stays) {
        for (uint256 i = 0; i < orders.length; i++) {
            if (!isOf(i, listing) || !keepsUnits(i)) continue;
            if (orders[i].start <= moment && moment < endOf(orders[i])) stays++;
        }
    }

    /// @notice Trade 27: no slot and no unit is sold twice, and what was paid back is for sale again.
    function checkStock() public view {
        for (uint256 i = 0; i < orders.length; i++) {
            Order storage order = orders[i];
            bytes32 listing = registry.listingId(order.terms);
            if (order.terms.slot == 0) {
                uint256 sold = registry.stateOf(listing).sold;
                require(sold == soldOf(listing) && sold <= order.terms.stock, "units went astray");
            } else {
                _checkCalendar(order, listing);
            }
            bytes16 variant = bytes16(order.choice);
            if (variant != 0) {
                require(registry.variantSold(listing, variant) == soldOf(listing, variant), "a variant went astray");
            }
        }
    }

    function _checkCalendar(Order storage order, bytes32 listing) private view {
        uint8[] memory taken = registry.takenAt(order.terms, order.start, order.quantity);
        for (uint256 n = 0; n < taken.length; n++) {
            uint256 stays = staysAt(listing, order.start + n * order.terms.slot);
            require(taken[n] == stays && stays <= order.terms.stock, "a slot was sold twice, or not given back");
        }
    }

    /// @notice Money 1: the escrow has exactly what it owes, for each token.
    function checkSolvency() public view {
        for (uint256 t = 0; t < tokens.length; t++) {
            address token = tokens[t];
            uint256 owed = feesOf(token) + escrow.creditOf(stranger, token);
            for (uint256 p = 0; p < people.length; p++) owed += escrow.creditOf(people[p], token);
            for (uint256 i = 0; i < orders.length; i++) {
                if (orders[i].terms.token == token) owed += owedFor(i);
                if (token == NATIVE) owed += escrow.disputeOf(ids[i]).pot;
            }
            require(balanceOf(address(escrow), token) == owed, "the escrow does not have what it owes");
        }
    }
}
