import { expect } from "chai";
import { skeletonOf, suspicionOf } from "../../web/src/lib/lookalike.ts";
import { languageOf, quotedLine, shownText } from "../../web/src/lib/quoted.ts";
import { isOneOf, own } from "../../web/src/lib/lookup.ts";

describe("own", () => {
  it("finds what a table says, and nothing that every object answers to", () => {
    const table = { books: "Books" };
    expect(own(table, "books")).to.equal("Books");
    for (const key of ["constructor", "toString", "hasOwnProperty", "__proto__", "valueOf", "isPrototypeOf", ""])
      expect(own(table, key), key).to.equal(undefined);
  });

  it("knows a word by the list alone", () => {
    expect(isOneOf(["home", "books"], "books")).to.equal(true);
    for (const word of ["length", "0", "at", "__proto__"]) expect(isOneOf(["home"], word), word).to.equal(false);
  });
});

describe("suspicionOf a name", () => {
  it("is none of names as people have them, in any script", () => {
    for (const name of [
      ...["Ada", "José Núñez", "O’Brien", "Анна Кузнецова", "Сара", "Γιώργος", "שרה", "محمد", "王小明", "田中さくら"],
      ...[
        "김민수",
        "DJ Вася",
        "Zoë & Max",
        "รัชนี",
        "Bike Shop Kraków",
        "Oxana",
        "Ox",
        "Łukasz 🚲",
        "X",
        "ΑΒΓ Team",
        "Tシャツ屋",
      ],
    ])
      expect(suspicionOf(name), name).to.equal(null);
  });

  it("is mixed letters where one word has those of two scripts", () => {
    for (const name of ["Аda", "Brunо", "Mаria Rossi", "Pаypal", "Αnna", "Ninа"]) {
      expect(suspicionOf(name), name).to.equal("mixed letters");
    }
  });

  it("is that it is not the market where it passes for it", () => {
    for (const name of [
      "Handsel",
      "HANDSEL",
      "Handsel Support",
      "Handse1",
      "HandseI",
      "Hándsel",
      "H a n d s e l",
      "𝐇𝐚𝐧𝐝𝐬𝐞𝐥",
      "Handsel",
      "Hanclsel",
      "Hand\u2060sel",
    ])
      expect(suspicionOf(name), name).to.equal("not the market");
    expect(suspicionOf("Hаndsel")).to.equal("mixed letters");
  });

  it("is that it is no address where it is written like one", () => {
    for (const name of ["0x1234…abcd", "0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266", "Ox12ab34", "0Х12ab", "0x12...ab"])
      expect(suspicionOf(name), name).to.equal("not an address");
  });

  it("is another’s where it looks like a name that is known here", () => {
    expect(suspicionOf("Bruno Galli", ["Ada", "Brunо Gаlli"])).to.equal("a name like another’s");
    expect(suspicionOf("Сара", ["Capa"])).to.equal("a name like another’s");
    expect(suspicionOf("lsa", ["Isa"])).to.equal("a name like another’s");
    expect(suspicionOf("Bruno", ["Bruna", "Bruno Galli"])).to.equal(null);
  });

  it("takes no longer for what is made to be slow", () => {
    const began = performance.now();
    for (const name of ["а".repeat(20_000), "rn".repeat(20_000), `Z${"\u0301".repeat(20_000)}`, "0x".repeat(20_000)]) {
      skeletonOf(name);
      suspicionOf(name);
    }
    expect(performance.now() - began).to.be.below(2_000);
  });
});

describe("words of a stranger", () => {
  it("are nothing where there is nothing to see", () => {
    for (const text of ["", " ", "\u2800\u2800", "\u200d", "\u202e\u202c", "\u3164", "\ufe0f", null, undefined])
      expect(shownText(text), JSON.stringify(text)).to.equal(null);
    expect(shownText("\u202eevil")).to.equal("evil");
  });

  it("are one closed line in a title or a label", () => {
    expect(quotedLine("City\n\tbicycle ", "No title")).to.equal("City bicycle");
    expect(quotedLine("\u2800\u200f", "No title")).to.equal("No title");
    expect(quotedLine("a\u202eb\u200fc", "")).to.equal("abc");
    expect(quotedLine("אופניים", "")).to.equal("\u2068אופניים\u2069");
    const long = quotedLine("x".repeat(10_000), "");
    expect(long).to.have.lengthOf(200);
    expect(long.endsWith("…")).to.equal(true);
    expect(quotedLine("🚲".repeat(300), "").isWellFormed()).to.equal(true);
  });

  it("carry a language only where one was named", () => {
    for (const tag of ["en", "pt-BR", "zh-Hant-TW"]) expect(languageOf(tag)).to.equal(tag);
    for (const tag of ["", "constructor", "en us", "x".repeat(40), "en\u202e", null])
      expect(languageOf(tag)).to.equal(undefined);
  });
});
