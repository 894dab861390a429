// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IFeeFloor} from "./interfaces/IFeeFloor.sol";
import {Holiday, IFeeSchedule} from "./interfaces/IFeeSchedule.sol";
import {IMembership} from "./interfaces/IMembership.sol";
import {ISellerBonds} from "./interfaces/ISellerBonds.sol";

/// @title Fee schedule
/// @notice See IFeeSchedule.
///
/// Roles: sellers take places; the owner opens holidays, lengthens them, and announces the members' floor. It can lower what a
/// seller has to charge at once, and raise it only after a delay, never above the market's own floor. It may renounce: what was
/// announced then holds for good, and no holiday is opened again.
contract FeeSchedule is IFeeSchedule, Ownable2Step {
    /// @notice Number of places of a holiday for which nobody needs one.
    uint32 public constant FOR_ALL = type(uint32).max;
    /// @notice How far ahead a holiday can end, in seconds.
    uint40 public constant MAX_HOLIDAY = 365 days;

    /// @notice Who is a member.
    IMembership public immutable membership;
    /// @notice Where places are bonded for.
    ISellerBonds public immutable bonds;
    /// @inheritdoc IFeeSchedule
    uint40 public immutable memberFloorDelay;

    /// `proposed` holds from `effectiveAt` on.
    struct MemberFloor {
        uint16 current;
        uint16 proposed;
        uint40 effectiveAt;
    }

    Holiday private _holiday;
    MemberFloor private _memberFloor;
    /// @inheritdoc IFeeSchedule
    mapping(address seller => uint32 number) public joinedBy;

    /// @notice Begins without a holiday.
    /// @param owner Who opens holidays.
    /// @param membership_ Who is a member.
    /// @param bonds_ Where places are bonded for.
    /// @param memberFloorBps_ The members' floor, in basis points.
    /// @param memberFloorDelay_ Seconds from an announcement to the moment at which it holds.
    constructor(
        address owner,
        IMembership membership_,
        ISellerBonds bonds_,
        uint16 memberFloorBps_,
        uint40 memberFloorDelay_
    ) Ownable(owner) {
        // It is asked whenever somebody lists: it has to be there.
        membership_.isMember(owner);
        membership = membership_;
        bonds = bonds_;
        memberFloorDelay = memberFloorDelay_;
        _memberFloor = MemberFloor(memberFloorBps_, memberFloorBps_, uint40(block.timestamp));

        emit MemberFloorProposed(memberFloorBps_, uint40(block.timestamp));
    }

    // SELLERS

    /// @inheritdoc IFeeSchedule
    function joinHoliday() external {
        Holiday memory open = _open();
        if (open.places == FOR_ALL) revert HolidayForAll(open.number);
        if (joinedBy[msg.sender] == open.number) revert HolidayAlreadyJoined(open.number, msg.sender);
        if (open.taken >= open.places) revert HolidayFull(open.number, open.places);
        uint256 bond = bonds.bondOf(msg.sender);
        if (bond < open.bond) revert BondTooSmall(msg.sender, bond, open.bond);

        joinedBy[msg.sender] = open.number;
        _holiday.taken = open.taken + 1;

        emit HolidayJoined(open.number, msg.sender, open.taken + 1);
    }

    /// @inheritdoc IFeeSchedule
    function vacatePlace(address seller) external {
        Holiday memory open = _open();
        if (open.places == FOR_ALL) revert HolidayForAll(open.number);
        if (joinedBy[seller] != open.number) revert NoPlace(open.number, seller);
        uint256 bond = bonds.bondOf(seller);
        if (bond >= open.bond) revert BondStillThere(seller, bond, open.bond);

        joinedBy[seller] = 0;
        _holiday.taken = open.taken - 1;

        emit HolidayPlaceVacated(open.number, seller, open.taken - 1);
    }

    // OWNER

    /// @inheritdoc IFeeSchedule
    function openHoliday(uint32 places, uint40 until, uint16 floorBps, uint96 bond) external onlyOwner {
        Holiday memory last = _holiday;
        if (block.timestamp <= last.until) revert HolidayNotOver(last.number, last.until, block.timestamp);
        _checkHoliday(places, 1, until, block.timestamp + 1);
        if ((bond == 0) != (places == FOR_ALL)) revert HolidayBondOutOfBounds(places, bond);
        // It is asked whenever somebody with a place lists: it has to be there.
        bonds.bondOf(msg.sender);
        uint32 number = last.number + 1;

        _holiday = Holiday(number, places, 0, until, floorBps, bond);

        emit HolidayOpened(number, places, until, floorBps, bond);
    }

    /// @inheritdoc IFeeSchedule
    function extendHoliday(uint32 places, uint40 until) external onlyOwner {
        Holiday memory open = _open();
        _checkHoliday(places, open.places, until, open.until);

        _holiday.places = places;
        _holiday.until = until;

        emit HolidayExtended(open.number, places, until);
    }

    /// @inheritdoc IFeeSchedule
    function proposeMemberFloor(uint16 floorBps) external onlyOwner {
        uint40 effectiveAt = uint40(block.timestamp) + memberFloorDelay;

        _memberFloor = MemberFloor(memberFloorBps(), floorBps, effectiveAt);

        emit MemberFloorProposed(floorBps, effectiveAt);
    }

    function _open() private view returns (Holiday memory open) {
        open = _holiday;
        if (block.timestamp > open.until) revert HolidayOver(open.number, open.until, block.timestamp);
    }

    function _checkHoliday(uint32 places, uint32 fewest, uint40 until, uint256 earliest) private view {
        if (places < fewest) revert HolidayPlacesOutOfBounds(places, fewest);
        uint256 latest = block.timestamp + MAX_HOLIDAY;
        if (until < earliest || until > latest) revert HolidayUntilOutOfBounds(until, earliest, latest);
    }

    // VIEWS

    /// @inheritdoc IFeeFloor
    /// @dev What costs least to find out comes first.
    function floorOf(address seller, uint16 standardFloorBps) external view returns (uint16 floorBps) {
        floorBps = standardFloorBps;
        Holiday memory last = _holiday;
        if (last.floorBps < floorBps && block.timestamp <= last.until) {
            if (last.places == FOR_ALL || _hasPlace(seller, last)) floorBps = last.floorBps;
        }
        uint16 forMembers = memberFloorBps();
        if (forMembers < floorBps && membership.isMember(seller)) floorBps = forMembers;
    }

    /// @dev A place is good for as long as its bond counts, so that one bond is never good for two of them.
    function _hasPlace(address seller, Holiday memory open) private view returns (bool) {
        return joinedBy[seller] == open.number && bonds.bondOf(seller) >= open.bond;
    }

    /// @inheritdoc IFeeSchedule
    function holiday() external view returns (Holiday memory) {
        return _holiday;
    }

    /// @inheritdoc IFeeSchedule
    function memberFloorBps() public view returns (uint16) {
        MemberFloor memory floor = _memberFloor;
        return block.timestamp < floor.effectiveAt ? floor.current : floor.proposed;
    }

    /// @inheritdoc IFeeSchedule
    function proposedMemberFloor() external view returns (uint16, uint40) {
        return (_memberFloor.proposed, _memberFloor.effectiveAt);
    }
}
