import { bls12_381 as bls } from "@noble/curves/bls12-381";
import { expect } from "chai";
import { beaconProof } from "#protocol/drand.ts";

const word = (value: bigint) => value.toString(16).padStart(128, "0");
const compressed = (scalar: bigint) => bls.G1.ProjectivePoint.BASE.multiply(scalar);

describe("beaconProof", () => {
  it("writes a compressed point as x and y, whichever of the two roots it means", () => {
    for (let scalar = 1n; scalar < 20n; scalar++) {
      const point = compressed(scalar);
      const { x, y } = point.toAffine();
      expect(beaconProof(point.toHex())).to.equal(`0x${word(x)}${word(y)}`);
      expect(beaconProof(point.negate().toHex())).to.equal(`0x${word(x)}${word(point.negate().toAffine().y)}`);
    }
  });

  it("refuses what is no point", () => {
    const good = compressed(5n).toHex();
    const field = 0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaabn;
    const large = ((0b100n << 381n) | field).toString(16);
    // x = 1 has no y: 5 is no square there.
    const none = ((0b100n << 381n) | 1n).toString(16);
    const infinity = `c0${"00".repeat(47)}`;
    const uncompressed = `0${good.slice(1)}`;
    for (const wrong of ["", "12", `${good}00`, good.replace(/.$/, "g"), large, none, infinity, uncompressed]) {
      expect(() => beaconProof(wrong), wrong).to.throw(TypeError, "a beacon's signature");
    }
  });
});
