import { expect } from "chai";
import { AbiCoder, keccak256, Wallet } from "ethers";
import type { Hex } from "viem";
import { hashTypedData, recoverTypedDataAddress } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { type Ballot, type ReviewSlip, reviewCommitment, reviewSaltTypedData } from "#protocol/vote.ts";
import { saltOfSignature, voteCommitment, voteSaltTypedData } from "#protocol/vote.ts";
import { createRandom } from "./random.ts";

const random = createRandom(5);
const coder = AbiCoder.defaultAbiCoder();
const ballot: Ballot = { chainId: 31_337n, court: random.hex(20), id: 4n, round: 1, attempt: 0 };
const slip: ReviewSlip = {
  chainId: 31_337n,
  reputation: random.hex(20),
  orderId: random.hex(32),
  author: random.hex(20),
};
const [salt, content, arbitrator] = [random.hex(32), random.hex(32), random.hex(20)];

describe("vote", () => {
  it("is committed to by the hash that ethers makes of chain, court, case, round, attempt, arbitrator, choice and salt", () => {
    const types = ["uint256", "address", "uint256", "uint8", "uint8", "address", "uint256", "bytes32"];
    const values = [31_337n, ballot.court, 4n, 1, 0, arbitrator, 2n, salt];
    expect(voteCommitment(ballot, arbitrator, 2n, salt)).to.equal(keccak256(coder.encode(types, values)));
  });

  it("opens with nothing but what it was made of", () => {
    const others = [
      ...Object.entries({ chainId: 1n, court: random.hex(20), id: 5n, round: 2, attempt: 1 }).map(([key, value]) =>
        voteCommitment({ ...ballot, [key]: value }, arbitrator, 2n, salt),
      ),
      voteCommitment(ballot, random.hex(20), 2n, salt),
      voteCommitment(ballot, arbitrator, 1n, salt),
      voteCommitment(ballot, arbitrator, 2n, random.hex(32)),
    ];
    expect(new Set([...others, voteCommitment(ballot, arbitrator, 2n, salt)])).to.have.property("size", 9);
  });
});

describe("review", () => {
  it("is sealed by the hash that ethers makes of chain, contract, order, author, rating, text and salt", () => {
    const types = ["uint256", "address", "bytes32", "address", "uint8", "bytes32", "bytes32"];
    const values = [31_337n, slip.reputation, slip.orderId, slip.author, 4, content, salt];
    expect(reviewCommitment(slip, 4, content, salt)).to.equal(keccak256(coder.encode(types, values)));
  });
});

describe("salt", () => {
  const key = random.hex(32);
  const account = privateKeyToAccount(key);

  it("is the same for the same wallet and ballot, and another for another", async () => {
    const saltOf = async (of: Ballot) => saltOfSignature(await account.signTypedData(voteSaltTypedData(of)));
    expect(await saltOf(ballot)).to.equal(await saltOf(ballot));
    expect(await saltOf({ ...ballot, round: 2 })).not.to.equal(await saltOf(ballot));
    expect(await saltOf({ ...ballot, chainId: 1n })).not.to.equal(await saltOf(ballot));
  });

  it("comes from typed data that ethers signs to the same bytes", async () => {
    const { domain, types, message } = reviewSaltTypedData(slip);
    const fields = { ReviewSalt: types.ReviewSalt.map((field) => ({ ...field })) };
    const signature = (await new Wallet(key).signTypedData(domain, fields, message)) as Hex;
    expect(await account.signTypedData(reviewSaltTypedData(slip))).to.equal(signature);
    expect(saltOfSignature(signature)).to.equal(keccak256(signature));
    const signer = await recoverTypedDataAddress({ ...reviewSaltTypedData(slip), signature });
    expect(signer).to.equal(account.address);
    expect(hashTypedData(reviewSaltTypedData(slip))).not.to.equal(hashTypedData(voteSaltTypedData(ballot)));
  });
});
