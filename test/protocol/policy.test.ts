import { expect } from "chai";
import { digestOfCid, MAX_RAW_BLOCK } from "#protocol/cid.ts";
import { rulings } from "#protocol/enums.ts";
import { policy, policyBytes, policyPath } from "#protocol/policy.ts";

describe("policy", () => {
  it("offers the rulings that a case can have, in their order; splitting is refusing to decide", () => {
    expect(policy.rulingOptions.titles.map((title) => title.toLowerCase())).to.deep.equal(
      rulings.slice(1).map((ruling) => `the ${ruling}`),
    );
    expect(policy.rulingOptions.descriptions).to.have.lengthOf(policy.rulingOptions.titles.length);
  });

  it("is one block under the path that the escrow announces", async () => {
    const bytes = policyBytes();
    expect(JSON.parse(new TextDecoder().decode(bytes))).to.deep.equal(policy);
    expect(bytes.length).to.be.below(MAX_RAW_BLOCK);
    const path = await policyPath();
    expect(path.startsWith("/ipfs/bafkrei")).to.equal(true);
    const hash = Buffer.from(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes))).toString("hex");
    expect(digestOfCid(path.slice("/ipfs/".length))).to.equal(`0x${hash}`);
  });
});
