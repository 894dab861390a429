import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { day, loadFixture, time } from "./support/market.ts";
import {
  attest,
  delay,
  maxAge,
  next,
  Tier,
  verification,
  type Verification,
  verified,
  identified,
} from "./support/edges.ts";
import { describeLastingOwner } from "./support/lastingOwner.ts";

const tierOf = (m: Verification) => m.registry.tierOf(m.seller);
const unlimited = 2n ** 256n - 1n;

describe("VerificationRegistry.proposeIssuer", () => {
  it("reverts for anybody but the owner, as unlisting and setting limits do", async () => {
    const { registry, stranger, schema } = await loadFixture(verification);
    const s = registry.connect(stranger);
    for (const sent of [
      () => s.proposeIssuer(stranger, schema(Tier.Basic), Tier.Business, maxAge),
      () => s.unlistIssuer(stranger, schema(Tier.Basic)),
      () => s.setLimits(ZeroAddress, [1, 2, 3, 4]),
    ]) {
      await expect(sent()).to.be.revertedWithCustomError(registry, "OwnableUnauthorizedAccount");
    }
  });

  it("reverts NoTier for none", async () => {
    const { registry, other, schema } = await loadFixture(verification);
    await expect(registry.proposeIssuer(other, schema(Tier.Basic), Tier.None, maxAge))
      .to.be.revertedWithCustomError(registry, "NoTier")
      .withArgs(other.address, schema(Tier.Basic));
  });

  it("reverts MaxAgeOutOfBounds below a day and above five years", async () => {
    const { registry, other, schema } = await loadFixture(verification);
    for (const age of [day - 1, 1_825 * day + 1]) {
      await expect(registry.proposeIssuer(other, schema(Tier.Basic), Tier.Basic, age))
        .to.be.revertedWithCustomError(registry, "MaxAgeOutOfBounds")
        .withArgs(age, day, 1_825 * day);
    }
    await registry.proposeIssuer(other, schema(Tier.Basic), Tier.Basic, day);
    await registry.proposeIssuer(other, schema(Tier.Identity), Tier.Basic, 1_825 * day);
  });

  it("reverts IssuerListed for one that is, or is going to be", async () => {
    const { registry, issuer, other, schema } = await loadFixture(verification);
    await registry.proposeIssuer(other, schema(Tier.Basic), Tier.Basic, maxAge);
    for (const attester of [issuer, other]) {
      await expect(registry.proposeIssuer(attester, schema(Tier.Basic), Tier.Business, maxAge))
        .to.be.revertedWithCustomError(registry, "IssuerListed")
        .withArgs(attester.address, schema(Tier.Basic));
    }
  });

  it("holds by itself after the delay, and not a second earlier", async () => {
    const m = await loadFixture(verification);
    const effectiveAt = (await next()) + delay;
    await expect(m.registry.proposeIssuer(m.other, m.schema(Tier.Business), Tier.Business, maxAge))
      .to.emit(m.registry, "IssuerProposed")
      .withArgs(m.other.address, m.schema(Tier.Business), Tier.Business, maxAge, effectiveAt);
    expect(await m.registry.issuerOf(m.other, m.schema(Tier.Business))).to.deep.equal([
      Tier.Business,
      BigInt(maxAge),
      BigInt(effectiveAt),
    ]);
    const uid = await attest(m, Tier.Business, { by: m.other });
    await time.setNextBlockTimestamp(effectiveAt - 1);
    await expect(m.registry.register(uid)).to.be.revertedWithCustomError(m.registry, "IssuerNotListed");
    await time.setNextBlockTimestamp(effectiveAt);
    await m.registry.register(uid);
    expect([await tierOf(m), await m.registry.listingDelay()]).to.deep.equal([Tier.Business, BigInt(delay)]);
  });
});

describe("VerificationRegistry.unlistIssuer", () => {
  it("reverts IssuerNotListed for one that is not", async () => {
    const { registry, other, schema } = await loadFixture(verification);
    await expect(registry.unlistIssuer(other, schema(Tier.Basic)))
      .to.be.revertedWithCustomError(registry, "IssuerNotListed")
      .withArgs(other.address, schema(Tier.Basic));
  });

  it("takes back a listing that does not hold yet", async () => {
    const m = await loadFixture(verification);
    await m.registry.proposeIssuer(m.other, m.schema(Tier.Business), Tier.Business, maxAge);
    await expect(m.registry.unlistIssuer(m.other, m.schema(Tier.Business)))
      .to.emit(m.registry, "IssuerUnlisted")
      .withArgs(m.other.address, m.schema(Tier.Business));
    await time.increase(delay);
    const uid = await attest(m, Tier.Business, { by: m.other });
    await expect(m.registry.register(uid)).to.be.revertedWithCustomError(m.registry, "IssuerNotListed");
  });

  it("leaves the issuer's other schemas", async () => {
    const m = await loadFixture(identified);
    await m.registry.unlistIssuer(m.issuer, m.schema(Tier.Business));
    expect(await tierOf(m)).to.equal(Tier.Identity);
  });
});

describe("VerificationRegistry.setLimits", () => {
  const limits = [200n, 2_000n, 20_000n, 0n] as const;

  it("advises by tier, and no limit where none is set", async () => {
    const m = await loadFixture(verification);
    const limitOf = () => m.registry.limitOf(m.seller, m.addresses.dollar);
    expect(await limitOf()).to.equal(unlimited);
    await expect(m.registry.setLimits(m.addresses.dollar, [...limits]))
      .to.emit(m.registry, "LimitsSet")
      .withArgs(m.addresses.dollar, [...limits]);
    expect(await m.registry.limitsOf(m.addresses.dollar)).to.deep.equal([...limits]);
    const expected = [200n, 2_000n, 20_000n, unlimited];
    expect(await limitOf()).to.equal(expected[0]);
    for (const tier of [Tier.Basic, Tier.Identity, Tier.Business]) {
      await verified(m, tier);
      expect(await limitOf()).to.equal(expected[Number(tier)]);
    }
    expect(await m.registry.limitOf(m.stranger, ZeroAddress)).to.equal(unlimited);
  });

  for (const [tier, wrong] of [
    [Tier.Basic, [2n, 1n, 3n, 4n]],
    [Tier.Identity, [1n, 3n, 2n, 4n]],
    [Tier.Business, [1n, 2n, 0n, 4n]],
  ] as const) {
    it(`reverts LimitsNotRising when tier ${tier} has a lower limit than the one below`, async () => {
      const { registry, addresses } = await loadFixture(verification);
      await expect(registry.setLimits(addresses.dollar, [...wrong]))
        .to.be.revertedWithCustomError(registry, "LimitsNotRising")
        .withArgs(addresses.dollar, tier);
    });
  }

  it("may be the same for all, and may be taken away", async () => {
    const m = await loadFixture(verification);
    await m.registry.setLimits(m.addresses.dollar, [5n, 5n, 5n, 5n]);
    await m.registry.setLimits(m.addresses.dollar, [0n, 0n, 0n, 0n]);
    expect(await m.registry.limitOf(m.seller, m.addresses.dollar)).to.equal(unlimited);
  });
});

describeLastingOwner("VerificationRegistry", verification, ({ registry }) => registry);
