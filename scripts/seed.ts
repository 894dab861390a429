import { getAddress, parseEther } from "viem";
import type { CourtGuide } from "#protocol/courts.ts";
import { arbitrationCourtAbi, listingRegistryAbi } from "#protocol/generated/abi.ts";
import type { Photo } from "#protocol/metadata.ts";
import { policyBytes } from "#protocol/policy.ts";
import { type Deployment, readDeployment } from "./deployments.ts";
import { stakeArbitrators } from "./seed/arbitrators.ts";
import { catalogue } from "./seed/catalogue/catalogue.ts";
import type { Entry } from "./seed/catalogue/entry.ts";
import { openCourt } from "./seed/court.ts";
import { type Files, type NodeFiles, openFiles } from "./seed/files.ts";
import { namesFor } from "./contracts.ts";
import { networks } from "./parameters.ts";
import { type Addresses, openMarket } from "./seed/market.ts";
import { people, personNames, portraitOf } from "./seed/people.ts";
import { openAlbum, type Picture } from "./seed/pictures/album.ts";
import type { Still } from "./seed/pictures/still.ts";
import { writeProfile } from "./seed/profiles.ts";
import { openReviews } from "./seed/reviews.ts";
import { choices } from "./seed/stories/choices.ts";
import { stays } from "./seed/stories/stays.ts";
import { pastDisputes, todaysDisputes } from "./seed/stories/disputes.ts";
import { listings } from "./seed/stories/listings.ts";
import { open } from "./seed/stories/open.ts";
import type { Cast, Tale } from "./seed/stories/tale.ts";
import { finished, trades } from "./seed/stories/trades.ts";
import { createTimeline } from "./seed/timeline.ts";
import { openWallets, type Wallets } from "./seed/wallets.ts";
import { type Endpoints, endpoints as endpointsAt } from "./stack/endpoints.ts";

/** Accounts of people who only judge, beside the three arbitrators whom one meets as traders too. */
const otherArbitrators = [9, 10, 11, 12, 13];
/** Account that keeps cases moving and earns the keeper's fee. */
const KEEPER = 14;
const STAKED_DAYS_AGO = 38;
/** A picture is two processors' work at most. */
const PICTURES_AT_ONCE = 3;

type Options = {
  endpoints: Pick<Endpoints, "chain" | "ipfs" | "ceramic">;
  deployment: Deployment;
  log?: (line: string) => void;
  /** What `drawPictures` has been begun for earlier. */
  pictures?: Promise<Drawn>;
  /** Where files go; those of the endpoint when not given. */
  files?: NodeFiles;
  /** When Ceramic is there, if it is not yet. */
  ceramic?: Promise<unknown>;
};

type Drawn = Map<Still, Picture>;

/**
 * Fills a new market with people, listings and what happened between them: every listing, order, vote and review is made by
 * a transaction of the person whose it is. On a market that has listings it does nothing.
 */
export async function seed(options: Options): Promise<void> {
  const { endpoints, deployment, log = console.log, files = openFiles(endpoints.ipfs) } = options;
  const wallets = await openWallets(endpoints.chain);
  const at = addressesOf(deployment);
  if (await hasListings(wallets, at, deployment.startBlock)) return log("    The market has listings already.");

  await files.add(policyBytes());
  const album = await addPictures(files, await (options.pictures ?? drawPictures(log)));
  const ceramic = options.ceramic ?? Promise.resolve();
  const introduced = ceramic.then(() => introduce(endpoints.ceramic, wallets, album, log));
  // Told of at its end; until then a failure of it must not end this process.
  introduced.catch(() => undefined);
  await tellStories(endpoints.chain, wallets, files, at, deployment, album, log);
  await introduced;
  await files.stored();
}

type Album = Map<Still, Photo>;

