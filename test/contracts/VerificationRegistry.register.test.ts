import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";
import { day, ethers, loadFixture, time } from "./support/market.ts";
import {
  attest,
  delay,
  maxAge,
  next,
  revoke,
  Tier,
  verification,
  type Verification,
  verified,
  identified,
} from "./support/edges.ts";

const tierOf = (m: Verification) => m.registry.tierOf(m.seller);

describe("VerificationRegistry.register", () => {
  it("reverts UnknownAttestation when there is none", async () => {
    const { registry } = await loadFixture(verification);
    for (const uid of [ZeroHash, ethers.id("nothing")]) {
      await expect(registry.register(uid)).to.be.revertedWithCustomError(registry, "UnknownAttestation").withArgs(uid);
    }
  });

  it("reverts NoRecipient when it is of nobody", async () => {
    const m = await loadFixture(verification);
    const uid = await attest(m, Tier.Basic, { recipient: ZeroAddress });
    await expect(m.registry.register(uid)).to.be.revertedWithCustomError(m.registry, "NoRecipient").withArgs(uid);
  });

  it("reverts IssuerNotListed when its attester is not, or not for that schema", async () => {
    const m = await loadFixture(verification);
    const uid = await attest(m, Tier.Identity, { by: m.other });
    await expect(m.registry.register(uid))
      .to.be.revertedWithCustomError(m.registry, "IssuerNotListed")
      .withArgs(m.other.address, m.schema(Tier.Identity));
    await m.registry.proposeIssuer(m.other, m.schema(Tier.Basic), Tier.Basic, maxAge);
    await time.increase(delay);
    await expect(m.registry.register(uid)).to.be.revertedWithCustomError(m.registry, "IssuerNotListed");
  });

  it("reverts AttestationRevoked when it has been", async () => {
    const m = await loadFixture(verification);
    const uid = await attest(m, Tier.Identity);
    await revoke(m, Tier.Identity, uid);
    await expect(m.registry.register(uid))
      .to.be.revertedWithCustomError(m.registry, "AttestationRevoked")
      .withArgs(uid, await time.latest());
  });

  it("reverts AttestationOver when it has expired, and goes through a second earlier", async () => {
    const m = await loadFixture(verification);
    const expirationTime = (await time.latest()) + day;
    const [first, second] = [
      await attest(m, Tier.Identity, { expirationTime }),
      await attest(m, Tier.Basic, { expirationTime }),
    ];
    await time.setNextBlockTimestamp(expirationTime - 1);
    await m.registry.register(first);
    await expect(m.registry.register(second))
      .to.be.revertedWithCustomError(m.registry, "AttestationOver")
      .withArgs(second, expirationTime - 1, expirationTime);
  });

  it("reverts AttestationOver when it is too old, and goes through a second earlier", async () => {
    const m = await loadFixture(verification);
    const [first, second] = [await attest(m, Tier.Identity), await attest(m, Tier.Basic)];
    const made = BigInt((await m.eas.getFunction("getAttestation")(second)).time);
    await time.setNextBlockTimestamp(made + BigInt(maxAge));
    await m.registry.register(second);
    await expect(m.registry.register(first)).to.be.revertedWithCustomError(m.registry, "AttestationOver");
  });

  for (const [when, beyond, lives] of [
    ["it expires the second that it would be too old", 0, -1],
    ["it expires a day later than that", day, 0],
  ] as const) {
    it(`believes it no longer than the issuer is believed when ${when}`, async () => {
      const m = await loadFixture(verification);
      const tooOld = (await next()) + maxAge;
      const uid = await attest(m, Tier.Identity, { expirationTime: tooOld + beyond });
      await m.registry.register(uid);
      expect(await m.registry.attestationOf(m.seller, Tier.Identity)).to.deep.equal([uid, BigInt(tooOld + lives)]);
    });
  }

  it("reverts AttestationNotLonger for the same again, and for one that lives no longer than the one registered", async () => {
    const m = await loadFixture(identified);
    await expect(m.registry.register(m.uid))
      .to.be.revertedWithCustomError(m.registry, "AttestationNotLonger")
      .withArgs(m.uid, m.liveUntil, m.liveUntil);
    const shorter = await attest(m, Tier.Identity, { expirationTime: m.liveUntil });
    await expect(m.registry.register(shorter))
      .to.be.revertedWithCustomError(m.registry, "AttestationNotLonger")
      .withArgs(shorter, m.liveUntil - 1n, m.liveUntil);
  });

  it("takes one that lives longer", async () => {
    const m = await loadFixture(identified);
    await time.increase(day);
    const longer = await verified(m, Tier.Identity);
    const [uid, liveUntil] = await m.registry.attestationOf(m.seller, Tier.Identity);
    expect(uid).to.equal(longer);
    expect(liveUntil).to.be.greaterThan(m.liveUntil);
  });

  it("takes a shorter one in the place of a dead one", async () => {
    const m = await loadFixture(identified);
    await revoke(m, Tier.Identity, m.uid);
    await verified(m, Tier.Identity, { expirationTime: (await time.latest()) + 10 * day });
    expect(await tierOf(m)).to.equal(Tier.Identity);
  });

  it("counts it for its recipient, whoever sends it, and says everything", async () => {
    const m = await loadFixture(verification);
    const uid = await attest(m, Tier.Business);
    const made = BigInt((await m.eas.getFunction("getAttestation")(uid)).time);
    const parts = [m.seller.address, uid, m.issuer.address, m.schema(Tier.Business), Tier.Business];
    await expect(m.registry.connect(m.stranger).register(uid))
      .to.emit(m.registry, "AttestationRegistered")
      .withArgs(...parts, made + BigInt(maxAge));
    expect([await tierOf(m), await m.registry.tierOf(m.stranger)]).to.deep.equal([Tier.Business, Tier.None]);
  });
});

