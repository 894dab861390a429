import { queryOptions } from "@tanstack/react-query";
import * as v from "valibot";
import { EvidenceFile } from "#protocol/metadata.ts";
import { plainText, readJson } from "#protocol/text.ts";
import { shrinkPicture } from "../../../lib/picture.ts";
import { fetchVerified, pictureUrls, publishFile, publishJson } from "../../../services/ipfs.ts";
import { cidOfUri, isOneBlock } from "./exhibits.ts";

/** The file behind a piece of evidence: a stranger's words, checked against hash and schema. */
export function exhibitFileOptions(cid: string) {
  return queryOptions({
    queryKey: ["exhibitFile", cid],
    queryFn: () => readExhibit(cid),
    staleTime: Infinity,
    retry: 2,
  });
}

/** Null when the file is there and is no evidence file: asking again would not help. */
async function readExhibit(cid: string): Promise<{ name: string; description: string; picture: string | null } | null> {
  const bytes = await fetchVerified(cid);
  try {
    const file = v.parse(EvidenceFile, readJson(new TextDecoder().decode(bytes)));
    const isPicture = /^(webp|png|jpe?g)$/i.test(file.fileTypeExtension ?? "");
    return { ...file, picture: isPicture ? cidOfUri(file.fileURI ?? "") : null };
  } catch {
    return null;
  }
}

/**
 * A picture that was brought forward, checked against its hash: arbitrators judge by it, so no gateway may show them another.
 * Only a file of one block has its own hash in its name; a larger one is shown as the gateway sends it, and marked.
 */
export function exhibitPictureOptions(cid: string) {
  return queryOptions({
    queryKey: ["exhibitPicture", cid],
    queryFn: async ({ signal }) => {
      if (!isOneBlock(cid)) return { urls: pictureUrls(cid), checked: false };
      const bytes = await fetchVerified(cid, signal);
      return { urls: [URL.createObjectURL(new Blob([bytes]))], checked: true };
    },
    staleTime: Infinity,
    gcTime: Infinity,
    retry: 1,
  });
}

/** Puts an ERC-1497 evidence file on IPFS, its picture first. Says what it is doing. */
export async function publishExhibit(
  exhibit: { name: string; description: string; picture: File | null },
  onStep: (words: string) => void,
): Promise<string> {
  const { name, description, picture } = exhibit;
  const file: EvidenceFile = { name, description };
  if (picture) {
    onStep("Making the picture smaller…");
    const { bytes, type } = await shrinkPicture(picture);
    onStep("Storing the picture…");
    file.fileURI = `/ipfs/${await publishFile(bytes)}`;
    file.fileTypeExtension = type === "image/webp" ? "webp" : "jpg";
  }
  onStep("Storing your evidence…");
  return publishJson(v.parse(EvidenceFile, file));
}

/** The reasons that an arbitrator published with a vote: plain text, at most `MAX_REASONS` letters of it. */
export function reasonsTextOptions(cid: string) {
  return queryOptions({
    queryKey: ["reasonsText", cid],
    queryFn: async () => plainText(new TextDecoder().decode(await fetchVerified(cid))).slice(0, MAX_REASONS),
    staleTime: Infinity,
  });
}

export const MAX_REASONS = 4_000;