async function tellStories(
  rpcUrl: string,
  wallets: Wallets,
  files: Files,
  at: Addresses,
  guide: CourtGuide,
  album: Album,
  log: (line: string) => void,
): Promise<void> {
  const timeline = createTimeline(rpcUrl);
  const photos = async (entry: Entry) => entry.photos.map((picture) => album.get(picture)!);
  const market = openMarket({ wallets, files, timeline, at, guide, photos });
  const reviews = openReviews(wallets, files, market, at);
  const court = openCourt({ wallets, files, timeline, at, rpcUrl, keeper: KEEPER });
  const cast: Cast = { market, reviews, court, timeline };

  const arrival: Tale = async () => {
    await timeline.daysAgo(STAKED_DAYS_AGO);
    for (const person of personNames) await market.mint(person, "3000");
    await stakeArbitrators(wallets, at.ArbitratorPool, stakes(wallets));
  };
  const tales = [
    arrival,
    ...listings,
    ...trades,
    ...finished,
    ...open,
    ...choices,
    ...stays,
    ...pastDisputes,
    ...todaysDisputes(await evidencePeriod(wallets, at)),
  ];
  await timeline.tell(tales.map((tale) => () => tale(cast)));
  await timeline.toPresent();
  log(`    ${catalogue.length} listings, ${tales.length - catalogue.length} stories`);
}

/** Chidi, Dana and Emil hold most of the stake, so they are drawn often, but not always. */
function stakes(wallets: Wallets) {
  const known = [people.chidi, people.dana, people.emil].map(({ account }) => ({ account, stake: "8" }));
  const others = otherArbitrators.map((account, index) => ({ account, stake: String(1 + index / 2) }));
  return [...known, ...others].map(({ account, stake }) => ({
    account: wallets.account(account),
    stake: parseEther(stake),
  }));
}

/** Composes every picture of the market, which needs nothing of it. */
export async function drawPictures(log: (line: string) => void = () => undefined): Promise<Drawn> {
  const pictureOf = await openAlbum();
  const stills = [...catalogue.flatMap((entry) => entry.photos), ...portraits.values()];
  const drawn: Drawn = new Map();
  await atOnce(stills, async (still) => {
    drawn.set(still, await pictureOf(still));
    if (drawn.size % 20 === 0) log(`    ${drawn.size} of ${stills.length} pictures`);
  });
  return drawn;
}

async function addPictures(files: Files, drawn: Drawn): Promise<Album> {
  const album: Album = new Map();
  await atOnce([...drawn], async ([still, { bytes, photo }]) => {
    album.set(still, { cid: await files.add(bytes), ...photo });
  });
  return album;
}

async function atOnce<T>(items: T[], handle: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  async function work(): Promise<void> {
    for (let next = left.shift(); next; next = left.shift()) await handle(next);
  }
  await Promise.all(Array.from({ length: PICTURES_AT_ONCE }, work));
}

const portraits = new Map(personNames.map((person) => [person, portraitOf(person)]));

/** Everybody says who they are. */
async function introduce(
  ceramicUrl: string,
  wallets: Wallets,
  album: Album,
  log: (line: string) => void,
): Promise<void> {
  for (const person of personNames) {
    const { account, profile } = people[person];
    const picture = album.get(portraits.get(person)!)!.cid;
    await writeProfile(ceramicUrl, wallets.account(account), wallets.chainId, { ...profile, picture });
  }
  log(`    ${personNames.length} people`);
}

async function hasListings(wallets: Wallets, at: Addresses, startBlock: number): Promise<boolean> {
  const published = await wallets.chain.getContractEvents({
    address: at.ListingRegistry,
    abi: listingRegistryAbi,
    eventName: "Published",
    fromBlock: BigInt(startBlock),
  });
  return published.length > 0;
}

async function evidencePeriod(wallets: Wallets, at: Addresses): Promise<number> {
  const config = await wallets.chain.readContract({
    address: at.ArbitrationCourt,
    abi: arbitrationCourtAbi,
    functionName: "configOf",
    args: [0],
  });
  return config.evidencePeriod;
}

function addressesOf({ contracts }: Deployment): Addresses {
  const entries = namesFor(networks["local"]!).map((name) => {
    const address = contracts[name];
    if (!address) throw new Error(`The deployment has no ${name}: only markets with a test token are seeded.`);
    return [name, getAddress(address)];
  });
  return Object.fromEntries(entries) as Addresses;
}

if (import.meta.main) {
  const deployment = readDeployment("local");
  if (!deployment) throw new Error("deployments/local.json is not there: run npm run deploy first.");
  await seed({ endpoints: endpointsAt(Number(process.env["HANDSEL_PORTS_OFFSET"] ?? 0)), deployment });
}
