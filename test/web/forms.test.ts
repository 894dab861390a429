import { expect } from "chai";
import * as v from "valibot";
import { PictureError, shrinkPicture, squarePicture } from "../../web/src/lib/picture.ts";
import { pictureTrouble } from "../../web/src/lib/pictureTrouble.ts";
import { emptyFields } from "../../web/src/features/selling/form/form.ts";
import { optionsOf } from "../../web/src/features/selling/form/options.ts";
import { problemsOf } from "../../web/src/features/selling/form/problems.ts";
import { assumedRules } from "../../web/src/features/selling/form/rules.ts";
import { onAPage } from "./support/dom.ts";
import { dollar, terms } from "./support/orders.ts";

const token = { ...dollar, address: terms.token };
const unseen = [
  "\u2800\u2800\u2800",
  "\u200d\u200d\u200d",
  "\u3164\u3164\u3164",
  "\u115f\u1160\u115f",
  "\u{e0041}\u{e0042}",
  "\ufe0f\ufe0f\ufe0f",
];
const form = { ...emptyFields({ token: token.address, feeFloorBps: 0, language: "en" }), title: "Bench", price: "5" };
const said = (change: Partial<typeof form>, field: string) =>
  problemsOf({ ...form, ...change }, [token], assumedRules).find((problem) => problem.field === field)?.message;

describe("a form with letters that nobody can see", () => {
  it("says so of a title, a place, tags, details and what buyers choose", () => {
    for (const text of unseen) {
      expect(said({ title: text }, "title")).to.match(/^Nobody can see these letters/);
      expect(said({ place: text }, "place")).to.match(/^Nobody can see/);
      expect(said({ description: text }, "description")).to.match(/^Nobody can see/);
      expect(said({ tags: `oak, ${text}` }, "tags")).to.match(/^Nobody can see/);
      expect(said({ attributes: [{ name: "Wood", value: text }] }, "attributes")).to.match(/^Nobody can see/);
      expect(said({ variants: [{ name: text, stock: "1", price: "" }] }, "variants")).to.match(
        /letters that can be seen/,
      );
      expect(said({ deliveries: [{ name: text, price: "" }] }, "deliveries")).to.match(/letters that can be seen/);
    }
    expect(said({}, "title")).to.equal(undefined);
  });

  it("finds two options of one name that only look different to a machine", () => {
    const variants = ["Rosé", "Rose\u0301", "Ro\u200bsé"].map((name) => ({ name, stock: "1", price: "" }));
    expect(said({ variants }, "variants")).to.equal("Two of them have the same name.");
    expect(optionsOf({ ...form, variants }, 6).map(({ variant }) => variant)).to.deep.equal(["Rosé", "Rosé", "Rosé"]);
  });
});

describe("a file that is no picture", () => {
  const reasonOf = (file: Blob) =>
    squarePicture(file).then(
      () => null,
      (error: unknown) => (error instanceof PictureError ? error.reason : error),
    );
  const heic = new Blob([Uint8Array.of(0, 0, 0, 24), "ftypheic", new Uint8Array(40)]);

  it("is told apart by what is in it: nothing, an iPhone’s HEIC, or no picture at all", async () => {
    expect(await reasonOf(new Blob([]))).to.equal("empty");
    expect(await reasonOf(heic)).to.equal("heic");
    expect(await reasonOf(new Blob(["just some text"]))).to.equal("not a picture");
    await shrinkPicture(heic).catch((error: unknown) => expect(error).to.be.instanceOf(PictureError));
  });

  it("is refused with what to do, by its name", () => {
    const words = (reason: PictureError["reason"]) => pictureTrouble("IMG_1.jpg", new PictureError(reason, ""));
    expect(words("heic")).to.match(/^“IMG_1.jpg” is a HEIC picture.*“Most Compatible”/);
    expect(words("empty")).to.match(/^“IMG_1.jpg” is empty/);
    expect(words("not a picture")).to.match(/^“IMG_1.jpg” is not a picture that this browser can read/);
    expect(pictureTrouble("a\u202egpj.exe", new PictureError("empty", ""))).to.match(/^“agpj.exe” is empty/);
  });
});

describe("the form of a profile", () => {
  onAPage();

  it("says in words that a name is too long, or can’t be seen, and publishes it as others will read it", async () => {
    const { ProfileForm } = await import("../../web/src/features/profile/EditProfile.tsx");
    const rest = { about: "", picture: "", buyer: { about: "", region: "" } };
    const with_ = (name: string) =>
      v.safeParse(ProfileForm, { ...rest, name, seller: { about: "", place: "", returns: "", languages: "" } });
    const first = (name: string) => with_(name).issues?.[0]?.message;
    expect(first("x".repeat(100))).to.equal("At most 60 letters: shorten it a little.");
    for (const text of ["", "  ", ...unseen])
      expect(first(text)).to.equal("People need something to call you that can be seen.");
    expect(with_(" Zoe\u0308\u202e ").output).to.include({ name: "Zo\u00eb" });
  });
});
