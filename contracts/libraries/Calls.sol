// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Calls
/// @notice Calls to strangers: bounded gas, at most one word copied back, no revert passed on.
library Calls {
    error NotEnoughGas();
    error TokenCallFailed(address token);

    /// @dev A receiving contract wallet needs more than the 2,300 gas of `transfer`, and none needs more than this.
    uint256 internal constant NATIVE_GAS = 50_000;
    /// @dev Proxied tokens with hooks and cold accounts were seen to need about 100,000.
    uint256 internal constant TOKEN_GAS = 200_000;
    /// @dev What a call costs its caller before the callee's gas is counted: cold account and value.
    uint256 private constant CALL_COST = 15_000;

    /// @dev Whether it did not revert, how many bytes came back, and the first of them, if there were 32.
    function attempt(
        address to,
        uint256 value,
        uint256 gasLimit,
        bytes memory data
    ) internal returns (bool ok, uint256 size, uint256 word) {
        assembly ("memory-safe") {
            ok := call(gasLimit, to, value, add(data, 0x20), mload(data), 0x00, 0x20)
            size := returndatasize()
            if gt(size, 0x1f) {
                word := mload(0x00)
            }
        }
    }

    /// @dev Sends native coin (`token` zero) or tokens without letting the receiver or the token stop the caller.
    /// @dev Refuses to count it as a failure when the caller of the transaction provided too little gas for a fair attempt:
    /// nobody else can turn a payment into a credit.
    function push(address token, address to, uint256 amount) internal returns (bool sent) {
        uint256 gasLimit = token == address(0) ? NATIVE_GAS : TOKEN_GAS;
        uint256 available = gasleft();
        sent = transfer(token, to, amount, gasLimit);
        if (!sent && available - available / 64 < gasLimit + CALL_COST) revert NotEnoughGas();
    }

    /// @dev Calls without caring about the answer. Refuses, as `push` does, to believe a failure that the caller of the
    /// transaction could have arranged by its gas.
    function tell(address to, uint256 gasLimit, bytes memory data) internal {
        uint256 available = gasleft();
        (bool ok, , ) = attempt(to, 0, gasLimit, data);
        if (!ok && available - available / 64 < gasLimit + CALL_COST) revert NotEnoughGas();
    }

    function transfer(address token, address to, uint256 amount, uint256 gasLimit) internal returns (bool sent) {
        if (token == address(0)) {
            (sent, , ) = attempt(to, amount, gasLimit, "");
        } else {
            sent = _tokenCall(token, gasLimit, abi.encodeCall(IERC20.transfer, (to, amount)));
        }
    }

    /// @dev Takes `amount` of a token from an account that allowed it, and measures what arrives.
    /// What arrives may differ from `amount` when the token takes a fee or lies.
    function pull(address token, address from, uint256 amount) internal returns (uint256 received) {
        uint256 before = IERC20(token).balanceOf(address(this));
        if (!_tokenCall(token, gasleft(), abi.encodeCall(IERC20.transferFrom, (from, address(this), amount)))) {
            revert TokenCallFailed(token);
        }
        return IERC20(token).balanceOf(address(this)) - before;
    }

    /// @dev Tokens answer `true`, or nothing at all; nothing counts only if there is a contract that could have answered.
    function _tokenCall(address token, uint256 gasLimit, bytes memory data) private returns (bool) {
        (bool ok, uint256 size, uint256 word) = attempt(token, 0, gasLimit, data);
        return ok && (size == 0 ? token.code.length > 0 : size > 31 && word == 1);
    }
}
