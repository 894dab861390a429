import { modelIds } from "#protocol/generated/ceramic.ts";

type Edge = { node: { content: object; next?: { content: object } } };

/** What an address says about itself, as Ceramic's index has it; what is not anchored yet stands under `next`. */
export async function readProfile(ceramic: string, address: string, chainId: number): Promise<object | undefined> {
  const account = `did:pkh:eip155:${chainId}:${address.toLowerCase()}`;
  const response = await fetch(`${ceramic}/api/v0/collection`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: modelIds.profile, account, last: 1 }),
  });
  const { edges } = (await response.json()) as { edges: Edge[] };
  const node = edges.at(-1)?.node;
  return node?.next?.content ?? node?.content;
}
