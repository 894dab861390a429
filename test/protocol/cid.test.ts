import { expect } from "chai";
import { createHash } from "node:crypto";
import { cidOfBytes, cidOfDigest, digestOfCid } from "#protocol/cid.ts";
import { createRandom } from "./random.ts";

const random = createRandom(4);
const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

/** CIDv1, raw, sha2-256 in base32, written without a library. */
function spelled(digest: Buffer): string {
  const bits = [...Buffer.from([1, 0x55, 0x12, 0x20]), ...digest]
    .map((byte) => byte.toString(2).padStart(8, "0"))
    .join("");
  return `b${(bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[parseInt(five.padEnd(5, "0"), 2)]).join("")}`;
}

describe("cid", () => {
  it("of no bytes is the one that everybody knows", async () => {
    expect(await cidOfBytes(new Uint8Array())).to.equal("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku");
  });

  it("is the hash of the bytes, there and back", async () => {
    for (let length = 0; length < 300; length += 7) {
      const bytes = Buffer.from(random.hex(length).slice(2), "hex");
      const digest = createHash("sha256").update(bytes).digest();
      const cid = await cidOfBytes(bytes);
      expect(cid).to.equal(spelled(digest));
      expect(digestOfCid(cid)).to.equal(`0x${digest.toString("hex")}`);
      expect(cidOfDigest(digestOfCid(cid))).to.equal(cid);
    }
  });

  it("of another kind is refused", () => {
    const other = "QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n";
    expect(() => digestOfCid(other)).to.throw(TypeError, other);
    const folder = "bafybeihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
    expect(() => digestOfCid(folder)).to.throw(TypeError, "CIDv1 of a raw block");
    expect(() => digestOfCid("nonsense")).to.throw();
  });
});
