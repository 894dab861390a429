import { expect } from "chai";
import { type Profile, profileModel } from "#protocol/profile.ts";
import { people, personNames } from "../../scripts/seed/people.ts";

type Schema = { type: string; maxLength?: number; required?: readonly string[]; properties?: Record<string, Schema> };

/** What a profile breaks of the model, by the few words of JSON Schema that the model uses. */
function problems(value: unknown, schema: Schema, path = "profile"): string[] {
  if (schema.type === "string") {
    const isText = typeof value === "string" && value.length <= (schema.maxLength ?? 0);
    return isText ? [] : [`${path} does not fit`];
  }
  const entries = Object.entries(value as object).filter(([, entry]) => entry !== undefined);
  const missing = (schema.required ?? []).filter((key) => !entries.some(([name]) => name === key));
  return [
    ...missing.map((key) => `${path}.${key} is missing`),
    ...entries.flatMap(([key, entry]) => {
      const inner = schema.properties?.[key];
      return inner ? problems(entry, inner, `${path}.${key}`) : [`${path}.${key} is unknown`];
    }),
  ];
}

const full: Required<Profile> = {
  name: "Ada",
  about: "a",
  picture: "b",
  buyer: { about: "c", region: "d" },
  seller: { about: "e", place: "f", returns: "g", languages: "h" },
};

describe("profileModel", () => {
  const schema: Schema = profileModel.schema;

  it("knows every field that a profile can have, and asks for a name alone", () => {
    expect(problems(full, schema)).to.deep.equal([]);
    expect(problems({ name: "Ada" }, schema)).to.deep.equal([]);
    expect(problems({ about: "nameless" }, schema)).to.deep.equal(["profile.name is missing"]);
    expect(problems({ ...full, admin: "yes" }, schema)).to.deep.equal(["profile.admin is unknown"]);
  });

  it("has one document for each account, and nothing in it that nobody declared", () => {
    expect(profileModel.accountRelation).to.deep.equal({ type: "single" });
    const { buyer, seller } = profileModel.schema.properties;
    for (const part of [profileModel.schema, buyer, seller]) expect(part.additionalProperties).to.equal(false);
  });

  it("takes the eight people of the seeded market", () => {
    expect(personNames).to.have.lengthOf(8);
    for (const name of personNames) expect(problems(people[name].profile, schema), name).to.deep.equal([]);
  });
});
