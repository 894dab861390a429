import { expect } from "chai";
import { bytesToHex, type Hex, hexToBytes } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { cidOfBytes, digestOfCid } from "../../protocol/cid.ts";
import {
  contentOf,
  decodeReview,
  encodeReview,
  NO_TEXT,
  openBox,
  openCopy,
  reviewKeyOf,
  sealCopy,
} from "../../protocol/review.ts";
import { reviewKeepersOf, reviewSecretOf } from "../../protocol/reviewKeepers.ts";
import { reviewCommitment, type ReviewSlip, saltOfSignature } from "../../protocol/vote.ts";
import { TEST_MNEMONIC } from "../../scripts/parameters.ts";
import { isAboutFailure, isReview, isWithheld } from "../../web/src/features/profile/score/scoreFacts.ts";
import { keptName, readKept, writeKept } from "../../web/src/features/reviews/writing/keptReviews.ts";
import { openerKept, openerSigned } from "../../web/src/features/reviews/writing/opening.ts";
import { isBuyersAlone, isReviewable, type Spoken, stageOf } from "../../web/src/features/reviews/stage.ts";
import {
  rulingSentence,
  sealingSentence,
  sentenceOf,
  titleOf,
  waitedSentence,
  weightSentence,
} from "../../web/src/features/reviews/words.ts";

const orderId = `0x${"0d".repeat(32)}` as const;
const slip: ReviewSlip = {
  chainId: 31_337n,
  reputation: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
  orderId,
  author: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
};
const signature: Hex = `0x${"a1".repeat(65)}`;
const otherSignature: Hex = `0x${"b2".repeat(65)}`;
const opinion = { rating: 4, text: "Kam schnell, ein Kratzer am Deckel. 🙂" };

describe("what can be reviewed", () => {
  it("is an order that has ended and was not called off in time", () => {
    expect(isReviewable("completed", "completed")).to.equal(true);
    expect(isReviewable("refunded", "refunded")).to.equal(true);
    expect(isReviewable("resolved", "split")).to.equal(true);
    expect(isReviewable("refunded", "refundedUnshipped")).to.equal(false);
    expect(isReviewable("refunded", "calledOff")).to.equal(false);
    expect(isReviewable("refunded", "neverSent")).to.equal(true);
    expect(isReviewable("resolved", "unanswered")).to.equal(true);
    expect(isReviewable("shipped", "none")).to.equal(false);
    expect(isReviewable("disputed", "none")).to.equal(false);
  });
});

describe("stage of a review", () => {
  const windows = { closesAt: 100, opensUntil: 200 };
  const buyers = (buyer: Spoken, seller: Spoken, now: number) => stageOf({ buyer, seller }, "buyer", windows, now);

  it("seals for the first to speak and writes in the clear for the second, up to the last second", () => {
    expect(buyers("silent", "silent", 100)).to.equal("seal");
    expect(buyers("silent", "sealed", 100)).to.equal("write");
    expect(buyers("silent", "silent", 101)).to.equal("missed");
    expect(buyers("silent", "sealed", 101)).to.equal("missed");
  });

  it("is written in the clear at once where nothing was ever sent, and the seller has no say", () => {
    expect(isBuyersAlone("neverSent")).to.equal(true);
    expect(isBuyersAlone("unanswered")).to.equal(false);
    const silent = { buyer: "silent", seller: "silent" } as const;
    expect(stageOf(silent, "buyer", windows, 100, true)).to.equal("write");
    expect(stageOf(silent, "buyer", windows, 101, true)).to.equal("missed");
  });

  it("waits until the other side has spoken or the time to write is over", () => {
    expect(buyers("sealed", "silent", 100)).to.equal("waits");
    expect(buyers("sealed", "silent", 101)).to.equal("open");
    expect(buyers("sealed", "published", 50)).to.equal("open");
  });

  it("is withheld once the time to open it is over, and never if it is published", () => {
    expect(buyers("sealed", "published", 200)).to.equal("open");
    expect(buyers("sealed", "published", 201)).to.equal("withheld");
    expect(buyers("published", "sealed", 201)).to.equal("published");
  });
});

describe("withheld review on a profile", () => {
  it("is one that can no longer be opened", () => {
    expect(isWithheld("100", 50, 150)).to.equal(false);
    expect(isWithheld("100", 50, 151)).to.equal(true);
    expect(isWithheld("100", Infinity, 10_000)).to.equal(false);
  });
});

