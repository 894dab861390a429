import { expect } from "chai";
import { type Address, type Hex, keccak256, toHex, zeroAddress } from "viem";
import { authorizationTypes, splitSignature } from "#protocol/payments.ts";
import { chainId } from "./support/payments.ts";
import { contractParty, ethers, loadFixture, type Signer, time } from "./support/market.ts";

const amount = 1_000_003n;
const nonce = keccak256(toHex("any number will do"));
const fields = [...authorizationTypes.ReceiveWithAuthorization];
const types = {
  Receive: { ReceiveWithAuthorization: fields },
  Transfer: { TransferWithAuthorization: fields },
  Cancel: {
    CancelAuthorization: [
      { name: "authorizer", type: "address" },
      { name: "nonce", type: "bytes32" },
    ],
  },
};

async function dollars() {
  const [payer, payee, stranger] = (await ethers.getSigners()) as [Signer, Signer, Signer];
  const dollar = await ethers.deployContract("TestToken");
  await dollar.mint(payer, amount);
  const verifyingContract = (await dollar.getAddress()) as Address;
  const domain = { name: "Test Dollar", version: "1", chainId, verifyingContract };
  const now = BigInt(await time.latest());
  const transfer = {
    from: payer.address,
    to: payee.address,
    value: amount,
    validAfter: now,
    validBefore: now + 1_000n,
    nonce,
  };

  async function signed(verb: keyof typeof types, message: object = transfer, signer = payer, changes: object = {}) {
    return splitSignature((await signer.signTypedData({ ...domain, ...changes }, types[verb], message)) as Hex);
  }

  return { payer, payee, stranger, dollar, domain, transfer, signed };
}
type Dollars = Awaited<ReturnType<typeof dollars>>;
type Vrs = Awaited<ReturnType<Dollars["signed"]>>;

const verbs = {
  Transfer: ({ dollar, stranger }: Dollars) => dollar.connect(stranger).transferWithAuthorization,
  Receive: ({ dollar, payee }: Dollars) => dollar.connect(payee).receiveWithAuthorization,
};

function send(d: Dollars, verb: keyof typeof verbs, { v, r, s }: Vrs, changes: Partial<Dollars["transfer"]> = {}) {
  const { from, to, value, validAfter, validBefore, nonce: number } = { ...d.transfer, ...changes };
  return verbs[verb](d)(from, to, value, validAfter, validBefore, number, v, r, s);
}

for (const verb of ["Transfer", "Receive"] as const) {
  describe(`TestToken.${verb.toLowerCase()}WithAuthorization`, () => {
    it("moves what was signed, once", async () => {
      const d = await loadFixture(dollars);
      const signature = await d.signed(verb);
      expect(await d.dollar.authorizationState(d.payer, nonce)).to.equal(false);
      await expect(send(d, verb, signature))
        .to.emit(d.dollar, "AuthorizationUsed")
        .withArgs(d.payer.address, nonce)
        .and.to.emit(d.dollar, "Transfer")
        .withArgs(d.payer.address, d.payee.address, amount);
      expect(await d.dollar.authorizationState(d.payer, nonce)).to.equal(true);
      await expect(send(d, verb, signature))
        .to.be.revertedWithCustomError(d.dollar, "AuthorizationSpent")
        .withArgs(d.payer.address, nonce);
    });

    it("reverts at its first moment, and goes through right after", async () => {
      const d = await loadFixture(dollars);
      const validAfter = BigInt(await time.latest()) + 10n;
      const signature = await d.signed(verb, { ...d.transfer, validAfter });
      await time.setNextBlockTimestamp(validAfter);
      await expect(send(d, verb, signature, { validAfter }))
        .to.be.revertedWithCustomError(d.dollar, "AuthorizationNotYetValid")
        .withArgs(validAfter, validAfter);
      await time.increaseTo(validAfter + 1n);
      await send(d, verb, signature, { validAfter });
    });

    it("goes through right before its last moment, and reverts then", async () => {
      const d = await loadFixture(dollars);
      const { validBefore } = d.transfer;
      const late = keccak256(nonce);
      const [first, second] = [await d.signed(verb), await d.signed(verb, { ...d.transfer, nonce: late })];
      await time.setNextBlockTimestamp(validBefore - 1n);
      await send(d, verb, first);
      await expect(send(d, verb, second, { nonce: late }))
        .to.be.revertedWithCustomError(d.dollar, "AuthorizationExpired")
        .withArgs(validBefore, validBefore);
    });

    it("reverts InvalidAuthorization when anything is not what was signed", async () => {
      const d = await loadFixture(dollars);
      const signature = await d.signed(verb);
      const { validAfter, validBefore } = d.transfer;
      const changes = [
        { from: d.payee.address },
        { value: amount - 1n },
        { validAfter: validAfter - 1n },
        { validBefore: validBefore + 1n },
        { nonce: keccak256(nonce) },
        ...(verb === "Transfer" ? [{ to: d.stranger.address }] : []),
      ];
      for (const change of changes) {
        await expect(send(d, verb, signature, change), Object.keys(change)[0]).to.be.revertedWithCustomError(
          d.dollar,
          "InvalidAuthorization",
        );
      }
    });

    it("reverts InvalidAuthorization when it was signed by another, for another token or chain, or for the other verb", async () => {
      const d = await loadFixture(dollars);
      const signatures = [
        await d.signed(verb, d.transfer, d.stranger),
        await d.signed(verb, d.transfer, d.payer, { verifyingContract: zeroAddress }),
        await d.signed(verb, d.transfer, d.payer, { chainId: 1 }),
        await d.signed(verb === "Transfer" ? "Receive" : "Transfer"),
      ];
      for (const signature of signatures) {
        await expect(send(d, verb, signature))
          .to.be.revertedWithCustomError(d.dollar, "InvalidAuthorization")
          .withArgs(d.payer.address);
      }
    });

    it("moves no more than there is", async () => {
      const d = await loadFixture(dollars);
      const signature = await d.signed(verb, { ...d.transfer, value: amount + 1n });
      await expect(send(d, verb, signature, { value: amount + 1n })).to.be.revertedWithCustomError(
        d.dollar,
        "ERC20InsufficientBalance",
      );
    });
  });
}

