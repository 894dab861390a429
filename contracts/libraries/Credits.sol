// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrow} from "../interfaces/IEscrow.sol";
import {Calls} from "./Calls.sol";

/// @title Credits
/// @notice What could not be pushed to somebody, and waits until it is fetched: any part of it, to any address. A credit that a
/// token can't pay in full, because its balances shrink or a unit is missing, is still paid as far as it goes.
library Credits {
    /// @dev Sends, or writes down what could not be sent.
    function push(
        mapping(address account => mapping(address token => uint256)) storage credits,
        address token,
        address to,
        uint256 amount
    ) internal returns (bool sent) {
        sent = Calls.push(token, to, amount);
        if (sent) return true;
        credits[to][token] += amount;
        emit IEscrow.Credited(to, token, amount);
    }

    /// @dev Takes a part of the caller's credit off what is owed. `send` has to follow.
    function debit(
        mapping(address account => mapping(address token => uint256)) storage credits,
        address token,
        uint256 amount
    ) internal {
        uint256 credit = credits[msg.sender][token];
        if (amount == 0 || amount > credit) revert IEscrow.AmountOutOfBounds(amount, credit);
        unchecked {
            credits[msg.sender][token] = credit - amount;
        }
    }

    /// @dev All gas: whoever withdraws has chosen the receiver, and a failure takes the debit back.
    function send(address account, address token, address to, uint256 amount) internal {
        emit IEscrow.Withdrawn(account, token, to, amount);

        if (!Calls.transfer(token, to, amount, gasleft())) revert IEscrow.TransferFailed(to, token, amount);
    }

    /// @dev Sends a part of the caller's credit to an address of its choice.
    function withdraw(
        mapping(address account => mapping(address token => uint256)) storage credits,
        address token,
        address to,
        uint256 amount
    ) internal {
        debit(credits, token, amount);
        send(msg.sender, token, to, amount);
    }

    /// @dev Sends an account its whole credit, whoever asks for it.
    function sweep(
        mapping(address account => mapping(address token => uint256)) storage credits,
        address account,
        address token
    ) internal returns (uint256 amount) {
        amount = credits[account][token];
        if (amount == 0) revert IEscrow.NothingToWithdraw(account, token);
        credits[account][token] = 0;
        send(account, token, account, amount);
    }
}
