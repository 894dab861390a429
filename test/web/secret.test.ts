import { expect } from "chai";
import type { Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { recoverTypedDataAddress } from "viem";
import { reviewSaltTypedData } from "../../protocol/vote.ts";
import { isKeySignature, type Manner, secretOf, type SecretPorts } from "../../web/src/market/secret.ts";

const person = privateKeyToAccount(`0x${"11".repeat(32)}`);
const stranger = privateKeyToAccount(`0x${"22".repeat(32)}`);
const data = reviewSaltTypedData({
  chainId: 1n,
  reputation: stranger.address,
  orderId: `0x${"33".repeat(32)}`,
  author: person.address,
});
const chance: Hex = `0x${"77".repeat(65)}`;

function setting(
  answers: (() => Promise<unknown>)[],
  more: Partial<SecretPorts> & { manner?: never; known?: Manner } = {},
) {
  let asked = 0;
  let known = more.known;
  let kept: Hex | undefined;
  const ports: SecretPorts = {
    sign: async () => answers[Math.min(asked++, answers.length - 1)]?.(),
    signerOf: (signature) => recoverTypedDataAddress({ ...data, signature }),
    hasCode: async () => false,
    kept: { read: () => kept, keep: (secret) => ((kept = secret), true) },
    random: () => chance,
    ...more,
    manner: { known: () => known, remember: (manner) => void (known = manner) },
  };
  return { ports, asked: () => asked, known: () => known, kept: () => kept };
}
const signed = () => person.signTypedData(data);

describe("secrets behind what is sealed", () => {
  it("is the signature of a wallet that signs twice alike, which is asked twice once in its life", async () => {
    const first = setting([signed]);
    expect(await secretOf(person.address, first.ports)).to.deep.equal({ secret: await signed(), onlyHere: false });
    expect([first.asked(), first.known()]).to.deep.equal([2, "alike"]);
    const later = setting([signed], { known: "alike" });
    await secretOf(person.address, later.ports);
    expect(later.asked()).to.equal(1);
  });

  for (const nothing of ["0x", "0x1234", `0x${"ab".repeat(63)}`, `0x${"ab".repeat(65)}`, null, undefined, {}, "yes"]) {
    it(`makes nothing of ${String(nothing).slice(0, 12)} from an account without code`, async () => {
      const { ports, kept } = setting([async () => nothing]);
      const failed = await secretOf(person.address, ports).catch((error: unknown) => error);
      expect(failed).to.have.property("name", "ObstacleError");
      expect(kept()).to.equal(undefined);
    });
  }

  it("makes nothing of another account’s signature", async () => {
    const failed = await secretOf(person.address, setting([() => stranger.signTypedData(data)]).ports).catch(
      (error: unknown) => error,
    );
    expect(failed).to.have.property("name", "ObstacleError");
  });

  it("is chance, kept here, where the wallet signs differently each time", async () => {
    const { ports, known, kept } = setting([signed, async () => `0x${"cd".repeat(65)}`]);
    expect(await secretOf(person.address, ports)).to.deep.equal({ secret: chance, onlyHere: true });
    expect([known(), kept()]).to.deep.equal(["differently", chance]);
  });

  it("is chance for a contract, whose answer is no key’s signature", async () => {
    for (const answer of ["0x", `0x${"ab".repeat(300)}`]) {
      const { ports } = setting([async () => answer], { hasCode: async () => true });
      expect(await secretOf(person.address, ports)).to.deep.equal({ secret: chance, onlyHere: true });
    }
  });

  it("is the signature for an account with code whose key still signs alike", async () => {
    const { ports } = setting([signed], { hasCode: async () => true });
    expect(await secretOf(person.address, ports)).to.have.property("onlyHere", false);
  });

  it("is the same again for the same purpose, so that a second try does not lose the first", async () => {
    const { ports, asked } = setting([signed, async () => `0x${"cd".repeat(65)}`]);
    await secretOf(person.address, ports);
    const before = asked();
    expect(await secretOf(person.address, { ...ports, random: () => "0xff" })).to.deep.equal({
      secret: chance,
      onlyHere: true,
    });
    expect(asked()).to.equal(before);
  });

  it("refuses where nothing is kept and the wallet could not make it again", async () => {
    const { ports } = setting([signed], { known: "differently", kept: { read: () => undefined, keep: () => false } });
    expect(await secretOf(person.address, ports).catch((error: unknown) => error)).to.have.property(
      "name",
      "ObstacleError",
    );
  });

  it("knows a key’s signature by its form", () => {
    expect(isKeySignature(`0x${"ab".repeat(65)}`)).to.equal(true);
    expect(isKeySignature(`0x${"ab".repeat(64)}`)).to.equal(true);
    for (const none of ["0x", "0xa", `0x${"ab".repeat(66)}`, 7]) expect(isKeySignature(none)).to.equal(false);
  });
});
