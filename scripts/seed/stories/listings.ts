import { catalogue } from "../catalogue/catalogue.ts";
import type { Entry } from "../catalogue/entry.ts";
import type { Tale } from "./tale.ts";

/** Puts a listing up on its day; one that was edited goes up as it was at first. */
function listed(entry: Entry): Tale {
  return async ({ market, timeline }) => {
    if (!entry.before) {
      await timeline.daysAgo(entry.listed);
      return entry.signed ? market.sign(entry) : market.publish(entry);
    }
    const { listed: first, ...changes } = entry.before;
    await timeline.daysAgo(first);
    await market.publish({ ...entry, ...changes });
    await timeline.daysAgo(entry.listed);
    await market.edit(entry);
  };
}

const taleOfBats: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(7.3);
  await market.close("table-tennis");
};

/** Signed one by one over some days, and then put where others can find them. */
const taleOfSignedListings: Tale = async ({ market, timeline }) => {
  await timeline.daysAgo(4.4);
  const signed = catalogue.filter((entry) => entry.signed);
  await market.announce(
    "hina",
    signed.map(({ key }) => key),
  );
};

export const listings: readonly Tale[] = [...catalogue.map(listed), taleOfBats, taleOfSignedListings];
