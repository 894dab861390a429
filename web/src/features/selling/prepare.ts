import type { Address } from "viem";
import { digestOfCid } from "../../../../protocol/cid.ts";
import { encodeMetadata, type Photo } from "../../../../protocol/metadata.ts";
import { formatBps } from "../../lib/money.ts";
import type { Action } from "../../action/action.ts";
import { chainTime } from "../../services/chain.ts";
import { ObstacleError } from "../../lib/obstacle.ts";
import { sentences } from "../../action/contractErrors.ts";
import { storageRemedy } from "../../action/failure.ts";
import { courtGuide, deployment } from "../../services/contracts.ts";
import { fetchVerified, IpfsError, publishFile } from "../../services/ipfs.ts";
import { readPhoto } from "../../services/photoBox.ts";
import { offeredTokens } from "../../market/tokens.ts";
import { edit, publish } from "./actions.ts";
import type { Fields } from "./form/fields.ts";
import { type Published, readEpoch, readRules } from "./queries.ts";
import type { Rules } from "./form/rules.ts";
import { metadataOf, termsOf, tokenOf } from "./form/terms.ts";

/** Files that were stored and read back while this page was open: trying again does not send them again. */
const stored = new Set<string>();

async function store(what: string, work: () => Promise<string>): Promise<string> {
  try {
    const cid = await work();
    stored.add(cid);
    return cid;
  } catch (error) {
    if (error instanceof IpfsError) {
      throw new ObstacleError(`${what} could not be stored.`, storageRemedy(error), error.message);
    }
    throw error;
  }
}

async function storePhoto({ cid }: Photo, position: number): Promise<void> {
  if (stored.has(cid)) return;
  const what = `Picture ${position + 1}`;
  const photo = await readPhoto(cid);
  await store(what, async () => {
    if (photo) return publishFile(new Uint8Array(await photo.arrayBuffer()));
    // One of the version before is on IPFS already, or nowhere.
    await fetchVerified(cid).catch((error: unknown) => {
      if (!(error instanceof IpfsError) || error.reason !== "not found") throw error;
      const remedy = "It is neither on this device any more nor on IPFS. Remove it, or choose it again.";
      throw new ObstacleError(`${what} is missing.`, remedy, error.message);
    });
    return cid;
  });
}

/** The rules as they are now, or why nothing can be published by them. */
async function presentRules(fields: Fields, buyerFeeBps: number): Promise<Rules> {
  const rules = await readRules();
  if (rules.paused) {
    throw new ObstacleError("New listings are paused.", `${sentences.Paused} Your draft is kept on this device.`);
  }
  const floor = rules.feeFloorBps - buyerFeeBps;
  if (Number(fields.commission) < floor) {
    throw new ObstacleError(
      "The market’s commission has changed.",
      `It is ${formatBps(floor)} at least now. Choose the new one under “More”, look at what you keep, and publish again.`,
    );
  }
  return rules;
}

type Offer = {
  fields: Fields;
  seller: Address;
  answers?: string;
  /** The listing that a new version is made of. */
  before?: Published;
  onStep: (words: string) => void;
};

/**
 * All that comes before the one question of the wallet: rules, pictures, words. Each file is stored, its CID compared with
 * the one computed here, and read back from a gateway.
 */
export async function prepareListing({ fields, seller, answers, before, onStep }: Offer): Promise<Action> {
  onStep("Asking the market’s rules…");
  const rules = await presentRules(fields, before?.terms.buyerFeeBps ?? 0);
  const epoch = await readEpoch(seller);
  for (const [position, photo] of fields.photos.entries()) {
    onStep(`Storing picture ${position + 1} of ${fields.photos.length}…`);
    await storePhoto(photo, position);
  }
  onStep("Storing the description…");
  const bytes = encodeMetadata(metadataOf(fields, { answers, replaced: before?.metadata }, offeredTokens));
  const cid = await store("The description", () => publishFile(bytes));
  const now = chainTime();
  const terms = termsOf(fields, {
    tokens: offeredTokens,
    seller,
    epoch,
    arbitrator: deployment.contracts.ArbitrationCourt,
    metadata: digestOfCid(cid),
    now,
    rules,
    guide: courtGuide,
    replaced: before?.terms,
  });
  const token = tokenOf(fields, offeredTokens);
  return before?.open ? edit(before.terms, terms, token, now) : publish(terms, token, now);
}
