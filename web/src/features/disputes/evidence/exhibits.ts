import type { Side } from "#protocol/side.ts";
import type { Address } from "viem";

/** A piece of evidence as the chain announced it. `uri` is a stranger's text. */
export type Evidence = { id: string; party: Address; uri: string; at: number };

/** The CID in an ERC-1497 path (`/ipfs/…`), null when it is something else and must not be fetched. */
export function cidOfUri(uri: string): string | null {
  return /^(?:ipfs:\/)?\/(?:ipfs\/)?((?:bafkrei|bafybei)[a-z2-7]{52})(?:\/[\w.-]+)?$/.exec(uri)?.[1] ?? null;
}

/** Whether the CID is the hash of the file's own bytes, and not of a tree of blocks. */
export function isOneBlock(cid: string): boolean {
  return cid.startsWith("bafkrei");
}

/** When the time for evidence ends, or ended. It starts when the dispute goes to the court. */
export function evidenceEnd(rulingDeadline: number, rulingWindow: number, evidencePeriod: number): number {
  return rulingDeadline - rulingWindow + evidencePeriod;
}

/** Oldest first, numbered per side as a court does ("Buyer 1"), and marked when it came after the time for it. */
export function numbered(
  exhibits: Evidence[],
  buyer: Address,
  endsAt: number | null,
): (Evidence & { side: Side; number: number; late: boolean })[] {
  const counts = { buyer: 0, seller: 0 };
  return exhibits
    .toSorted((a, b) => a.at - b.at || a.id.localeCompare(b.id))
    .map((exhibit) => {
      const side: Side = exhibit.party.toLowerCase() === buyer.toLowerCase() ? "buyer" : "seller";
      return { ...exhibit, side, number: ++counts[side], late: endsAt !== null && exhibit.at > endsAt };
    });
}
