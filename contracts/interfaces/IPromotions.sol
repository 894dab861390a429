// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What was paid to have a listing seen, decayed to `updatedAt`, in thousandths of a dollar. One slot.
struct Boost {
    uint128 weight;
    uint40 updatedAt;
}

/// @title Promotions
/// @notice Paid rank in the open: whoever pays adds to a listing's boost, and the boost halves every 7 days. How much of a page
/// may be boosted, and that it says so, is up to whoever shows it. Holds no money but what the treasury would not take.
///
/// Boost: `weight` = amount x unitsPerToken / 1e18, as fees weigh in Reputation, so that payments in different tokens add up.
/// It decays in 64 steps to the half, each of `STEP` seconds, in integers that `protocol/boost.ts` re-computes bit for bit.
///
/// Listings: an id that is closed is refused, since the money would buy nothing. An id that is not known is taken: a signed
/// listing is not known before it is first sold.
///
/// Tokens: the owner says what a token's units weigh, `tokenDelay` before it holds; then it holds by itself. Weight zero takes a
/// token off the list.
///
/// Money: goes to the treasury at once, and is not returned. If the treasury does not take it, it waits here for `sweep`.
interface IPromotions {
    /// @notice Somebody paid for a listing to be seen.
    /// @param listingId The listing.
    /// @param payer Who paid.
    /// @param token The token, or zero for native coin.
    /// @param amount How much, in the smallest unit.
    /// @param added What that added, in thousandths of a dollar.
    /// @param boost The listing's boost after it.
    event ListingBoosted(
        bytes32 indexed listingId,
        address indexed payer,
        address indexed token,
        uint256 amount,
        uint128 added,
        Boost boost
    );
    /// @notice `unitsPerToken` are thousandths of a dollar per 1e18 of the token's smallest units.
    /// @param token The token, or zero for native coin.
    /// @param unitsPerToken Thousandths of a dollar for 1e18 of the smallest unit.
    /// @param effectiveAt From when on it holds, in seconds since 1970.
    event BoostTokenProposed(address indexed token, uint96 unitsPerToken, uint40 effectiveAt);

    error BoostTokenNotListed(address token);
    error BoostTooSmall(uint256 weight, uint256 least);

    /// @notice Pays `amount` of a token (zero: native coin) for a listing to be seen. Anyone, for any listing.
    /// @dev Reverts with ListingNotActive, BoostTokenNotListed, BoostTooSmall, WrongValue, TokenCallFailed, WrongReceived or
    /// NotEnoughGas.
    /// @param listingId The listing.
    /// @param token The token, or zero for native coin.
    /// @param amount How much, in the smallest unit.
    function boost(bytes32 listingId, address token, uint256 amount) external payable;

    /// @notice Sends what the treasury did not take to the treasury. Anyone.
    /// @dev Reverts with NothingToWithdraw or TransferFailed.
    /// @param token The token, or zero for native coin.
    /// @return amount How much, in the smallest unit.
    function sweep(address token) external returns (uint256 amount);

    /// @notice Sends a part of what the treasury did not take to an address of the treasury's choice. The treasury.
    /// @dev Reverts with AmountOutOfBounds or TransferFailed.
    /// @param token The token, or zero for native coin.
    /// @param to Where it goes.
    /// @param amount How much, in the smallest unit.
    function withdraw(address token, address to, uint256 amount) external;

    /// @notice The owner announces what a token's units weigh.
    /// @dev Reverts with OwnableUnauthorizedAccount.
    /// @param token The token, or zero for native coin.
    /// @param unitsPerToken Thousandths of a dollar for 1e18 of the smallest unit.
    function proposeBoostToken(address token, uint96 unitsPerToken) external;

    /// @notice A listing's boost now: what a search sorts by.
    /// @param listingId The listing.
    /// @return weight Thousandths of a dollar.
    function boostOf(bytes32 listingId) external view returns (uint256 weight);
    /// @notice As it was written last.
    /// @param listingId The listing.
    function boostStateOf(bytes32 listingId) external view returns (Boost memory);
    /// @notice What a payment made now would add.
    /// @param token The token, or zero for native coin.
    /// @param amount How much, in the smallest unit.
    /// @return weight Thousandths of a dollar.
    function weightOf(address token, uint256 amount) external view returns (uint256 weight);
    /// @notice What a token weighs now; zero when it is not taken.
    /// @param token The token, or zero for native coin.
    function unitsPerToken(address token) external view returns (uint96);
    /// @notice Who gets the payments.
    function treasury() external view returns (address);
    /// @notice Seconds from an announcement to the moment at which it holds.
    function tokenDelay() external view returns (uint40);
    /// @notice What waits for an account: the treasury alone has any.
    /// @param account Whose.
    /// @param token The token, or zero for native coin.
    function creditOf(address account, address token) external view returns (uint256);
}
