import { expect } from "chai";
import fc from "fast-check";
import { decodeMetadata } from "#protocol/metadata.ts";
import { onAPage } from "./support/dom.ts";
import { anything, everyObjects, turning, words } from "./support/hostile.ts";

// The same words in every run; more of them, and others, when somebody asks for it.
const way = { numRuns: Number(process.env.FUZZ_WORDS ?? 5), seed: Number(process.env.FUZZ_SEED ?? 1) };

describe("what strangers have written", function () {
  this.timeout(300_000);
  onAPage();

  /** Words from a list, one after the other and from the beginning again. */
  const reader = <Word>(list: readonly Word[]) => {
    let at = 0;
    return () => list[at++ % list.length] as string;
  };
  const load = async () => ({
    ...(await import("react")),
    ...(await import("./support/stage.tsx")),
    ...(await import("./support/foreign.tsx")),
    ...(await import("../../web/src/ui/feedback/Part.tsx")),
  });
  const texts = (node: Node): Text[] =>
    [...node.childNodes].flatMap((child) => (child.nodeType === 3 ? [child as Text] : texts(child)));

  it("breaks no component, turns no line around, and stands apart from our own words", async () => {
    const { scenes, show } = await load();
    for (const [name, sceneOf] of Object.entries(scenes)) {
      await fc.assert(
        fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 30 }), async (list) => {
          // A mark in each, by which it is found on the page again.
          const { element, known } = sceneOf(reader(list.map((word) => `${word}\u26f5`)));
          const shown = await show(element, known);
          try {
            expect(shown.errors, name).to.deep.equal([]);
            for (const text of texts(shown.frame)) {
              expect(text.data, name).to.not.match(turning);
              if (!text.data.includes("\u26f5") || text.data.startsWith("\u2068")) continue;
              const apart = text.parentElement?.closest("bdi, [dir=auto], option, textarea, title");
              expect(apart, `${name}: ${text.parentElement?.outerHTML}`).to.not.equal(null);
            }
            for (const part of shown.frame.querySelectorAll("[alt], [aria-label], [title]")) {
              for (const attribute of ["alt", "aria-label", "title"])
                expect(part.getAttribute(attribute) ?? "", name).to.not.match(turning);
            }
          } finally {
            await shown.close();
          }
        }),
        way,
      );
    }
  });

  it("says what is missing where nothing can be seen", async () => {
    const { scenes, show } = await load();
    for (const unseen of ["\u2800\u2800\u2800", "\u200d", "\u3164\u115f", "\u202e\u202c", "\u{e0041}", "\ufe0f"]) {
      for (const [name, said] of [
        ["a wall of listings", "No title"],
        ["a listing’s page", "No title"],
        ["what buyers choose from", "No name"],
        ["the preview of a form", "Your title"],
        ["a profile’s head", "0x90F7…b906"],
        ["a list of evidence", "No title"],
        ["what an order is about", "No title"],
        ["whom an order is between", "0x7099…79C8"],
      ] as const) {
        const { element, known } = scenes[name]!(() => unseen);
        const shown = await show(element, known);
        expect(shown.frame.textContent, `${name}: ${JSON.stringify(unseen)}`).to.contain(said);
        await shown.close();
      }
    }
  });

  it("takes down no more than its own part where it is not even text", async () => {
    const { createElement, Fragment, Part, scenes, show } = await load();
    for (const [name, sceneOf] of Object.entries(scenes)) {
      await fc.assert(
        fc.asyncProperty(fc.array(anything, { minLength: 1, maxLength: 30 }), async (list) => {
          const { element, known } = sceneOf(reader(list));
          const part = createElement(Part, { what: "This", of: list, children: element });
          const shown = await show(createElement(Fragment, null, "before ", part, " after"), known);
          try {
            expect(shown.frame.textContent, name).to.match(/^before .* after$/s);
          } finally {
            await shown.close();
          }
        }),
        way,
      );
    }
  });

  it("makes no tile of what is no category", async () => {
    const { scenes, show } = await load();
    for (const category of [...everyObjects, "weapons", "Books", ""]) {
      const { element, known } = scenes["the row of categories"]!(() => category);
      const shown = await show(element, known);
      expect(shown.frame.querySelectorAll("li, a"), category).to.have.lengthOf(0);
      expect(shown.errors).to.deep.equal([]);
      await shown.close();
    }
    const { element, known } = scenes["the row of categories"]!(() => "books");
    const shown = await show(element, known);
    expect(shown.frame.textContent).to.contain("Books and music");
    await shown.close();
  });

  it("is read or refused as a file, and never anything else", () => {
    const file = fc.record(
      {
        ...{
          schema: fc.constantFrom("handsel/listing/1", "x"),
          title: anything,
          description: anything,
          tags: anything,
        },
        ...{ category: fc.constantFrom("home", ...everyObjects), photos: anything, attributes: anything },
        ...{ language: anything, options: anything, booking: anything, place: anything, condition: anything },
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(file, (content) => {
        const bytes = new TextEncoder().encode(JSON.stringify(content));
        try {
          const read = decodeMetadata(bytes);
          expect(read.category).to.equal("home");
          expect(read.title.length).to.be.within(3, 120);
        } catch (error) {
          expect((error as Error).name).to.be.oneOf(["ValiError", "SyntaxError", "TypeError", "RangeError"]);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("Part", () => {
  onAPage();

  it("puts a sentence in the place of what can’t be drawn, and draws it again when it is another", async () => {
    const [{ createElement }, { show }, { Part }] = await Promise.all([
      import("react"),
      import("./support/stage.tsx"),
      import("../../web/src/ui/feedback/Part.tsx"),
    ]);
    const Fragile = ({ text }: { text: string | null }) => createElement("p", null, (text as string).length);
    const part = (text: string | null) =>
      createElement(Part, { what: "This listing", of: text, children: createElement(Fragile, { text }) });
    const shown = await show(part(null));
    expect(shown.frame.textContent).to.equal("This listing can’t be shown: something in it makes no sense.");
    expect(shown.frame.querySelector("[role=status]")).to.not.equal(null);
    await shown.change(part("four"));
    expect(shown.frame.textContent).to.equal("4");
    await shown.change(part(null));
    expect(shown.frame.textContent).to.match(/can’t be shown/);
    await shown.close();
  });
});