describe("reviews on a profile", () => {
  const told = (weight: string, outcome: Parameters<typeof isReview>[0]["outcome"] = "completed") =>
    ({ status: "published", weight, outcome }) as const;

  it("are those that weigh something, and those that are sealed still", () => {
    expect(isReview(told("1"))).to.equal(true);
    expect(isReview(told("0"))).to.equal(false);
    expect(isReview({ ...told("0"), status: "sealed" })).to.equal(true);
  });

  it("stand apart where the buyer had everything back, and nowhere where a unit was paid for a line of text", () => {
    for (const outcome of ["neverSent", "unanswered", "ruledForBuyer"] as const)
      expect(isAboutFailure(told("0", outcome)), outcome).to.equal(true);
    for (const outcome of ["refunded", "completed"] as const)
      expect(isAboutFailure(told("0", outcome)), outcome).to.equal(false);
    expect(isAboutFailure(told("7", "neverSent"))).to.equal(false);
  });
});

describe("words about a review", () => {
  const windows = { closesAt: 1_796_500_000, opensUntil: 1_797_700_000 };
  const now = 1_796_400_000;

  it("names the two sides as whoever looks would", () => {
    expect(titleOf("buyer", "buyer")).to.equal("Your review of the seller");
    expect(titleOf("buyer", "seller")).to.equal("The buyer’s review of you");
    expect(titleOf("seller", null)).to.equal("The seller’s review of the buyer");
  });

  it("says who is waited for, and the first moment after the window", () => {
    const mine = sentenceOf("waits", "buyer", "buyer", windows, now);
    expect(mine).to.contain("the seller has written theirs").and.to.contain("Sat 5 Dec");
    expect(sentenceOf("waits", "buyer", "seller", windows, now)).to.contain("you have written yours");
    expect(sentenceOf("waits", "buyer", null, windows, now)).to.contain("the seller has written theirs");
  });

  it("does not send an author back where a keeper opens", () => {
    expect(sentenceOf("waits", "buyer", "buyer", windows, now, true)).to.contain("Then it opens by itself.");
    expect(sealingSentence(true)).to.contain("You need not come back");
    expect(sentenceOf("open", "buyer", "buyer", windows, now, true)).to.contain("opens by itself");
    expect(sentenceOf("open", "buyer", "seller", windows, now, true)).to.contain("opens by itself");
  });

  it("says to an author that nobody else opens it, where no keeper does", () => {
    const alone = "Nobody on this market opens it for you, and until you do it counts for nothing.";
    expect(sentenceOf("waits", "buyer", "buyer", windows, now))
      .to.contain("Then you open it here.")
      .and.contain(alone);
    expect(sealingSentence(false)).to.contain("Come back to open it").and.contain(alone);
    expect(sentenceOf("waits", "buyer", "buyer", windows, now, true)).to.not.contain(alone);
    expect(sealingSentence(true)).to.not.contain(alone);
  });

  it("says to whom has waited in vain what saying so does", () => {
    expect(waitedSentence(true, windows, now)).to.contain("does not move the score");
    expect(waitedSentence(false, windows, now)).to.contain("The buyer has until");
  });

  it("says in thousandths of a dollar what a review counts", () => {
    expect(weightSentence(1_440n)).to.equal("Counts for 1.44\u00a0USD of fees.");
    expect(weightSentence(0n)).to.contain("nothing");
    expect(rulingSentence("seller", 2_640n)).to.contain("against the seller").and.to.contain("2.64\u00a0USD");
    expect(rulingSentence("buyer", null)).to.contain("does not count");
  });
});

describe("file of a review", () => {
  it("is read back as it was written, and refuses what is no review", () => {
    expect(decodeReview(encodeReview(opinion.text))).to.equal(opinion.text);
    expect(() => decodeReview(new TextEncoder().encode('{"schema":"handsel/review/2","text":"x"}'))).to.throw();
    expect(() => encodeReview("x".repeat(2_001))).to.throw();
  });

  it("has the digest of its bytes, and none without words", async () => {
    expect(await contentOf(opinion.text)).to.equal(digestOfCid(await cidOfBytes(encodeReview(opinion.text))));
    expect(await contentOf("")).to.equal(NO_TEXT);
  });
});

describe("sealed copy", () => {
  it("opens with the signature that sealed it, and with no other", async () => {
    const copy = await sealCopy(opinion, signature);
    expect(await openCopy(copy, signature)).to.deep.equal(opinion);
    expect(await openCopy(copy, otherSignature)).to.equal(null);
    expect(await openCopy("0x", signature)).to.equal(null);
  });

  it("does not tell how long the review is", async () => {
    const short = await sealCopy({ rating: 5, text: "" }, signature);
    expect(hexToBytes(await sealCopy(opinion, signature)).length).to.equal(hexToBytes(short).length);
  });
});

