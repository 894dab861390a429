// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @notice A contract that buys or sells, signs through its owner (ERC-1271), and can be told how to behave when it is paid.
contract ContractParty {
    enum Manner {
        /// Takes it with more gas than the 2,300 of `transfer`, as wallets do.
        Taking,
        Refusing,
        Burning,
        Flooding,
        CallingBack
    }

    address public immutable owner;
    Manner public whenPaid;
    uint256 public received;
    address public callee;
    bytes public callback;
    bytes public failure;

    constructor(address owner_) {
        owner = owner_;
    }

    receive() external payable {
        if (whenPaid == Manner.Refusing) revert("refused");
        if (whenPaid == Manner.Burning) {
            while (true) received += 1;
        }
        if (whenPaid == Manner.Flooding) {
            assembly {
                revert(0, 100000)
            }
        }
        received += msg.value;
        if (whenPaid == Manner.CallingBack) {
            (bool ok, bytes memory answer) = callee.call(callback);
            if (!ok) failure = answer;
        }
    }

    function set(Manner whenPaid_) external {
        whenPaid = whenPaid_;
    }

    function setCallback(address callee_, bytes calldata callback_) external {
        callee = callee_;
        callback = callback_;
    }

    function act(address to, bytes calldata data) external payable returns (bytes memory answer) {
        bool ok;
        (ok, answer) = to.call{value: msg.value}(data);
        if (!ok) {
            assembly {
                revert(add(answer, 0x20), mload(answer))
            }
        }
    }

    /// @notice Sends coin along after the call, within the same transaction.
    function actAndSend(address to, bytes calldata data, uint256 sent) external payable {
        this.act{value: msg.value - sent}(to, data);
        (bool ok, ) = to.call{value: sent}("");
        require(ok, "not taken");
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        return ECDSA.recover(digest, signature) == owner ? this.isValidSignature.selector : bytes4(0);
    }
}