describe("TestToken.receiveWithAuthorization, its payee", () => {
  it("is the only one who can carry it out", async () => {
    const d = await loadFixture(dollars);
    const { v, r, s } = await d.signed("Receive");
    const { from, to, value, validAfter, validBefore } = d.transfer;
    await expect(
      d.dollar.connect(d.stranger).receiveWithAuthorization(from, to, value, validAfter, validBefore, nonce, v, r, s),
    )
      .to.be.revertedWithCustomError(d.dollar, "NotPayee")
      .withArgs(d.stranger.address, d.payee.address);
  });
});

describe("TestToken, a payer that is a contract", () => {
  it("is asked whether it has signed (ERC-1271)", async () => {
    const d = await loadFixture(dollars);
    const party = await contractParty(d.payer);
    const from = await party.getAddress();
    await d.dollar.mint(from, amount);
    await expect(send(d, "Transfer", await d.signed("Transfer", { ...d.transfer, from }, d.stranger), { from }))
      .to.be.revertedWithCustomError(d.dollar, "InvalidAuthorization")
      .withArgs(from);
    await send(d, "Transfer", await d.signed("Transfer", { ...d.transfer, from }), { from });
    expect(await d.dollar.balanceOf(d.payee)).to.equal(amount);
  });
});

describe("TestToken.cancelAuthorization", () => {
  it("makes an authorization worthless, whoever sends it", async () => {
    const d = await loadFixture(dollars);
    const { v, r, s } = await d.signed("Cancel", { authorizer: d.payer.address, nonce });
    await expect(d.dollar.connect(d.stranger).cancelAuthorization(d.payer, nonce, v, r, s))
      .to.emit(d.dollar, "AuthorizationCanceled")
      .withArgs(d.payer.address, nonce);
    for (const verb of ["Transfer", "Receive"] as const) {
      await expect(send(d, verb, await d.signed(verb)))
        .to.be.revertedWithCustomError(d.dollar, "AuthorizationSpent")
        .withArgs(d.payer.address, nonce);
    }
  });

  it("reverts InvalidAuthorization when it is not the payer's", async () => {
    const d = await loadFixture(dollars);
    const { v, r, s } = await d.signed("Cancel", { authorizer: d.payer.address, nonce }, d.stranger);
    await expect(d.dollar.cancelAuthorization(d.payer, nonce, v, r, s))
      .to.be.revertedWithCustomError(d.dollar, "InvalidAuthorization")
      .withArgs(d.payer.address);
  });

  it("reverts AuthorizationSpent once it was used", async () => {
    const d = await loadFixture(dollars);
    await send(d, "Transfer", await d.signed("Transfer"));
    const { v, r, s } = await d.signed("Cancel", { authorizer: d.payer.address, nonce });
    await expect(d.dollar.cancelAuthorization(d.payer, nonce, v, r, s)).to.be.revertedWithCustomError(
      d.dollar,
      "AuthorizationSpent",
    );
  });
});

describe("TestToken.permit", () => {
  it("shares the domain of its authorizations", async () => {
    const d = await loadFixture(dollars);
    expect(await d.dollar.DOMAIN_SEPARATOR()).to.equal(ethers.TypedDataEncoder.hashDomain(d.domain));
    expect((await d.dollar.eip712Domain()).slice(1, 5)).to.deep.equal([
      "Test Dollar",
      "1",
      BigInt(chainId),
      d.domain.verifyingContract,
    ]);
  });
});
