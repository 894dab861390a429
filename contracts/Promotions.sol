// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IListingRegistry, ListingStatus} from "./interfaces/IListingRegistry.sol";
import {Boost, IPromotions} from "./interfaces/IPromotions.sol";
import {LastingOwner} from "./LastingOwner.sol";
import {Credits} from "./libraries/Credits.sol";
import {Decay} from "./libraries/Decay.sol";
import {Payins} from "./libraries/Payins.sol";

/// @title Promotions
/// @notice See IPromotions.
///
/// Roles: anyone pays; the owner says which tokens are taken and what they weigh, after a delay, and has no power over boosts or
/// money. It can't renounce: a token that has lost its worth would make boosts cost nothing for ever.
contract Promotions is IPromotions, LastingOwner, ReentrancyGuardTransient {
    using Credits for mapping(address account => mapping(address token => uint256));
    using SafeCast for uint256;

    /// @notice Seconds of a step of decay: 64 of them, 7 days, halve a boost.
    uint256 public constant STEP = 7 days / 64;
    /// @notice The least that a payment must add, in thousandths of a dollar: a tenth of one.
    uint256 public constant MIN_WEIGHT = 100;

    /// @notice Which listings are closed.
    IListingRegistry public immutable registry;
    /// @inheritdoc IPromotions
    address public immutable treasury;
    /// @inheritdoc IPromotions
    uint40 public immutable tokenDelay;

    /// `proposed` holds from `effectiveAt` on.
    struct BoostToken {
        uint96 current;
        uint96 proposed;
        uint40 effectiveAt;
    }

    struct BoostTokenInit {
        address token;
        uint96 unitsPerToken;
    }

    mapping(address token => BoostToken) private _tokens;
    mapping(bytes32 listingId => Boost) private _boosts;
    /// @inheritdoc IPromotions
    mapping(address account => mapping(address token => uint256)) public creditOf;

    /// @notice Begins with the tokens that are taken.
    /// @param owner Who announces what tokens weigh.
    /// @param registry_ Which listings are closed.
    /// @param treasury_ Who gets the payments.
    /// @param tokenDelay_ Seconds from an announcement to the moment at which it holds.
    /// @param tokens What boosts can be paid in at once.
    constructor(
        address owner,
        IListingRegistry registry_,
        address treasury_,
        uint40 tokenDelay_,
        BoostTokenInit[] memory tokens
    ) Ownable(owner) {
        registry = registry_;
        treasury = treasury_;
        tokenDelay = tokenDelay_;
        for (uint256 i = 0; i < tokens.length; i++) {
            _propose(tokens[i].token, tokens[i].unitsPerToken, uint40(block.timestamp));
        }
    }

    // BOOSTS

    /// @inheritdoc IPromotions
    function boost(bytes32 listingId, address token, uint256 amount) external payable nonReentrant {
        ListingStatus status = registry.stateOf(listingId).status;
        if (status == ListingStatus.Closed) revert IListingRegistry.ListingNotActive(listingId, status);
        if (unitsPerToken(token) == 0) revert BoostTokenNotListed(token);
        uint256 added = weightOf(token, amount);
        if (added < MIN_WEIGHT) revert BoostTooSmall(added, MIN_WEIGHT);

        Boost memory boosted = _add(_boosts[listingId], added);
        _boosts[listingId] = boosted;

        emit ListingBoosted(listingId, msg.sender, token, amount, uint128(added), boosted);

        Payins.collect(token, amount);
        creditOf.push(token, treasury, amount);
    }

    /// @dev The clock moves by whole steps: were it set to now, a boost touched more often than every step would never decay.
    function _add(Boost memory boosted, uint256 added) private view returns (Boost memory) {
        uint256 steps = _stepsSince(boosted.updatedAt);
        uint256 weight = Decay.decay(boosted.weight, steps) + added;
        uint256 at = boosted.updatedAt == 0 ? block.timestamp : boosted.updatedAt + steps * STEP;
        return Boost(weight.toUint128(), uint40(at));
    }

    /// @dev Many where nothing was paid yet: nothing stays nothing.
    function _stepsSince(uint256 updatedAt) private view returns (uint256) {
        return (block.timestamp - updatedAt) / STEP;
    }

    // MONEY

    /// @inheritdoc IPromotions
    function sweep(address token) external nonReentrant returns (uint256) {
        return creditOf.sweep(treasury, token);
    }

    /// @inheritdoc IPromotions
    function withdraw(address token, address to, uint256 amount) external nonReentrant {
        creditOf.withdraw(token, to, amount);
    }

    // OWNER

    /// @inheritdoc IPromotions
    function proposeBoostToken(address token, uint96 units) external onlyOwner {
        _propose(token, units, uint40(block.timestamp) + tokenDelay);
    }

    function _propose(address token, uint96 units, uint40 effectiveAt) private {
        _tokens[token] = BoostToken(unitsPerToken(token), units, effectiveAt);

        emit BoostTokenProposed(token, units, effectiveAt);
    }

    // VIEWS

    /// @inheritdoc IPromotions
    function boostOf(bytes32 listingId) external view returns (uint256) {
        Boost memory boosted = _boosts[listingId];
        return Decay.decay(boosted.weight, _stepsSince(boosted.updatedAt));
    }

    /// @inheritdoc IPromotions
    function boostStateOf(bytes32 listingId) external view returns (Boost memory) {
        return _boosts[listingId];
    }

    /// @inheritdoc IPromotions
    function weightOf(address token, uint256 amount) public view returns (uint256) {
        return (amount * unitsPerToken(token)) / 1e18;
    }

    /// @inheritdoc IPromotions
    function unitsPerToken(address token) public view returns (uint96) {
        BoostToken memory known = _tokens[token];
        return block.timestamp < known.effectiveAt ? known.current : known.proposed;
    }
}
