import { expect } from "chai";
import * as v from "valibot";
import { forget, keep, read, shelf } from "../../web/src/services/device.ts";
import { forgetPhotos, keepPhoto, readPhoto } from "../../web/src/services/photoBox.ts";
import { onAPage } from "./support/dom.ts";
import { noStorage, storageThat } from "./support/storage.ts";

const Note = v.object({ text: v.string(), stars: v.optional(v.pipe(v.number(), v.integer(), v.maxValue(5))) });

describe("what this device keeps", () => {
  afterEach(noStorage);

  context("given a browser that keeps things", () => {
    it("comes back as it was, and is gone once it is forgotten", () => {
      const kept = storageThat("keeps");
      expect(keep("note", { text: "Hm", stars: 4 })).to.equal(true);
      expect(read("note", Note)).to.deep.equal({ text: "Hm", stars: 4 });
      forget("note");
      expect(read("note", Note)).to.equal(null);
      expect(kept.size).to.equal(0);
    });

    it("is nothing where something else stands there", () => {
      const kept = storageThat("keeps");
      for (const other of [
        "",
        "{",
        "null",
        "[]",
        '"text"',
        '{"text":5}',
        '{"text":"a","stars":6}',
        '{"__proto__":{"text":"a"}}',
      ]) {
        kept.set("note", other);
        expect(read("note", Note), other).to.equal(null);
      }
    });

    it("is what is there now: cleared while the page is open, or changed by another tab", () => {
      const kept = storageThat("keeps");
      keep("note", { text: "mine" });
      kept.clear();
      expect(read("note", Note)).to.equal(null);
      kept.set("note", '{"text":"theirs"}');
      expect(read("note", Note)).to.deep.equal({ text: "theirs" });
      expect(keep("note", { text: "again" })).to.equal(true);
    });
  });

  for (const temper of ["is full", "refuses", "is not there"] as const) {
    context(`given a browser whose storage ${temper}`, () => {
      it("lives until the page is closed, and says that it does no longer", () => {
        storageThat(temper);
        expect(keep("note", { text: "Hm" })).to.equal(false);
        expect(read("note", Note)).to.deep.equal({ text: "Hm" });
        expect(shelf.getItem("note")).to.equal('{"text":"Hm"}');
        forget("note");
        expect(read("note", Note)).to.equal(null);
      });

      it("is kept once there is room again", () => {
        storageThat(temper);
        keep("note", { text: "Hm" });
        noStorage();
        const kept = storageThat("keeps");
        expect(keep("note", { text: "Now" })).to.equal(true);
        expect(kept.get("note")).to.equal('{"text":"Now"}');
        kept.set("note", '{"text":"Later"}');
        expect(read("note", Note)).to.deep.equal({ text: "Later" });
        forget("note");
      });
    });
  }

  it("has pictures for as long as the page is open where no files can be kept", async () => {
    const photo = new Blob(["picture"]);
    expect(await keepPhoto("cid", photo)).to.equal(false);
    expect(await readPhoto("cid")).to.equal(photo);
    expect(await readPhoto("other")).to.equal(undefined);
    await forgetPhotos(["cid"]);
    expect(await readPhoto("cid")).to.equal(undefined);
  });
});

describe("an app whose browser refuses all storage", () => {
  onAPage();
  afterEach(noStorage);

  it("knows its wallets, endpoints and theme all the same, and says that it keeps nothing", async () => {
    for (const temper of ["refuses", "is full", "is not there"] as const) {
      storageThat(temper);
      // Anew, as a page that is opened now.
      const anew = `?${encodeURIComponent(temper)}`;
      const { wallets } = (await import(`../../web/src/services/wallet.ts${anew}`)) as {
        wallets: { connectors: unknown[] };
      };
      expect(wallets.connectors).to.not.be.empty;
      const { setTheme, readTheme } = await import("../../web/src/services/theme.ts");
      setTheme("dark");
      expect(readTheme()).to.equal("dark");
      setTheme("system");
      noStorage();
    }
  });

  it("draws the strip that says so, before anything is typed", async () => {
    storageThat("refuses");
    const [{ createElement }, { show }, { StatusStrip }] = await Promise.all([
      import("react"),
      import("./support/stage.tsx"),
      import("../../web/src/pages/layout/StatusStrip.tsx"),
    ]);
    const shown = await show(createElement(StatusStrip));
    expect(shown.frame.textContent).to.match(/This browser keeps nothing/);
    expect(shown.errors).to.deep.equal([]);
    await shown.close();
    noStorage();
    storageThat("keeps");
    const again = await show(createElement(StatusStrip));
    expect(again.frame.textContent).to.not.match(/keeps nothing/);
    await again.close();
  });
});