describe("VerificationRegistry.tierOf", () => {
  it("is none without an attestation", async () => {
    const m = await loadFixture(verification);
    expect(await tierOf(m)).to.equal(Tier.None);
    expect(await m.registry.attestationOf(m.seller, Tier.Basic)).to.deep.equal([ZeroHash, 0n]);
  });

  it("is the highest that is live", async () => {
    const m = await loadFixture(verification);
    const uids = new Map<bigint, string>();
    for (const tier of [Tier.Business, Tier.Basic, Tier.Identity]) uids.set(tier, await verified(m, tier));
    for (const tier of [Tier.Business, Tier.Identity, Tier.Basic]) {
      expect(await tierOf(m)).to.equal(tier);
      await revoke(m, tier, uids.get(tier)!);
    }
    expect(await tierOf(m)).to.equal(Tier.None);
  });

  it("is lost when the attestation is revoked", async () => {
    const m = await loadFixture(identified);
    expect(await m.registry.attestationOf(m.seller, Tier.Identity)).to.deep.equal([m.uid, m.liveUntil]);
    await revoke(m, Tier.Identity, m.uid);
    expect(await tierOf(m)).to.equal(Tier.None);
    expect(await m.registry.attestationOf(m.seller, Tier.Identity)).to.deep.equal([m.uid, 0n]);
  });

  it("is lost when the attestation expires", async () => {
    const m = await loadFixture(verification);
    const expirationTime = (await time.latest()) + 10 * day;
    await verified(m, Tier.Identity, { expirationTime });
    await time.increaseTo(expirationTime - 1);
    expect(await tierOf(m)).to.equal(Tier.Identity);
    await time.increaseTo(expirationTime);
    expect(await tierOf(m)).to.equal(Tier.None);
  });

  it("is lost when the attestation is too old", async () => {
    const m = await loadFixture(identified);
    await time.increaseTo(m.liveUntil);
    expect(await tierOf(m)).to.equal(Tier.Identity);
    await time.increaseTo(m.liveUntil + 1n);
    expect(await tierOf(m)).to.equal(Tier.None);
  });

  it("is lost at once when the issuer is unlisted, and comes back when it is listed again", async () => {
    const m = await loadFixture(identified);
    await m.registry.unlistIssuer(m.issuer, m.schema(Tier.Identity));
    expect(await tierOf(m)).to.equal(Tier.None);
    await m.registry.proposeIssuer(m.issuer, m.schema(Tier.Identity), Tier.Identity, maxAge);
    expect(await tierOf(m)).to.equal(Tier.None);
    await time.increase(delay);
    expect(await tierOf(m)).to.equal(Tier.Identity);
  });

  it("is what the issuer's word is worth now: listed again for less, it has to be registered again", async () => {
    const m = await loadFixture(identified);
    await m.registry.unlistIssuer(m.issuer, m.schema(Tier.Identity));
    await m.registry.proposeIssuer(m.issuer, m.schema(Tier.Identity), Tier.Basic, maxAge);
    await time.increase(delay);
    expect(await tierOf(m)).to.equal(Tier.None);
    await m.registry.register(m.uid);
    expect(await tierOf(m)).to.equal(Tier.Basic);
  });
});

describe("VerificationRegistry: what if", () => {
  it("a rival registers a seller's shorter attestation of the same tier: the longer one stays", async () => {
    const m = await loadFixture(verification);
    const shorter = await attest(m, Tier.Identity, { expirationTime: (await time.latest()) + day });
    const longer = await verified(m, Tier.Identity);
    await expect(m.registry.connect(m.stranger).register(shorter)).to.be.revertedWithCustomError(
      m.registry,
      "AttestationNotLonger",
    );
    expect((await m.registry.attestationOf(m.seller, Tier.Identity)).uid).to.equal(longer);
  });

  it("a person attests something of itself under a listed schema: it is worth nothing", async () => {
    const m = await loadFixture(verification);
    const uid = await attest(m, Tier.Business, { by: m.seller });
    await expect(m.registry.register(uid)).to.be.revertedWithCustomError(m.registry, "IssuerNotListed");
  });

  it("somebody registers another's attestation for an account of theirs: it counts for its recipient only", async () => {
    const m = await loadFixture(identified);
    expect(await m.registry.tierOf(m.stranger)).to.equal(Tier.None);
    expect(await tierOf(m)).to.equal(Tier.Identity);
  });

  it("the service forgets nothing: an attestation registered under a former issuer stays dead after a new one is listed", async () => {
    const m = await loadFixture(identified);
    await m.registry.unlistIssuer(m.issuer, m.schema(Tier.Identity));
    await m.registry.proposeIssuer(m.other, m.schema(Tier.Identity), Tier.Identity, maxAge);
    await time.increase(delay);
    expect(await tierOf(m)).to.equal(Tier.None);
  });
});
