// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {LastingOwner} from "./LastingOwner.sol";
import {Attestation, IEAS} from "./interfaces/IEAS.sol";
import {Issuer, IVerificationRegistry, Tier} from "./interfaces/IVerificationRegistry.sol";

/// @title Verification
/// @notice See IVerificationRegistry.
///
/// Roles: anyone registers what is attested; the owner says whose attestations count, and what to advise. It can give no account
/// a tier, and takes one only together with everybody's who rests on the same issuer. It can't
/// renounce: an issuer that turns bad would be believed for ever.
///
/// `eas` is trusted to tell the truth about attestations; it is the service's own deployment on the chain.
contract VerificationRegistry is IVerificationRegistry, LastingOwner {
    /// @notice The shortest time for which an attestation can be believed, in seconds.
    uint40 public constant MIN_AGE = 1 days;
    /// @notice The longest, in seconds.
    uint40 public constant MAX_AGE = 5 * 365 days;

    /// @notice The Ethereum Attestation Service.
    IEAS public immutable eas;
    /// @inheritdoc IVerificationRegistry
    uint40 public immutable listingDelay;

    mapping(address attester => mapping(bytes32 schema => Issuer)) private _issuers;
    mapping(address account => mapping(Tier => bytes32 uid)) private _uids;
    mapping(address token => uint128[4]) private _limits;

    /// @notice Begins without issuers.
    /// @param owner Who lists them.
    /// @param eas_ The Ethereum Attestation Service.
    /// @param listingDelay_ Seconds from an announcement to the moment at which it holds.
    constructor(address owner, IEAS eas_, uint40 listingDelay_) Ownable(owner) {
        eas = eas_;
        listingDelay = listingDelay_;
    }

    // ATTESTATIONS

    /// @inheritdoc IVerificationRegistry
    function register(bytes32 uid) external {
        Attestation memory attestation = eas.getAttestation(uid);
        if (attestation.uid == 0) revert UnknownAttestation(uid);
        address account = attestation.recipient;
        if (account == address(0)) revert NoRecipient(uid);
        (Tier tier, uint256 liveUntil) = _worth(attestation);
        if (tier == Tier.None) revert IssuerNotListed(attestation.attester, attestation.schema);
        if (attestation.revocationTime != 0) revert AttestationRevoked(uid, attestation.revocationTime);
        if (block.timestamp > liveUntil) revert AttestationOver(uid, liveUntil, block.timestamp);
        (, uint256 current) = attestationOf(account, tier);
        if (liveUntil <= current) revert AttestationNotLonger(uid, liveUntil, current);

        _uids[account][tier] = uid;

        emit AttestationRegistered(account, uid, attestation.attester, attestation.schema, tier, liveUntil);
    }

    /// @dev What its issuer's word is worth now: none, if it is not listed; and the last second at which it is believed, unless it was
    /// revoked.
    function _worth(Attestation memory attestation) private view returns (Tier tier, uint256 liveUntil) {
        Issuer memory issuer = _issuers[attestation.attester][attestation.schema];
        if (block.timestamp < issuer.effectiveAt) return (Tier.None, 0);
        tier = issuer.tier;
        liveUntil = uint256(attestation.time) + issuer.maxAge;
        // It expires at that second: the last one before it counts.
        uint256 expiry = attestation.expirationTime;
        if (expiry != 0 && expiry <= liveUntil) liveUntil = expiry - 1;
    }

    // OWNER

    /// @inheritdoc IVerificationRegistry
    function proposeIssuer(address attester, bytes32 schema, Tier tier, uint40 maxAge) external onlyOwner {
        if (tier == Tier.None) revert NoTier(attester, schema);
        if (maxAge < MIN_AGE || maxAge > MAX_AGE) revert MaxAgeOutOfBounds(maxAge, MIN_AGE, MAX_AGE);
        if (_issuers[attester][schema].tier != Tier.None) revert IssuerListed(attester, schema);
        uint40 effectiveAt = uint40(block.timestamp) + listingDelay;

        _issuers[attester][schema] = Issuer(tier, maxAge, effectiveAt);

        emit IssuerProposed(attester, schema, tier, maxAge, effectiveAt);
    }

    /// @inheritdoc IVerificationRegistry
    function unlistIssuer(address attester, bytes32 schema) external onlyOwner {
        if (_issuers[attester][schema].tier == Tier.None) revert IssuerNotListed(attester, schema);

        delete _issuers[attester][schema];

        emit IssuerUnlisted(attester, schema);
    }

    /// @inheritdoc IVerificationRegistry
    function setLimits(address token, uint128[4] calldata limits) external onlyOwner {
        for (uint8 i = 1; i < 4; i++) {
            if (_limit(limits[i]) < _limit(limits[i - 1])) revert LimitsNotRising(token, Tier(i));
        }

        _limits[token] = limits;

        emit LimitsSet(token, limits);
    }

    // VIEWS

    /// @inheritdoc IVerificationRegistry
    function tierOf(address account) public view returns (Tier) {
        for (uint8 i = uint8(Tier.Business); i > 0; i--) {
            (, uint256 liveUntil) = attestationOf(account, Tier(i));
            if (liveUntil != 0) return Tier(i);
        }
        return Tier.None;
    }

    /// @inheritdoc IVerificationRegistry
    function attestationOf(address account, Tier tier) public view returns (bytes32 uid, uint256 liveUntil) {
        uid = _uids[account][tier];
        if (uid == 0) return (0, 0);
        Attestation memory attestation = eas.getAttestation(uid);
        Tier worth;
        (worth, liveUntil) = _worth(attestation);
        if (worth != tier || attestation.revocationTime != 0 || block.timestamp > liveUntil) liveUntil = 0;
    }

    /// @inheritdoc IVerificationRegistry
    function limitOf(address account, address token) external view returns (uint256) {
        return _limit(_limits[token][uint8(tierOf(account))]);
    }

    /// @inheritdoc IVerificationRegistry
    function limitsOf(address token) external view returns (uint128[4] memory) {
        return _limits[token];
    }

    /// @inheritdoc IVerificationRegistry
    function issuerOf(address attester, bytes32 schema) external view returns (Issuer memory) {
        return _issuers[attester][schema];
    }

    function _limit(uint128 limit) private pure returns (uint256) {
        return limit == 0 ? type(uint256).max : limit;
    }
}
