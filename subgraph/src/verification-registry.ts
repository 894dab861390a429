import {
  AttestationRegistered,
  IssuerProposed,
  IssuerUnlisted,
  LimitsSet,
} from "../generated/VerificationRegistry/VerificationRegistry";
import { Attestation, Issuer } from "../generated/schema";
import { issuerId } from "./ids";
import { skip } from "./missing";
import { accountOf, tokenOf } from "./store";
import { tiers } from "./words";

export function handleIssuerProposed(event: IssuerProposed): void {
  const id = issuerId(event.params.attester, event.params.schema);
  let issuer = Issuer.load(id);
  if (!issuer) {
    issuer = new Issuer(id);
    issuer.attester = event.params.attester;
    issuer.schema = event.params.schema;
  }
  issuer.tier = tiers[event.params.tier];
  issuer.maxAge = event.params.maxAge;
  issuer.effectiveAt = event.params.effectiveAt;
  issuer.save();
}

export function handleIssuerUnlisted(event: IssuerUnlisted): void {
  const id = issuerId(event.params.attester, event.params.schema);
  const issuer = Issuer.load(id);
  if (!issuer) return skip("issuer", id, event);
  issuer.tier = "none";
  issuer.save();
}

export function handleAttestationRegistered(event: AttestationRegistered): void {
  const id = issuerId(event.params.attester, event.params.schema);
  const issuer = Issuer.load(id);
  if (!issuer) return skip("issuer", id, event);
  const tier = event.params.tier;
  const account = accountOf(event.params.account, event);
  if (tier > tiers.indexOf(account.tier)) account.tier = tiers[tier];
  account.save();

  const attestation = new Attestation(event.params.uid);
  attestation.account = account.id;
  attestation.issuer = issuer.id;
  attestation.tier = tiers[tier];
  attestation.liveUntil = event.params.liveUntil;
  attestation.createdAt = event.block.timestamp;
  attestation.save();
}

export function handleLimitsSet(event: LimitsSet): void {
  const token = tokenOf(event.params.token);
  token.limits = event.params.limits;
  token.save();
}
