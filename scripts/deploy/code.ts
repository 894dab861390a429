import type { Artifact, Links } from "../artifacts.ts";

/** Writes the addresses of the libraries into code that calls them. */
export function link(code: string, links: Links, at: Record<string, string>): string {
  const chars = [...code];
  for (const [library, places] of Object.values(links).flatMap((names) => Object.entries(names))) {
    const address = at[library];
    if (!address)
      throw new Error(`Code is linked to the library ${library}, which scripts/contracts.ts does not deploy.`);
    for (const { start, length } of places) chars.splice(2 + 2 * start, 2 * length, ...address.slice(2).toLowerCase());
  }
  return chars.join("");
}

/** Blanks what the constructor writes into the code, so that what was compiled can be compared with what is deployed. */
function withoutImmutables(code: string, { immutableReferences }: Artifact): string {
  const bytes = Buffer.from(code.slice(2), "hex");
  for (const { start, length } of Object.values(immutableReferences).flat()) bytes.fill(0, start, start + length);
  return bytes.toString("hex");
}

/** Whether deployed code is what the sources say. */
export function isCodeOf(code: string, artifact: Artifact, at: Record<string, string>): boolean {
  const compiled = link(artifact.deployedBytecode, artifact.deployedLinkReferences, at);
  if (code.length !== compiled.length) return false;
  return withoutImmutables(code, artifact) === withoutImmutables(compiled, artifact);
}
