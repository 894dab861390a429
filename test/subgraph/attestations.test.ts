import { expect } from "chai";
import type { Address } from "viem";
import { people } from "./support/people.ts";
import { joined, read } from "./support/scene.ts";
import { idOf, indexer } from "./support/shared.ts";

const emit = (event: string, args: Record<string, unknown>) =>
  indexer().emit({ contract: "VerificationRegistry", event, args });
const attester = people.emil;
const [schema, business] = [idOf("schema of persons"), idOf("schema of businesses")];
const account: Address = "0x51c0000000000000000000000000000000000001";

const attest = (name: string, tier: number, liveUntil: bigint, of = tier === 3 ? business : schema) =>
  emit("AttestationRegistered", { account, uid: idOf(name), attester, schema: of, tier, liveUntil });

describe("index of attestations", () => {
  before(async () => {
    const issuer = { attester, maxAge: 1_000, effectiveAt: 1_700_000_000 };
    await emit("IssuerProposed", { ...issuer, schema, tier: 1 });
    await emit("IssuerProposed", { ...issuer, schema: business, tier: 3 });
  });

  it("knows whose word counts, for what, and since when", async () => {
    await indexer().indexed();
    const issuer = { attester, schema, tier: "basic", maxAge: "1000", effectiveAt: "1700000000" };
    const fields = "attester schema tier maxAge effectiveAt";
    expect(await read("issuer", joined(attester, schema), fields)).to.deep.equal(issuer);
  });

  it("gives an account the highest tier that it was attested, and says by whom and until when", async () => {
    const { timestamp } = await attest("uid of a business", 3, 1_900_000_000n);
    await attest("uid of a person", 1, 1_800_000_000n);
    await indexer().indexed();
    const fields = "tier attestations(orderBy: liveUntil) { id tier liveUntil createdAt issuer { id } }";
    const found = await read<{ tier: string; attestations: object[] }>("account", account, fields);
    expect(found.tier).to.equal("business");
    expect(found.attestations).to.containSubset([
      { id: idOf("uid of a person"), tier: "basic", liveUntil: "1800000000" },
      {
        ...{ id: idOf("uid of a business"), tier: "business", liveUntil: "1900000000" },
        ...{ createdAt: String(timestamp), issuer: { id: joined(attester, business) } },
      },
    ]);
  });

  it("shows by the issuer that its word counts no longer", async () => {
    await emit("IssuerUnlisted", { attester, schema: business });
    await indexer().indexed();
    expect(await read("issuer", joined(attester, business), "tier")).to.deep.equal({ tier: "none" });
    const believed = `attestations(where: { account: "${account}", issuer_: { tier_not: none } }) { id }`;
    expect(await indexer().query(`{ ${believed} }`)).to.deep.equal({
      attestations: [{ id: idOf("uid of a person") }],
    });
  });

  it("knows what is advised for a token, and skips issuers that nobody announced", async () => {
    const token = "0x51c0000000000000000000000000000000000002";
    await emit("LimitsSet", { token, limits: [100n, 2_000n, 30_000n, 0n] });
    await emit("IssuerUnlisted", { attester, schema: idOf("no such schema") });
    await attest("uid of no issuer", 2, 1n, idOf("no such schema"));
    await indexer().indexed();
    expect(await read("token", token, "limits")).to.deep.equal({ limits: ["100", "2000", "30000", "0"] });
    expect(await read("attestation", idOf("uid of no issuer"), "id")).to.equal(null);
  });
});
