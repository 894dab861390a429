// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IERC5192} from "./interfaces/IERC5192.sol";
import {IERC5643} from "./interfaces/IERC5643.sol";
import {IEscrow} from "./interfaces/IEscrow.sol";
import {IMembership} from "./interfaces/IMembership.sol";
import {Credits} from "./libraries/Credits.sol";
import {Payins} from "./libraries/Payins.sol";

/// @title Membership
/// @notice See IMembership.
///
/// Roles: anyone pays for anyone; the holder of a pass may give it back; the owner announces prices, and has no power over passes
/// or money. It may renounce: the price that was announced last then holds for good.
///
/// The balance is what the treasury would not take.
contract Membership is IMembership, ERC721, Ownable2Step, ReentrancyGuardTransient {
    using Credits for mapping(address account => mapping(address token => uint256));

    /// @notice Seconds of a period.
    uint64 public constant PERIOD = 30 days;
    /// @notice How far ahead can be paid for, in seconds.
    uint64 public constant MAX_AHEAD = 24 * PERIOD;

    /// @inheritdoc IMembership
    address public immutable token;
    /// @inheritdoc IMembership
    address public immutable treasury;
    /// @inheritdoc IMembership
    uint40 public immutable priceDelay;

    /// `proposed` holds from `effectiveAt` on.
    struct Pricing {
        uint96 current;
        uint96 proposed;
        uint40 effectiveAt;
    }

    Pricing private _pricing;
    /// @inheritdoc IERC5643
    mapping(uint256 tokenId => uint64) public expiresAt;
    /// @inheritdoc IMembership
    mapping(address account => mapping(address token => uint256)) public creditOf;

    /// @notice Begins with a price.
    /// @param owner Who announces prices.
    /// @param treasury_ Who gets the fees.
    /// @param token_ What is paid in; zero for native coin.
    /// @param price_ What a period costs, in the smallest unit.
    /// @param priceDelay_ Seconds from an announcement to the moment at which it holds.
    constructor(
        address owner,
        address treasury_,
        address token_,
        uint96 price_,
        uint40 priceDelay_
    ) ERC721("Handsel Membership", "HANDSEL") Ownable(owner) {
        treasury = treasury_;
        token = token_;
        priceDelay = priceDelay_;
        _pricing = Pricing(price_, price_, uint40(block.timestamp));

        emit MembershipPriceProposed(price_, uint40(block.timestamp));
    }

    // MEMBERS

    /// @inheritdoc IERC5643
    function renewSubscription(uint256 tokenId, uint64 duration) external payable nonReentrant {
        uint256 total = _totalOf(duration);
        // The allowance is all that says how much may be taken.
        uint256 allowance = token == address(0) ? total : IERC20(token).allowance(msg.sender, address(this));
        if (allowance > total) revert StandingAllowance(allowance, total);
        _renew(tokenId, duration, total);
    }

    /// @inheritdoc IMembership
    function renewAtMost(uint256 tokenId, uint64 duration, uint256 maxTotal) external payable nonReentrant {
        uint256 total = _totalOf(duration);
        if (total > maxTotal) revert PriceTooHigh(total, maxTotal);
        _renew(tokenId, duration, total);
    }

    function _totalOf(uint64 duration) private view returns (uint256) {
        if (duration == 0 || duration % PERIOD != 0) revert DurationNotWhole(duration, PERIOD);
        return uint256(price()) * (duration / PERIOD);
    }

    function _renew(uint256 tokenId, uint64 duration, uint256 total) private {
        if (!_isAccount(tokenId)) revert NotAnAccount(tokenId);
        uint256 expiry = _startOf(tokenId) + duration;
        uint256 latest = block.timestamp + MAX_AHEAD;
        if (expiry > latest) revert ExpiryTooLate(expiry, latest);
        address account = address(uint160(tokenId));

        if (_ownerOf(tokenId) == address(0)) {
            // Not `_safeMint`: nobody is called who could refuse, or call back.
            _mint(account, tokenId);
            emit Locked(tokenId);
        }
        expiresAt[tokenId] = uint64(expiry);

        emit SubscriptionUpdate(tokenId, uint64(expiry));
        emit MembershipRenewed(account, msg.sender, duration, total, uint64(expiry));

        Payins.collect(token, total);
        if (total != 0) creditOf.push(token, treasury, total);
    }

    /// @inheritdoc IERC5643
    /// @dev Payable by the standard; nothing is to be paid.
    function cancelSubscription(uint256 tokenId) external payable {
        if (msg.value != 0) revert IEscrow.WrongValue(msg.value, 0);
        if (_requireOwned(tokenId) != msg.sender) revert NotHolder(msg.sender, tokenId);

        _burn(tokenId);
        expiresAt[tokenId] = 0;

        emit SubscriptionUpdate(tokenId, 0);
    }

    /// @dev What is left is kept; a gap is not paid for.
    function _startOf(uint256 tokenId) private view returns (uint256) {
        uint64 expiry = expiresAt[tokenId];
        return expiry > block.timestamp ? expiry : block.timestamp;
    }

    function _isAccount(uint256 tokenId) private pure returns (bool) {
        return tokenId != 0 && tokenId <= type(uint160).max;
    }

    /// @dev Every way to move a pass ends here.
    function _update(address to, uint256 tokenId, address auth) internal override returns (address from) {
        from = super._update(to, tokenId, auth);
        if (from != address(0) && to != address(0)) revert PassNotTransferable(tokenId);
    }

    // MONEY

    /// @inheritdoc IMembership
    function sweep() external nonReentrant returns (uint256) {
        return creditOf.sweep(treasury, token);
    }

    /// @inheritdoc IMembership
    function withdraw(address token_, address to, uint256 amount) external nonReentrant {
        creditOf.withdraw(token_, to, amount);
    }

    // OWNER

    /// @inheritdoc IMembership
    function proposePrice(uint96 price_) external onlyOwner {
        uint40 effectiveAt = uint40(block.timestamp) + priceDelay;

        _pricing = Pricing(price(), price_, effectiveAt);

        emit MembershipPriceProposed(price_, effectiveAt);
    }

    // VIEWS

    /// @inheritdoc IMembership
    function isMember(address account) external view returns (bool) {
        return block.timestamp <= expiresAt[uint160(account)];
    }

    /// @inheritdoc IERC5643
    function isRenewable(uint256 tokenId) external view returns (bool) {
        return _isAccount(tokenId) && _startOf(tokenId) + PERIOD <= block.timestamp + MAX_AHEAD;
    }

    /// @inheritdoc IERC5192
    function locked(uint256 tokenId) external view returns (bool) {
        _requireOwned(tokenId);
        return true;
    }

    /// @inheritdoc IMembership
    function price() public view returns (uint96) {
        Pricing memory pricing = _pricing;
        return block.timestamp < pricing.effectiveAt ? pricing.current : pricing.proposed;
    }

    /// @inheritdoc IMembership
    function proposedPrice() external view returns (uint96, uint40) {
        return (_pricing.proposed, _pricing.effectiveAt);
    }

    /// @inheritdoc ERC721
    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return
            interfaceId == type(IERC5643).interfaceId ||
            interfaceId == type(IERC5192).interfaceId ||
            super.supportsInterface(interfaceId);
    }
}
