import { expect } from "chai";
import { connectTrouble, tellApart } from "../../web/src/features/wallet/connectTrouble.ts";
import { ObstacleError } from "../../web/src/lib/obstacle.ts";

const withCode = (code: number, message = "") => Object.assign(new Error(message), { code });

describe("wallet: connecting", () => {
  it("has a sentence for each way in which it does not come about", () => {
    const sentences = [
      withCode(4001),
      withCode(-32002),
      withCode(4100),
      withCode(4900),
      withCode(4901),
      withCode(4902),
      new Error("?"),
      new ObstacleError("Your wallet said yes and stays on the other network.", "Add it by hand."),
    ].map(connectTrouble);
    expect(new Set(sentences)).to.have.length(8);
    for (const sentence of sentences) expect(sentence).to.match(/\.$/);
  });

  it("takes a network that was added and not gone to for no refusal", () => {
    expect(
      connectTrouble(new ObstacleError("Your wallet said yes and stays on the other network.", "Add it by hand.")),
    ).not.to.match(/no problem/i);
  });

  it("tells two wallets of one name apart, and leaves the others alone", () => {
    const wallets = [
      { name: "MetaMask", id: "io.metamask" },
      { name: "Rabby", id: "io.rabby" },
      { name: " metamask", id: "evil.example" },
    ];
    expect(tellApart(wallets)).to.deep.equal(["io.metamask", null, "evil.example"]);
  });
});
