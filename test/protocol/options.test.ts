import { expect } from "chai";
import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { choiceOf, extraOf, type Option } from "#protocol/options.ts";
import { optionProof, optionsRoot } from "#protocol/optionTree.ts";
import { UNLIMITED_STOCK, ZERO_WORD } from "#protocol/terms.ts";

const option = (variant: string | undefined, delivery: string | undefined, price = 0n): Option => ({
  ...{ variant, delivery, stock: 4 },
  ...{ unitPrice: price, orderPrice: 2n * price },
});

describe("choiceOf", () => {
  it("has the variant in its first half and the delivery in its second, each alone too", () => {
    const both = choiceOf({ variant: "M", delivery: "By post" });
    expect(both.slice(0, 34)).to.equal(choiceOf({ variant: "M" }).slice(0, 34));
    expect(both.slice(34)).to.equal(choiceOf({ delivery: "By post" }).slice(34));
    expect(choiceOf({ variant: "M" }).slice(34)).to.equal("0".repeat(32));
    expect(choiceOf({ delivery: "M" }).slice(2, 34)).to.equal("0".repeat(32));
  });

  it("is the same however accents are written", () => {
    expect(choiceOf({ variant: "cafe\u0301" })).to.equal(choiceOf({ variant: "caf\u00e9" }));
  });
});

describe("optionsRoot", () => {
  const options = [option("S", "Post", 5n), option("M", "Post", 7n), option(undefined, "Pick-up")];

  it("is the root of the standard tree over the options", () => {
    const leaves = options.map((one) => [
      choiceOf(one),
      one.variant === undefined ? UNLIMITED_STOCK : one.stock,
      one.unitPrice,
      one.orderPrice,
    ]);
    const tree = StandardMerkleTree.of(leaves, ["bytes32", "uint32", "uint96", "uint96"]);
    expect(optionsRoot(options)).to.equal(tree.root);
    for (const [i, one] of options.entries()) {
      expect(
        StandardMerkleTree.verify(tree.root, ["bytes32", "uint32", "uint96", "uint96"], leaves[i]!, [
          ...optionProof(options, one).path,
        ]),
      ).to.equal(true);
    }
  });

  it("is zero without options", () => {
    expect(optionsRoot([])).to.equal(ZERO_WORD);
  });

  it("refuses an option that is nothing, and two of one name", () => {
    expect(() => optionsRoot([option(undefined, undefined)])).to.throw(RangeError);
    expect(() => optionsRoot([option("S", "Post", 1n), option("S", "Post", 2n)])).to.throw(RangeError);
  });
});

describe("extraOf", () => {
  it("adds the unit's price for each and the order's once", () => {
    expect(extraOf(option("S", "Post", 5n), 3)).to.equal(25n);
  });
});
