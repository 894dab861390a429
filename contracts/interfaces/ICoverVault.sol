// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Cover vault
/// @notice An ERC-4626 vault whose shareholders lend their money to promises.
///
/// Solvency: all live cover together never exceeds `totalAssets` when more is promised or shares are redeemed.
///
/// Two prices: shares are issued at the worth of all that is in the vault, and redeemed at the worth of what is certain, which
/// is without the premiums of covers that have not ended and without what is being claimed. So nobody gains by coming just
/// before a premium or a refusal and leaving after it, nor by leaving between a claim and its ruling; whoever leaves for good
/// leaves those premiums to whoever goes on bearing the risk. `previewRedeem(previewDeposit(x))` shows the difference;
/// `totalAssets` and `convertTo…` speak of all that is in the vault.
///
/// Warning: what is redeemable now is what no live cover needs (`maxWithdraw`); new covers compete with withdrawals for it.
/// While anything is uncertain the last shares stay, a million times OpenZeppelin's virtual ones, so that what becomes certain
/// has an owner. A claim lowers what shares are redeemed at from one moment to the next: `redeemAtLeast`.
/// What comes in is measured, so a token that keeps a fee is refused.
interface ICoverVault {
    error TooLittle(uint256 assets, uint256 minAssets);

    /// @notice ERC-4626's `redeem`, which does nothing when the shares are worth less than `minAssets` by then.
    /// @dev Reverts with TooLittle.
    /// @param shares How many shares.
    /// @param receiver Who gets the assets.
    /// @param owner Whose shares are redeemed.
    /// @param minAssets The least that they have to be worth, in units of the asset.
    /// @return assets What they were worth.
    function redeemAtLeast(
        uint256 shares,
        address receiver,
        address owner,
        uint256 minAssets
    ) external returns (uint256 assets);

    /// @notice Sends a part of what could not be pushed to the caller to an address of its choice. ERC-4626 has taken the name
    /// `withdraw` for shares.
    /// @dev Reverts with AmountOutOfBounds or TransferFailed.
    /// @param token The token, or zero for native coin.
    /// @param to Where it goes.
    /// @param amount How much, in the smallest unit.
    function withdrawCredit(address token, address to, uint256 amount) external;

    /// @notice What no live cover needs: the most that can be covered anew, or redeemed.
    function freeAssets() external view returns (uint256);
    /// @notice What all covers that have not ended promise together. A granted claim has: it is the buyer's.
    function liveCover() external view returns (uint256);
    /// @notice What waits for an account to be withdrawn.
    /// @param account Whose.
    /// @param token The token, or zero for native coin.
    function creditOf(address account, address token) external view returns (uint256);
}
