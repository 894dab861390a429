// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    Consent,
    DisputePhase,
    DisputeState,
    IEscrow,
    Order,
    OrderKey,
    OrderState,
    Settlement,
    Status
} from "../../../contracts/interfaces/IEscrow.sol";
import {Kind, ListingProof, Option, Terms} from "../../../contracts/interfaces/IListingRegistry.sol";
import {ContractParty} from "../../../contracts/mocks/ContractParty.sol";
import {OddToken} from "../../../contracts/mocks/OddToken.sol";
import {ScriptedArbitrator} from "../../../contracts/mocks/ScriptedArbitrator.sol";
import {EscrowExits} from "./EscrowExits.sol";
import {vm} from "./Vm.sol";

/// @notice Every verb as a step that takes a random word: who calls, on which order, and with what follows from it. A step
/// that must work and does not, or works and must not, reverts, and so fails the walk.
contract EscrowWalk is EscrowExits {
    uint256 private constant MOST_ORDERS = 16;
    bytes32 private constant SETTLEMENT_TYPEHASH = keccak256(
        "Settlement(bytes32 orderId,uint256 sellerAmount,uint256 nonce,uint40 deadline)"
    );
    bytes32 private constant VOUCHER_TYPEHASH = keccak256("Voucher(bytes32 orderId,uint256 nonce,uint40 deadline)");
    bytes32 private constant REFUND_TYPEHASH = keccak256("Refund(bytes32 orderId,uint256 nonce,uint40 deadline)");
    bytes32 private constant SHIPMENT_TYPEHASH = keccak256(
        "Shipment(bytes32 orderId,bytes32 fulfilment,uint256 nonce,uint40 deadline)"
    );
    bytes32 private constant DOMAIN_TYPEHASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );

    /// @dev Two options of every listing that has some: a size with a stock of its own, and a delivery without.
    bytes32 private constant SIZE = bytes32(bytes16("size M"));
    bytes32 private constant DELIVERY = bytes32(uint256(uint128(bytes16("by post"))));
    uint32 private constant SIZES = 2;

    uint256 private _word;
    uint64 private _nonce;
    uint256 private _caseNumber = 100;
    bool private _paused;
    mapping(address account => mapping(uint256 nonce => bool)) private _cancelled;
    mapping(bytes32 listing => bool) private _isPublished;

    modifier step(uint256 word) {
        _word = word;
        vm.warp(clock);
        _;
    }

    /// @dev A number below `below`, another one each time.
    function _pick(uint256 below) private returns (uint256) {
        _word = uint256(keccak256(abi.encode(_word)));
        return _word % below;
    }

    function _person() private returns (address) {
        return people[_pick(people.length)];
    }

    /// @dev Mostly one of the two sides, or else anybody.
    function _caller(uint256 i) private returns (address) {
        uint256 side = _pick(5);
        return
            side < 2
                ? orders[i].buyer
                : side < 4
                    ? orders[i].terms.seller
                    : _person();
    }

    /// @dev An order that is open, if there is one.
    function _open() private returns (bool any, uint256 i, OrderState memory state) {
        uint256 count = orders.length;
        if (count == 0) return (false, 0, state);
        uint256 first = _pick(count);
        for (uint256 n = 0; n < count; n++) {
            i = (first + n) % count;
            if (isOpen(i)) return (true, i, escrow.stateOf(ids[i]));
        }
        return (false, 0, state);
    }

    /// @dev Mostly one whose dispute is so far, if there is one.
    function _disputed(DisputePhase phase) private returns (bool any, uint256 i, OrderState memory state) {
        uint256 count = orders.length;
        uint256 first = _pick(MOST_ORDERS);
        for (uint256 n = 0; n < count; n++) {
            i = (first + n) % count;
            if (isOpen(i) && _phaseOf(i) == phase) return (true, i, escrow.stateOf(ids[i]));
        }
        return _open();
    }

    function _phaseOf(uint256 i) private view returns (DisputePhase) {
        return escrow.disputeOf(ids[i]).phase;
    }

    function _do(uint256 i, address caller, uint256 value, bytes memory data, bool must) private {
        bool ok = _try(i, caller, value, data);
        require(ok || !must, "what should work did not");
        require(!ok || must, "what should not work did");
    }

    // PURCHASE

    /// @dev Of a new listing, or once more of one that was bought before.
    function buy(uint256 word) external step(word) {
        if (orders.length == MOST_ORDERS) return;
        Order memory order = _order();
        (uint256 subtotal, uint256 fee, uint256 deposit) = escrow.quote(order);
        uint256 total = subtotal + fee + deposit;
        if (order.terms.token == NATIVE) vm.deal(order.buyer, order.buyer.balance + total);
        if (order.terms.token == address(dollar)) dollar.mint(order.buyer, total);
        if (order.terms.token == address(odd)) odd.mint(order.buyer, total);
        uint256 value = order.terms.token == NATIVE ? total : 0;
        bytes32 listing = registry.listingId(order.terms);
        bool isSigned = !_isPublished[listing] && _pick(3) == 0;
        bool isForged = isSigned && _pick(6) == 0;
        bytes memory call =
            isSigned ? _bySignature(order, isForged ? 99 : _keyOf(order.terms.seller)) : _published(order);
        bool must = !_paused && !isForged && _isTaken(order, total) && _hasRoom(order, listing) && _isPriced(order);
        require(_call(order.buyer, value, call) == must, "a purchase went wrong");
        if (!must) return;
        orders.push(order);
        ids.push(escrow.orderId(order));
        paid.push(total);
        left.push(0);
    }

    function _order() private returns (Order memory order) {
        uint256 count = orders.length;
        order.terms = count != 0 && _pick(3) == 0 ? orders[_pick(count)].terms : _terms(_person());
        uint256 buyer = _pick(people.length);
        if (people[buyer] == order.terms.seller) buyer = (buyer + 1) % people.length;
        order.buyer = people[buyer];
        order.quantity = uint32(1 + _pick(3));
        order.referrer = _pick(3) == 0 ? address(0) : _person();
        order.nonce = _nonce++;
        uint256 slot = order.terms.slot;
        if (slot != 0) order.start = uint40((clock / slot + 1 + _pick(4)) * slot + order.terms.slotOffset);
        if (order.terms.options == 0) return order;
        order.choice = _pick(2) == 0 && slot == 0 ? SIZE : DELIVERY;
        order.extra = uint96(_extraOf(order) + (_pick(8) == 0 ? 1 : 0));
    }

    function _extraOf(Order memory order) private pure returns (uint256) {
        Option memory option = _option(order.choice);
        return uint256(option.unitPrice) * order.quantity + option.orderPrice;
    }

    function _isPriced(Order memory order) private pure returns (bool) {
        return order.terms.options == 0 || order.extra == _extraOf(order);
    }

    function _option(bytes32 choice) private pure returns (Option memory option) {
        option = choice == SIZE ? Option(SIZES, 5, 0, new bytes32[](1)) : Option(0, 0, 11, new bytes32[](1));
        option.path[0] = choice == SIZE ? _leaf(DELIVERY, 0, 0, 11) : _leaf(SIZE, SIZES, 5, 0);
    }

    function _leaf(bytes32 choice, uint32 stock, uint96 unit, uint96 whole) private pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(choice, stock, unit, whole))));
    }

    function _options() private pure returns (bytes32) {
        (bytes32 a, bytes32 b) = (_leaf(SIZE, SIZES, 5, 0), _leaf(DELIVERY, 0, 0, 11));
        return a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
    }

    /// @dev Whether what is wanted is still for sale.
    function _hasRoom(Order memory order, bytes32 listing) private view returns (bool) {
        if (order.terms.slot == 0) {
            bool variant = order.choice != SIZE || soldOf(listing, bytes16(SIZE)) + order.quantity <= SIZES;
            return variant && soldOf(listing) + order.quantity <= order.terms.stock;
        }
        for (uint256 n = 0; n < order.quantity; n++) {
            if (staysAt(listing, order.start + n * order.terms.slot) >= order.terms.stock) return false;
        }
        return true;
    }

    /// @dev Alone, or as a cart of one.
    function _published(Order memory order) private returns (bytes memory) {
        _publish(order.terms);
        ListingProof memory proof;
        if (order.choice != 0) proof.option = _option(order.choice);
        if (order.choice != 0 && _pick(2) == 0) return abi.encodeCall(IEscrow.buyProven, (order, proof));
        if (order.choice == 0 && _pick(2) == 0) return abi.encodeCall(IEscrow.buy, (order));
        Order[] memory cart = new Order[](1);
        cart[0] = order;
        ListingProof[] memory proofs = new ListingProof[](order.choice == 0 ? 0 : 1);
        if (order.choice != 0) proofs[0] = proof;
        return abi.encodeCall(IEscrow.buyMany, (cart, proofs));
    }

    function _publish(Terms memory terms) private {
        bytes32 listing = registry.listingId(terms);
        if (_isPublished[listing]) return;
        _isPublished[listing] = true;
        if (_paused) registry.setPaused(false);
        vm.prank(terms.seller);
        registry.publish(terms);
        if (_paused) registry.setPaused(true);
    }

    function _bySignature(Order memory order, uint256 key) private view returns (bytes memory) {
        ListingProof memory proof;
        proof.signature = _sign(key, address(registry), registry.listingId(order.terms));
        if (order.choice != 0) proof.option = _option(order.choice);
        return abi.encodeCall(IEscrow.buyProven, (order, proof));
    }

    function _terms(address seller) private returns (Terms memory terms) {
        bool rental = _pick(2) == 0;
        bool booked = rental && _pick(3) != 0;
        uint256 price = _pick(2) == 0 ? 300 : 1 ether;
        terms.seller = seller;
        terms.token = tokens[_pick(tokens.length)];
        terms.price = uint96(1 + _pick(price));
        terms.deposit = rental ? uint96(_pick(price)) : 0;
        terms.stock = uint32(booked ? 1 + _pick(2) : 4);
        terms.expiry = uint40(clock + 5_000 days);
        terms.fulfilWindow = uint32(60 + _pick(5 days));
        terms.inspectWindow = uint32(60 + _pick(7 days));
        terms.rulingWindow = uint32(60 + _pick(40 days));
        if (booked) {
            terms.slot = uint32(1 hours + _pick(2 days));
            terms.slotOffset = uint32(_pick(terms.slot));
            terms.freeNotice = uint32(_pick(5 days));
            terms.lateRefundBps = uint16(_pick(10_001));
        }
        terms.sellerFeeBps = uint16(_pick(1_001));
        terms.buyerFeeBps = uint16(_pick(1_001));
        terms.referralBps = uint16(_pick(1_001));
        terms.kind = rental ? Kind.Rental : Kind.Item;
        terms.arbitrator = address(arbitrators[_pick(arbitrators.length)]);
        terms.courtId = uint32(_pick(3));
        if (_pick(3) == 0) terms.options = _options();
        terms.metadata = keccak256(abi.encode(_word, _nonce));
    }

    function _isTaken(Order memory order, uint256 total) private view returns (bool) {
        if (order.terms.token != address(odd)) return true;
        OddToken.Manner manner = odd.whenTaken();
        return
            !odd.blocked(order.buyer) &&
            manner != OddToken.Manner.Lying &&
            manner != OddToken.Manner.Refusing &&
            (manner != OddToken.Manner.Taxing || total < 100);
    }

    // FULFILMENT

    /// @dev By the seller, or by anybody with the seller's signature.
    function ship(uint256 word) external step(word) {
        (bool any, uint256 i, OrderState memory state) = _open();
        if (!any) return;
        Order storage order = orders[i];
        bool may = state.status == Status.Funded && clock <= state.deadline && clock > order.start;
        address caller = _caller(i);
        if (_pick(2) == 0) {
            bytes memory call = abi.encodeCall(IEscrow.ship, (order, bytes32(word)));
            return _do(i, caller, 0, call, may && caller == order.terms.seller);
        }
        (Consent memory consent, bool valid) = _consent(order.terms.seller);
        bytes32 said = keccak256(abi.encode(SHIPMENT_TYPEHASH, ids[i], word, consent.nonce, consent.deadline));
        consent.signature = _sign(valid ? _keyOf(order.terms.seller) : 99, address(escrow), said);
        _do(
            i,
            caller,
            0,
            abi.encodeCall(IEscrow.shipBySignature, (order, bytes32(word), consent)),
            may && valid && _holds(order.terms.seller, consent)
        );
    }

    /// @dev Sometimes too late, sometimes cancelled, sometimes forged.
    function _consent(address) private returns (Consent memory consent, bool valid) {
        consent = Consent(_pick(6), uint40(clock + 1 days - (_pick(5) / 4) * 2 days), "");
        valid = _pick(6) != 0;
    }

    function _holds(address signer, Consent memory consent) private view returns (bool) {
        return consent.deadline >= clock && !_cancelled[signer][consent.nonce];
    }

    /// @notice Trade 28: a stay that is called off costs what its terms say, to the wei.
    function callOff(uint256 word) external step(word) {
        (bool any, uint256 i, OrderState memory state) = _open();
        if (!any) return;
        Order storage order = orders[i];
        address caller = _pick(4) == 0 ? _person() : order.buyer;
        bool isBooked = order.terms.slot != 0 && state.status == Status.Funded && clock <= order.start;
        uint256 buyer = wealthOf(order.buyer, order.terms.token);
        uint256 owed = owedFor(i);
        _do(i, caller, 0, abi.encodeCall(IEscrow.callOff, (order)), isBooked && caller == order.buyer);
        if (!isBooked || caller != order.buyer || order.referrer == order.buyer) return;
        uint256 price = subtotalOf(order);
        uint256 kept = _keptShare(order, price);
        uint256 released = price - state.held;
        kept = kept > released ? kept - released : 0;
        uint256 back = state.held - kept;
        uint256 due = back + (back * order.terms.buyerFeeBps) / 10_000 + depositOf(order);
        require(due <= owed, "more came back than was there");
        require(wealthOf(order.buyer, order.terms.token) == buyer + due, "a stay called off cost something else");
    }

    function _keptShare(Order storage order, uint256 price) private view returns (uint256) {
        uint256 time = order.start - clock;
        if (time >= order.terms.freeNotice) return 0;
        if (time * 2 < order.terms.freeNotice) return price;
        return price - (price * order.terms.lateRefundBps) / 10_000;
    }

    function extend(uint256 word) external step(word) {
        (bool any, uint256 i, OrderState memory state) = _open();
        if (!any) return;
        address caller = _caller(i);
        address giver = state.status == Status.Funded ? orders[i].buyer : orders[i].terms.seller;
        uint256 deadline = state.deadline - 1 + _pick(_pick(8) == 0 ? 500 days : 4 days);
        bool must =
            state.status != Status.Disputed &&
                caller == giver &&
                clock <= state.deadline &&
                deadline > state.deadline &&
                deadline <= clock + 365 days &&
                (state.status == Status.Funded || orders[i].terms.deposit == 0);
        _do(i, caller, 0, abi.encodeCall(IEscrow.extend, (orders[i], uint40(deadline))), must);
    }

    // COMPLETION

    function confirm(uint256 word) external step(word) {
        (bool any, uint256 i, OrderState memory state) = _open();
        if (!any) return;
        address caller = _caller(i);
        bool isRental = orders[i].terms.deposit != 0;
        bool may = isRental ? state.status == Status.Shipped && state.held != 0 : _phaseOf(i) != DisputePhase.Ruled;
        _do(i, caller, 0, abi.encodeCall(IEscrow.confirm, (orders[i])), may && caller == orders[i].buyer);
    }

    /// @notice By whoever holds what the buyer has signed for the hand-over.
    function confirmWithVoucher(uint256 word) external step(word) {
        (bool any, uint256 i, OrderState memory state) = _open();
        if (!any) return;
        Order storage order = orders[i];
        bool may =
            order.terms.deposit == 0
                ? state.status != Status.Disputed
                : state.status == Status.Shipped && state.held != 0;
        (Consent memory voucher, bool valid) = _signed(i, order.buyer, VOUCHER_TYPEHASH);
        bytes memory call = abi.encodeCall(IEscrow.confirmWithVoucher, (order, voucher));
        _do(i, _pick(3) == 0 ? stranger : _caller(i), 0, call, may && valid);
    }

    function _signed(uint256 i, address signer, bytes32 typehash) private returns (Consent memory consent, bool valid) {
        (consent, valid) = _consent(signer);
        bytes32 said = keccak256(abi.encode(typehash, ids[i], consent.nonce, consent.deadline));
        consent.signature = _sign(valid ? _keyOf(signer) : 99, address(escrow), said);
        valid = valid && _holds(signer, consent);
    }

    function release(uint256 word) external step(word) {
        (bool any, uint256 i, OrderState memory state) = _open();
        if (!any) return;
        address caller = _caller(i);
        uint96 amount = uint96(_pick(uint256(state.held) + 2));
        bool may = state.status != Status.Disputed && amount > 0 && amount < state.held;
        _do(i, caller, 0, abi.encodeCall(IEscrow.release, (orders[i], amount)), may && caller == orders[i].buyer);
    }

    function refund(uint256 word) external step(word) {
        (bool any, uint256 i, OrderState memory state) = _open();
        if (!any) return;
        address caller = _pick(3) == 0 ? stranger : _caller(i);
        bool isLate = state.status == Status.Funded && clock > state.deadline;
        bool may = _phaseOf(i) != DisputePhase.Ruled && (isLate || caller == orders[i].terms.seller);
        _do(i, caller, 0, abi.encodeCall(IEscrow.refund, (orders[i])), may);
    }

    function refundBySignature(uint256 word) external step(word) {
        (bool any, uint256 i, ) = _open();
        if (!any) return;
        bool may = _phaseOf(i) != DisputePhase.Ruled;
        (Consent memory consent, bool valid) = _signed(i, orders[i].terms.seller, REFUND_TYPEHASH);
        _do(i, _caller(i), 0, abi.encodeCall(IEscrow.refundBySignature, (orders[i], consent)), may && valid);
    }

    function settle(uint256 word) external step(word) {
        (bool any, uint256 i, OrderState memory state) = _open();
        if (!any) return;
        Order storage order = orders[i];
        (address caller, address signer) = _pick(2) == 0
            ? (order.buyer, order.terms.seller)
            : (order.terms.seller, order.buyer);
        uint256 released = subtotalOf(order) - state.held;
        uint256 most = released + state.held + depositOf(order);
        Settlement memory offer = Settlement(ids[i], _pick(most + 2), _pick(6), uint40(clock - _pick(5) / 4));
        bool isForged = _pick(6) == 0;
        bool may =
            _phaseOf(i) != DisputePhase.Ruled &&
                !isForged &&
                !_cancelled[signer][offer.nonce] &&
                offer.sellerAmount <= most &&
                offer.sellerAmount >= released &&
                offer.deadline >= clock;
        bytes32 said = keccak256(abi.encode(SETTLEMENT_TYPEHASH, offer));
        bytes memory signature = _sign(isForged ? 99 : _keyOf(signer), address(escrow), said);
        _do(i, caller, 0, abi.encodeCall(IEscrow.settle, (order, offer, signature)), may);
    }

    function cancelSignatures(uint256 word) external step(word) {
        (address caller, uint256 nonce) = (_person(), _pick(20));
        _cancelled[caller][nonce] = true;
        require(_call(caller, 0, abi.encodeCall(IEscrow.cancelSignatures, (nonce))), "an offer stays");
    }

    function _keyOf(address account) private view returns (uint256) {
        for (uint256 p = 0; p < people.length; p++) if (people[p] == account) return keys[p];
        revert("nobody");
    }

    /// @dev EIP-712, as both contracts ask for it.
    function _sign(uint256 key, address verifier, bytes32 said) private view returns (bytes memory) {
        string memory name = verifier == address(escrow) ? "Handsel Escrow" : "Handsel Listings";
        bytes32 domain = keccak256(
            abi.encode(DOMAIN_TYPEHASH, keccak256(bytes(name)), keccak256("1"), block.chainid, verifier)
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked(hex"1901", domain, said)));
        return abi.encodePacked(r, s, v);
    }

    function claim(uint256 word) external step(word) {
        (bool any, uint256 i, OrderState memory state) = _open();
        if (!any) return;
        bool may = state.status == Status.Shipped && clock > state.deadline;
        _do(i, _caller(i), 0, abi.encodeCall(IEscrow.claim, (orders[i])), may);
    }

    // DISPUTE

    function openDispute(uint256 word) external step(word) {
        (bool any, uint256 i, OrderState memory state) = _open();
        if (!any) return;
        address caller = _caller(i);
        bool isBuyer = caller == orders[i].buyer;
        bool isSeller = caller == orders[i].terms.seller;
        bool isSide = isBuyer || (isSeller && state.status == Status.Shipped);
        bool hasBegun = state.status != Status.Funded || clock > orders[i].start;
        bool may = state.status != Status.Disputed && isSide && hasBegun && clock <= state.deadline;
        uint256 cost = escrow.arbitrationCost(orders[i]);
        _do(i, caller, cost, abi.encodeCall(IEscrow.openDispute, (orders[i])), may);
    }

    function answerDispute(uint256 word) external step(word) {
        (bool any, uint256 i, OrderState memory state) = _disputed(DisputePhase.Opened);
        if (!any) return;
        DisputeState memory dispute = escrow.disputeOf(ids[i]);
        address caller = _caller(i);
        bool isOther = caller == (dispute.openedByBuyer ? orders[i].terms.seller : orders[i].buyer);
        bool may = dispute.phase == DisputePhase.Opened && isOther && clock <= state.deadline;
        // Now and then a number that it has given before.
        ScriptedArbitrator(orders[i].terms.arbitrator).number(_pick(5) == 0 ? 1 + _pick(3) : _caseNumber++);
        _do(i, caller, dispute.pot, abi.encodeCall(IEscrow.answerDispute, (orders[i])), may);
    }

    function resolveUnanswered(uint256 word) external step(word) {
        (bool any, uint256 i, OrderState memory state) = _disputed(DisputePhase.Opened);
        if (!any) return;
        bool may = _phaseOf(i) == DisputePhase.Opened && clock > state.deadline;
        _do(i, stranger, 0, abi.encodeCall(IEscrow.resolveUnanswered, (orders[i])), may);
    }

    /// @notice Each of the two arbitrators, with any number.
    function rule(uint256 word) external step(word) {
        (bool any, uint256 i, OrderState memory state) = _disputed(DisputePhase.Raised);
        if (!any) return;
        DisputeState memory dispute = escrow.disputeOf(ids[i]);
        address caller = address(arbitrators[_pick(arbitrators.length)]);
        uint256 number = _pick(6) == 0 ? _pick(4) : dispute.disputeId;
        uint256 ruling = _pick(4);
        bytes32 before = _fingerprint(i);
        bool isItsOwn = caller == address(dispute.arbitrator) && number == dispute.disputeId && number != 0;
        bool may = isItsOwn && dispute.phase == DisputePhase.Raised && clock <= state.deadline;
        bool ok = _try(i, caller, 0, abi.encodeCall(escrow.rule, (number, ruling)));
        require((_fingerprint(i) != before) == may, "a ruling that should count does not, or the other way round");
        require(!may || (ok && escrow.disputeOf(ids[i]).ruling == (ruling == 3 ? 0 : ruling)), "a ruling was changed");
    }

    function executeRuling(uint256 word) external step(word) {
        (bool any, uint256 i, ) = _disputed(DisputePhase.Ruled);
        if (!any) return;
        bool may = _phaseOf(i) == DisputePhase.Ruled;
        _do(i, stranger, 0, abi.encodeCall(IEscrow.executeRuling, (orders[i])), may);
    }

    function resolveStalled(uint256 word) external step(word) {
        (bool any, uint256 i, OrderState memory state) = _disputed(DisputePhase.Raised);
        if (!any) return;
        bool may = _phaseOf(i) == DisputePhase.Raised && clock > state.deadline;
        _do(i, stranger, 0, abi.encodeCall(IEscrow.resolveStalled, (orders[i])), may);
    }

    /// @notice Of an order that was before an arbitrator, who may have found some of its fee meanwhile.
    function reclaimFees(uint256 word) external step(word) {
        uint256 count = orders.length;
        uint256 first = _pick(MOST_ORDERS);
        for (uint256 n = 0; n < count; n++) {
            uint256 i = (first + n) % count;
            if (escrow.disputeOf(ids[i]).disputeId == 0) continue;
            if (_pick(2) == 0) ScriptedArbitrator(orders[i].terms.arbitrator).setRefund(_pick(ARBITRATION_FEE), 0);
            bool wasOpen = isOpen(i);
            bool ok = _try(i, stranger, 0, abi.encodeCall(IEscrow.reclaimFees, (ids[i])));
            require(!(ok && wasOpen), "fees left a dispute that goes on");
            if (!wasOpen) return;
        }
    }

    // MONEY

    function withdraw(uint256 word) external step(word) {
        (address caller, address to, address token) = (_person(), _person(), tokens[_pick(tokens.length)]);
        uint256 credit = escrow.creditOf(caller, token);
        uint256 amount = _pick(2) == 0 ? credit : _pick(credit + 2);
        uint256 balance = balanceOf(to, token);
        bool ok = _call(caller, 0, abi.encodeCall(IEscrow.withdraw, (token, to, amount)));
        require(!ok || (amount != 0 && amount <= credit), "what was not there was withdrawn");
        require(escrow.creditOf(caller, token) == (ok ? credit - amount : credit), "a credit is wrong");
        require(balanceOf(to, token) == (ok ? balance + amount : balance), "a credit went astray");
    }

    /// @notice Any two orders, the same one twice included.
    function sweep(uint256 word) external step(word) {
        if (orders.length == 0) return;
        (uint256 i, uint256 j) = (_pick(orders.length), _pick(orders.length));
        (address token, address other) = (orders[i].terms.token, orders[j].terms.token);
        OrderKey[] memory keys = new OrderKey[](2);
        (keys[0], keys[1]) = (keyOf(i), keyOf(j));
        uint256 fees = _unswept(i) + (i == j ? 0 : _unswept(j));
        uint256 balance = balanceOf(treasury, token);
        bool ok = _call(stranger, 0, abi.encodeCall(IEscrow.sweep, (keys)));
        require(!ok || (token == other && !isOpen(i) && !isOpen(j)), "fees left too early");
        require(balanceOf(treasury, token) == (ok ? balance + fees : balance), "fees went astray");
    }

    function _unswept(uint256 i) private view returns (uint256) {
        OrderState memory state = escrow.stateOf(ids[i]);
        return state.feeSwept ? 0 : state.feePaid;
    }

    // THE WORLD

    function wait(uint256 word) external step(word) {
        _wait(clock + _pick(_pick(4) == 0 ? 30 days : 2 days));
    }

    /// @notice Goes to the last second of a deadline, or to the one after it, and looks at what is open then.
    function look(uint256 word) external step(word) {
        (bool any, uint256 i, OrderState memory state) = _open();
        if (!any) return;
        if (_pick(2) == 0) _wait(state.deadline + _pick(2));
        _checkMoment(i);
    }

    function pause(uint256 word) external step(word) {
        _paused = _pick(3) == 0;
        registry.setPaused(_paused);
    }

    function misbehave(uint256 word) external step(word) {
        ContractParty party = ContractParty(payable(people[2 + _pick(2)]));
        party.set(ContractParty.Manner(_pick(5)));
        party.setCallback(address(escrow), abi.encodeCall(IEscrow.sweep, (new OrderKey[](0))));
        // Not those that make its own balances lie: they are the token's affair.
        uint8[6] memory taken = [0, 1, 2, 3, 4, 7];
        uint8[5] memory sent = [0, 1, 3, 5, 7];
        odd.set(OddToken.Manner(taken[_pick(6)]), OddToken.Manner(sent[_pick(5)]));
        odd.setCallback(abi.encodeCall(IEscrow.withdraw, (address(odd), people[0], 1)));
        odd.setBlocked(_person(), _pick(3) == 0);
        ScriptedArbitrator arbitrator = arbitrators[_pick(arbitrators.length)];
        uint256 given = _pick(5) == 3 ? 0 : _pick(5);
        arbitrator.set(
            ScriptedArbitrator.Manner(_pick(2) == 0 ? 0 : _pick(6)),
            ScriptedArbitrator.Manner(given == 3 ? 0 : given)
        );
        arbitrator.setRefund(_pick(2 * ARBITRATION_FEE), _pick(4) == 0 ? _pick(100) : 0);
        arbitrator.setCallback(abi.encodeCall(IEscrow.sweep, (new OrderKey[](0))));
        arbitrator.setCost(_pick(2) * ARBITRATION_FEE + _pick(3), false);
    }
}
