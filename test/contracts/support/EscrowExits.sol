// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    DisputePhase,
    DisputeState,
    IEscrow,
    Order,
    OrderState,
    Status
} from "../../../contracts/interfaces/IEscrow.sol";
import {EscrowWorld} from "./EscrowWorld.sol";
import {vm} from "./Vm.sol";

/// @notice What is open at a moment: the action of whoever is waited for, and the timeout of a stranger.
abstract contract EscrowExits is EscrowWorld {
    /// @notice The call by which a stranger ends an order that everybody has left.
    function _timeout(uint256 i) internal view returns (bytes memory) {
        Order storage order = orders[i];
        Status status = escrow.stateOf(ids[i]).status;
        DisputePhase phase = escrow.disputeOf(ids[i]).phase;
        if (status == Status.Funded) return abi.encodeCall(IEscrow.refund, (order));
        if (status == Status.Shipped) return abi.encodeCall(IEscrow.claim, (order));
        if (phase == DisputePhase.Opened) return abi.encodeCall(IEscrow.resolveUnanswered, (order));
        if (phase == DisputePhase.Raised) return abi.encodeCall(IEscrow.resolveStalled, (order));
        return abi.encodeCall(IEscrow.executeRuling, (order));
    }

    /// @notice What the deadline gives somebody time for. Nothing when nobody can do it: the arbitrator would not have the case.
    function _action(uint256 i) internal view returns (address caller, uint256 value, bytes memory data) {
        Order storage order = orders[i];
        Status status = escrow.stateOf(ids[i]).status;
        DisputeState memory dispute = escrow.disputeOf(ids[i]);
        if (status == Status.Funded && order.start != 0 && clock <= order.start) {
            return (order.buyer, 0, abi.encodeCall(IEscrow.callOff, (order)));
        }
        if (status == Status.Funded) return (order.terms.seller, 0, abi.encodeCall(IEscrow.ship, (order, bytes32(0))));
        if (status == Status.Shipped) {
            return (order.buyer, escrow.arbitrationCost(order), abi.encodeCall(IEscrow.openDispute, (order)));
        }
        if (dispute.phase == DisputePhase.Opened) {
            caller = dispute.openedByBuyer ? dispute.seller : dispute.buyer;
            return (caller, dispute.pot, abi.encodeCall(IEscrow.answerDispute, (order)));
        }
        if (dispute.phase != DisputePhase.Raised || dispute.disputeId == 0) return (address(0), 0, "");
        return (address(dispute.arbitrator), 0, abi.encodeCall(escrow.rule, (dispute.disputeId, 1)));
    }

    function _fingerprint(uint256 i) internal view returns (bytes32) {
        return keccak256(abi.encode(escrow.stateOf(ids[i]), escrow.disputeOf(ids[i])));
    }

    /// @notice Always reverts, so that nothing has happened; says whether something would have.
    function rehearse(uint256 i, address caller, uint256 value, bytes calldata data) external {
        bytes32 before = _fingerprint(i);
        vm.deal(caller, caller.balance + value);
        bool works = _call(caller, value, data) && _fingerprint(i) != before;
        assembly ("memory-safe") {
            mstore(0x00, works)
            revert(0x00, 0x20)
        }
    }

    function _would(uint256 i, address caller, uint256 value, bytes memory data) internal returns (bool) {
        (, bytes memory answer) = address(this).call(abi.encodeCall(this.rehearse, (i, caller, value, data)));
        require(answer.length == 32, "the rehearsal failed");
        return abi.decode(answer, (bool));
    }

    /// @notice Money 5: at every second exactly one of the two is open.
    function _checkMoment(uint256 i) internal {
        OrderState memory state = escrow.stateOf(ids[i]);
        (address caller, uint256 value, bytes memory data) = _action(i);
        bool timeout = _would(i, stranger, 0, _timeout(i));
        bool ruled = state.status == Status.Disputed && escrow.disputeOf(ids[i]).phase == DisputePhase.Ruled;
        require(timeout == (ruled || clock > state.deadline), "a timeout is early or late");
        if (caller != address(0)) require(_would(i, caller, value, data) != timeout, "action and timeout, or neither");
    }

    /// @notice Money 4: one stranger ends every order, each at the first second after its deadline, with one call.
    function liquidate() external {
        uint256 started = clock;
        while (true) {
            uint256 next = type(uint256).max;
            uint256 due = type(uint256).max;
            for (uint256 i = 0; i < orders.length; i++) {
                if (!isOpen(i)) continue;
                bool ruled = escrow.disputeOf(ids[i]).phase == DisputePhase.Ruled;
                uint256 dueNow = ruled ? started : uint256(escrow.stateOf(ids[i]).deadline) + 1;
                if (dueNow < due) (next, due) = (i, dueNow);
            }
            if (next == type(uint256).max) break;
            _wait(due);
            require(_try(next, stranger, 0, _timeout(next)) && !isOpen(next), "an order has no end");
            require(clock == (due > started ? due : started), "an order ended late");
        }
        for (uint256 i = 0; i < orders.length; i++) {
            require(escrow.disputeOf(ids[i]).pot == 0, "an ended order still holds a fee");
        }
    }
}
