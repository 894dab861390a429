// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IFeeFloor} from "./IFeeFloor.sol";

/// @notice A time in which listing costs less, for the first who come or for everybody. One slot.
/// @dev `until` is its last second, `taken` how many have a place.
struct Holiday {
    uint32 number;
    /// `FOR_ALL` when nobody has to take one.
    uint32 places;
    uint32 taken;
    uint40 until;
    uint16 floorBps;
    /// What a place takes in SellerBonds; zero when nobody has to take one.
    uint96 bond;
}

/// @title Fee schedule
/// @notice Who may list under the market's fee floor, and how far. The least of three floors holds for a seller: the market's own,
/// the members', and that of a fee holiday. Holds no money.
///
/// A listing keeps the fees that it was published with; this only decides what may be published.
///
/// Holidays: one at a time. The owner opens one with a number of places, a last second and a floor; each seller takes one place,
/// or nobody has to (`FOR_ALL`). While it runs the owner can add places or time and nothing else, so that what was promised is
/// neither worsened nor shortened by anybody. Afterwards another can be opened.
///
/// Places: take a bond in SellerBonds that counts, and are good for as long as it does. New sellers can have one, and get it back
/// whole; addresses are made for nothing, bonds are not, and one bond is never good for two places at a time. A place whose
/// bond has been given notice of, or was lost, is good for nothing, and anybody can make it free for somebody else.
///
/// Members: whoever `Membership.isMember` says. Their floor changes `memberFloorDelay` after the owner has announced it, by
/// itself.
interface IFeeSchedule is IFeeFloor {
    /// @notice A holiday begins.
    /// @param number Which holiday, from 1.
    /// @param places How many places there are; `FOR_ALL` when nobody needs one.
    /// @param until Its last second.
    /// @param floorBps The floor, in basis points.
    /// @param bond What a place takes in SellerBonds, in its token's smallest unit; zero for `FOR_ALL`.
    event HolidayOpened(uint32 indexed number, uint32 places, uint40 until, uint16 floorBps, uint96 bond);
    /// @notice The open holiday has more places, or lasts longer.
    /// @param number Which holiday, from 1.
    /// @param places How many places there are; `FOR_ALL` when nobody needs one.
    /// @param until Its last second.
    event HolidayExtended(uint32 indexed number, uint32 places, uint40 until);
    /// @notice A seller has taken a place.
    /// @param number Which holiday, from 1.
    /// @param seller The seller.
    /// @param taken How many places are taken now.
    event HolidayJoined(uint32 indexed number, address indexed seller, uint32 taken);
    /// @notice A place whose bond no longer counted is free again.
    /// @param number Which holiday, from 1.
    /// @param seller The seller.
    /// @param taken How many places are taken now.
    event HolidayPlaceVacated(uint32 indexed number, address indexed seller, uint32 taken);
    /// @notice Another floor for members was announced.
    /// @param floorBps The floor, in basis points.
    /// @param effectiveAt From when on it holds, in seconds since 1970.
    event MemberFloorProposed(uint16 floorBps, uint40 effectiveAt);

    error HolidayNotOver(uint32 number, uint40 until, uint256 timestamp);
    error HolidayOver(uint32 number, uint40 until, uint256 timestamp);
    error HolidayUntilOutOfBounds(uint40 until, uint256 lower, uint256 upper);
    error HolidayPlacesOutOfBounds(uint32 places, uint32 lower);
    error HolidayFull(uint32 number, uint32 places);
    error HolidayForAll(uint32 number);
    error HolidayAlreadyJoined(uint32 number, address seller);
    error HolidayBondOutOfBounds(uint32 places, uint96 bond);
    error BondTooSmall(address seller, uint256 bond, uint256 needed);
    error BondStillThere(address seller, uint256 bond, uint256 needed);
    error NoPlace(uint32 number, address seller);

    /// @notice Takes a place of the open holiday for the caller, whose bond has to be large enough.
    /// @dev Reverts with HolidayOver, HolidayForAll, HolidayAlreadyJoined, HolidayFull or BondTooSmall.
    function joinHoliday() external;

    /// @notice Takes away a place of the open holiday whose seller's bond is no longer large enough. Anyone.
    /// @dev Reverts with HolidayOver, HolidayForAll, NoPlace or BondStillThere.
    /// @param seller Who has the place.
    function vacatePlace(address seller) external;

    /// @notice The owner opens a holiday, when none is open: with a bond for a place, or without either for all.
    /// @dev Reverts with OwnableUnauthorizedAccount, HolidayNotOver, HolidayPlacesOutOfBounds, HolidayUntilOutOfBounds or
    /// HolidayBondOutOfBounds.
    /// @param places How many places there are; `FOR_ALL` when nobody needs one.
    /// @param until Its last second.
    /// @param floorBps The floor, in basis points.
    /// @param bond What a place takes in SellerBonds, in its token's smallest unit; zero for `FOR_ALL`.
    function openHoliday(uint32 places, uint40 until, uint16 floorBps, uint96 bond) external;

    /// @notice The owner gives the open holiday as many places and as much time as it has, or more.
    /// @dev Reverts with OwnableUnauthorizedAccount, HolidayOver, HolidayPlacesOutOfBounds or HolidayUntilOutOfBounds.
    /// @param places As many as there are, or more.
    /// @param until Its last second from now on: as now, or later.
    function extendHoliday(uint32 places, uint40 until) external;

    /// @notice The owner announces the members' floor.
    /// @dev Reverts with OwnableUnauthorizedAccount.
    /// @param floorBps The floor, in basis points.
    function proposeMemberFloor(uint16 floorBps) external;

    /// @notice The holiday opened last, whether or not it is over.
    function holiday() external view returns (Holiday memory);
    /// @notice The number of the last holiday of which the seller took a place; zero when of none.
    /// @param seller The seller.
    /// @return number Which holiday; zero for none.
    function joinedBy(address seller) external view returns (uint32 number);
    /// @notice The members' floor that holds now, in basis points.
    function memberFloorBps() external view returns (uint16);
    /// @notice The members' floor announced last, and since or from when it holds.
    /// @return floorBps The floor, in basis points.
    /// @return effectiveAt From when on it holds, in seconds since 1970.
    function proposedMemberFloor() external view returns (uint16 floorBps, uint40 effectiveAt);
    /// @notice Seconds from an announcement to the moment at which it holds.
    function memberFloorDelay() external view returns (uint40);
}
