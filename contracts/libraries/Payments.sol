// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IERC3009} from "../interfaces/IERC3009.sol";
import {Authorization, IEscrow, Permit2Transfer} from "../interfaces/IEscrow.sol";
import {IPermit2} from "../interfaces/IPermit2.sol";

/// @title Payments by signature
/// @notice The buyer signs once, anybody sends it. What is signed names the order, so that nobody can make another one of it.
/// Both measure what arrives.
library Payments {
    bytes32 private constant RECEIVE_TYPEHASH = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant PURCHASE_TYPEHASH = keccak256("Purchase(bytes32 orderId)");
    string private constant WITNESS_TYPE =
        "Purchase witness)"
        "Purchase(bytes32 orderId)"
        "TokenPermissions(address token,uint256 amount)";

    /// @dev ERC-3009: the order's id is the authorization's nonce, and only its payee can use it. The signature is checked here
    /// too, or a token that asks for none would make orders in anybody's name. Whatever domain the token claims, nobody can
    /// have signed for this payee and this order but to buy it.
    function withAuthorization(
        address token,
        address buyer,
        uint256 amount,
        bytes32 orderId,
        Authorization calldata authorization
    ) internal returns (uint256 received) {
        _requireConsent(token, buyer, amount, orderId, authorization);
        uint256 before = IERC20(token).balanceOf(address(this));
        IERC3009(token).receiveWithAuthorization(
            buyer,
            address(this),
            amount,
            authorization.validAfter,
            authorization.validBefore,
            orderId,
            authorization.v,
            authorization.r,
            authorization.s
        );
        return IERC20(token).balanceOf(address(this)) - before;
    }

    function _requireConsent(
        address token,
        address buyer,
        uint256 amount,
        bytes32 orderId,
        Authorization calldata authorization
    ) private view {
        bytes32 content = keccak256(
            abi.encode(
                RECEIVE_TYPEHASH,
                buyer,
                address(this),
                amount,
                authorization.validAfter,
                authorization.validBefore,
                orderId
            )
        );
        bytes32 digest = MessageHashUtils.toTypedDataHash(IERC3009(token).DOMAIN_SEPARATOR(), content);
        bytes memory signature = abi.encodePacked(authorization.r, authorization.s, authorization.v);
        if (!SignatureChecker.isValidSignatureNow(buyer, digest, signature)) revert IEscrow.BadSignature(buyer);
    }

    /// @dev The order's id is the witness.
    function withPermit2(
        address permit2,
        address token,
        address buyer,
        uint256 amount,
        bytes32 orderId,
        Permit2Transfer calldata transfer
    ) internal returns (uint256 received) {
        uint256 before = IERC20(token).balanceOf(address(this));
        IPermit2(permit2).permitWitnessTransferFrom(
            IPermit2.PermitTransferFrom(IPermit2.TokenPermissions(token, amount), transfer.nonce, transfer.deadline),
            IPermit2.SignatureTransferDetails(address(this), amount),
            buyer,
            keccak256(abi.encode(PURCHASE_TYPEHASH, orderId)),
            WITNESS_TYPE,
            transfer.signature
        );
        return IERC20(token).balanceOf(address(this)) - before;
    }
}
