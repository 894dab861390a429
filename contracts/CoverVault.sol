// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICoverVault} from "./interfaces/ICoverVault.sol";
import {IEscrow} from "./interfaces/IEscrow.sol";
import {Calls} from "./libraries/Calls.sol";
import {Credits} from "./libraries/Credits.sol";

/// @title Cover vault
/// @notice See ICoverVault.
/// @dev What shares are worth, and what is owed to creditors, which is no longer the vault's.
abstract contract CoverVault is ICoverVault, ERC4626, ReentrancyGuardTransient {
    using Credits for mapping(address account => mapping(address token => uint256));
    using Math for uint256;

    /// @dev A million times the virtual shares, which so get no more than a millionth of anything.
    uint256 private constant LAST_SHARES = 1e12;

    /// @inheritdoc ICoverVault
    uint256 public liveCover;
    /// @dev What is in the vault and not sure to stay: premiums of covers that have not ended, and claims that are not refused.
    uint256 internal _uncertain;
    /// @dev Credits, and claims that are granted and not paid.
    uint256 internal _owed;
    /// @inheritdoc ICoverVault
    mapping(address account => mapping(address token => uint256)) public creditOf;

    /// @inheritdoc ERC4626
    function totalAssets() public view override returns (uint256) {
        return super.totalAssets().saturatingSub(_owed);
    }

    /// @inheritdoc ICoverVault
    function freeAssets() public view returns (uint256) {
        return totalAssets().saturatingSub(liveCover);
    }

    // SHARES

    /// @inheritdoc ERC4626
    function maxRedeem(address owner) public view override returns (uint256) {
        // All that are worth less than one unit more than what is free: they are redeemed for whole units.
        uint256 shares = _sharesFor(freeAssets() + 1, Math.Rounding.Ceil) - 1;
        if (_uncertain != 0) shares = Math.min(shares, totalSupply().saturatingSub(LAST_SHARES));
        return Math.min(super.maxRedeem(owner), shares);
    }

    /// @inheritdoc ICoverVault
    function redeemAtLeast(
        uint256 shares,
        address receiver,
        address owner,
        uint256 minAssets
    ) external returns (uint256 assets) {
        assets = redeem(shares, receiver, owner);
        if (assets < minAssets) revert TooLittle(assets, minAssets);
    }

    /// @inheritdoc ERC4626
    function previewRedeem(uint256 shares) public view override returns (uint256) {
        return shares.mulDiv(_certain(), totalSupply() + 10 ** _decimalsOffset());
    }

    /// @inheritdoc ERC4626
    function previewWithdraw(uint256 assets) public view override returns (uint256) {
        return _sharesFor(assets, Math.Rounding.Ceil);
    }

    function _sharesFor(uint256 assets, Math.Rounding rounding) private view returns (uint256) {
        return assets.mulDiv(totalSupply() + 10 ** _decimalsOffset(), _certain(), rounding);
    }

    /// @dev With the one unit that OpenZeppelin's conversions add against a vault without shares.
    function _certain() private view returns (uint256) {
        return totalAssets().saturatingSub(_uncertain) + 1;
    }

    /// @dev A million virtual shares for each unit: whoever inflates an empty vault loses a million times what others may.
    function _decimalsOffset() internal pure override returns (uint8) {
        return 6;
    }

    function _deposit(address caller, address receiver, uint256 assets, uint256 shares) internal override nonReentrant {
        super._deposit(caller, receiver, assets, shares);
    }

    function _withdraw(
        address caller,
        address receiver,
        address owner,
        uint256 assets,
        uint256 shares
    ) internal override nonReentrant {
        super._withdraw(caller, receiver, owner, assets, shares);
    }

    // MONEY

    function _transferIn(address from, uint256 assets) internal override {
        uint256 received = Calls.pull(asset(), from, assets);
        if (received != assets) revert IEscrow.WrongReceived(received, assets);
    }

    function _transferOut(address to, uint256 assets) internal override {
        if (!Calls.transfer(asset(), to, assets, gasleft())) revert IEscrow.TransferFailed(to, asset(), assets);
    }

    function _push(address token, address to, uint256 amount) internal {
        if (!creditOf.push(token, to, amount) && token == asset()) _owed += amount;
    }

    /// @inheritdoc ICoverVault
    function withdrawCredit(address token, address to, uint256 amount) external nonReentrant {
        creditOf.debit(token, amount);
        if (token == asset()) _owed -= amount;
        Credits.send(msg.sender, token, to, amount);
    }
}