describe("sealed copy for keepers", () => {
  const secret = reviewSecretOf(`0x${"c3".repeat(32)}`);
  const salt = saltOfSignature(signature);

  it("opens for each keeper with all that opening takes, and for its author still", async () => {
    const keepers = await Promise.all([secret, reviewSecretOf(secret)].map(reviewKeyOf));
    const copy = await sealCopy(
      opinion,
      signature,
      keepers.map(({ publicKey }) => publicKey),
    );
    for (const keeper of keepers) expect(await openBox(copy, keeper)).to.deep.equal({ ...opinion, salt });
    expect(await openCopy(copy, signature)).to.deep.equal(opinion);
    expect(await openCopy(copy, otherSignature)).to.equal(null);
  });

  it("opens for nobody else, and is nothing when it is cut, changed or made up", async () => {
    const [keeper, other] = [await reviewKeyOf(secret), await reviewKeyOf(reviewSecretOf(secret))];
    const copy = await sealCopy(opinion, signature, [keeper.publicKey]);
    expect(await openBox(copy, other)).to.equal(null);
    expect(await openBox(await sealCopy(opinion, signature), keeper)).to.equal(null);
    const bytes = hexToBytes(copy);
    for (const at of [0, 1, 40, 90, bytes.length - 1]) {
      const changed = bytes.slice();
      changed[at]! ^= 1;
      expect(await openBox(bytesToHex(changed), keeper), `byte ${at}`).to.equal(null);
      expect(await openBox(bytesToHex(bytes.slice(0, at)), keeper), `up to byte ${at}`).to.equal(null);
    }
    expect(await openBox(`0xff${"00".repeat(300)}`, keeper)).to.equal(null);
  });

  it("takes no box for what is no key, and the author's way stays", async () => {
    const copy = await sealCopy(opinion, signature, ["0x12"]);
    expect(await openCopy(copy, signature)).to.deep.equal(opinion);
  });

  it("is for the keeper that every local market starts with, and for nobody on a chain without one", async () => {
    const key = mnemonicToAccount(TEST_MNEMONIC, { addressIndex: 19 }).getHdKey().privateKey!;
    const { publicKey } = await reviewKeyOf(reviewSecretOf(bytesToHex(key)));
    expect(reviewKeepersOf(31_337)).to.deep.equal([publicKey]);
    expect(reviewKeepersOf(1)).to.deep.equal([]);
  });
});

describe("opening a sealed review", () => {
  const salt = saltOfSignature(signature);
  const sealedOf = async ({ rating, text }: typeof opinion, copy: Hex = "0x") => ({
    commitment: reviewCommitment(slip, rating, await contentOf(text), salt),
    copy,
  });

  it("takes what the device kept, salt included", async () => {
    const sealed = await sealedOf(opinion);
    const content = await contentOf(opinion.text);
    expect(await openerKept(slip, sealed, { ...opinion, salt })).to.deep.equal({ ...opinion, salt, content });
    expect(await openerKept(slip, sealed, { ...opinion, rating: 5, salt })).to.equal(null);
    expect(await openerKept(slip, sealed, opinion)).to.equal(null);
  });

  it("takes the wallet alone: from the copy on the chain", async () => {
    const sealed = await sealedOf(opinion, await sealCopy(opinion, signature));
    expect(await openerSigned(slip, sealed, null, signature)).to.deep.include(opinion);
    expect(await openerSigned(slip, sealed, null, otherSignature)).to.equal(null);
  });

  it("takes kept words with a salt signed anew, or finds stars without words", async () => {
    expect(await openerSigned(slip, await sealedOf(opinion), opinion, signature)).to.deep.include(opinion);
    const wordless = await sealedOf({ rating: 2, text: "" });
    expect(await openerSigned(slip, wordless, null, signature)).to.deep.include({ rating: 2, text: "" });
  });

  it("does not believe a copy that is not what was committed to", async () => {
    const sealed = await sealedOf(opinion, await sealCopy({ ...opinion, rating: 5 }, signature));
    expect(await openerSigned(slip, sealed, null, signature)).to.equal(null);
  });
});

describe("review kept on a device", () => {
  it("comes back with its salt, or without one", () => {
    const salt: Hex = `0x${"5a".repeat(32)}`;
    expect(readKept(writeKept({ ...opinion, salt }))).to.deep.equal({ ...opinion, salt });
    expect(readKept(writeKept(opinion))).to.deep.equal(opinion);
  });

  it("survives a note that holds something else", () => {
    expect(readKept(undefined)).to.equal(null);
    expect(readKept("")).to.equal(null);
    expect(readKept('{"rating":"4"}')).to.equal(null);
    expect(readKept(writeKept({ ...opinion, salt: "0x12" }))).to.deep.equal(opinion);
  });

  it("is another one for each author of each order, however the address is spelt", () => {
    expect(keptName(orderId, slip.author)).to.equal(keptName(orderId, slip.author.toLowerCase() as Hex));
    expect(keptName(orderId, slip.author)).not.to.equal(keptName(`0x${"0e".repeat(32)}`, slip.author));
  });
});
