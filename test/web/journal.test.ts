import { expect } from "chai";
import { onAPage } from "./support/dom.ts";

describe("journal: what a device must not forget", () => {
  onAPage();

  it("keeps what another tab has written meanwhile", async () => {
    const { rememberedNote, rememberNote } = await import("../../web/src/market/journal.ts");
    rememberNote("draft", "one");
    const [key] = Object.keys(localStorage).filter((name) => name.startsWith("handsel.journal."));
    const stored = JSON.parse(localStorage.getItem(key!)!) as { notes: Record<string, string> };
    // As another tab does, of which this one has not heard.
    localStorage.setItem(key!, JSON.stringify({ ...stored, notes: { ...stored.notes, secret: "0x01" } }));
    rememberNote("draft", "two");
    expect(rememberedNote("secret")).to.equal("0x01");
    expect(rememberedNote("draft")).to.equal("two");
  });
});
