/**
 * What people say about themselves, kept on Ceramic: one document for each account, signed by its wallet.
 * A buyer side and a seller side, because the same person is read by different people for different reasons.
 */
export type Profile = {
  name: string;
  about?: string;
  /** CID of a picture on IPFS. */
  picture?: string;
  buyer?: { about?: string; region?: string };
  seller?: { about?: string; place?: string; returns?: string; languages?: string };
};

/** The definition of the model. Its id follows from every character in here: a change makes a new model. */
export const profileModel = {
  version: "2.0",
  name: "HandselProfile",
  description: "A person on Handsel, as a buyer and as a seller.",
  accountRelation: { type: "single" },
  interface: false,
  implements: [],
  schema: {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    additionalProperties: false,
    required: ["name"],
    properties: {
      name: { type: "string", minLength: 1, maxLength: 60 },
      about: { type: "string", maxLength: 500 },
      picture: { type: "string", maxLength: 80 },
      buyer: {
        type: "object",
        additionalProperties: false,
        properties: {
          about: { type: "string", maxLength: 300 },
          region: { type: "string", maxLength: 60 },
        },
      },
      seller: {
        type: "object",
        additionalProperties: false,
        properties: {
          about: { type: "string", maxLength: 500 },
          place: { type: "string", maxLength: 60 },
          returns: { type: "string", maxLength: 300 },
          languages: { type: "string", maxLength: 100 },
        },
      },
    },
  },
} as const;
