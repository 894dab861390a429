import { expect } from "chai";
import { loadFixture, type Signer } from "./market.ts";
import type { promoting, Verification } from "./edges.ts";

type Lasting = Awaited<ReturnType<typeof promoting>>["promotions"] | Verification["registry"];
type Parts = { owner: Signer; stranger: Signer };

/** What `LastingOwner` promises of a contract. */
export function describeLastingOwner<M extends Parts>(
  name: string,
  fixture: () => Promise<M>,
  contractOf: (m: M) => Lasting,
): void {
  describe(`${name}.renounceOwnership`, () => {
    it("reverts OwnerNeeded: the owner can hand the office on, not give it up", async () => {
      const m = await loadFixture(fixture);
      const contract = contractOf(m);
      await expect(contract.renounceOwnership())
        .to.be.revertedWithCustomError(contract, "OwnerNeeded")
        .withArgs(m.owner.address);
      await contract.transferOwnership(m.stranger);
      await contract.connect(m.stranger).acceptOwnership();
      expect(await contract.owner()).to.equal(m.stranger.address);
    });

    it("reverts for anybody else", async () => {
      const m = await loadFixture(fixture);
      const contract = contractOf(m);
      await expect(contract.connect(m.stranger).renounceOwnership())
        .to.be.revertedWithCustomError(contract, "OwnableUnauthorizedAccount")
        .withArgs(m.stranger.address);
    });
  });
}
