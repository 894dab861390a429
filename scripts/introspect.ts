/** Writes subgraph/api.graphql: what a graph-node makes of subgraph/schema.graphql. Run it whenever the schema has changed. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  buildClientSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from "graphql";
import { format, resolveConfig } from "prettier";
import { repository } from "./artifacts.ts";
import { endpoints } from "./stack/endpoints.ts";

const schemaFile = join(repository, "subgraph/schema.graphql");
const apiFile = join(repository, "subgraph/api.graphql");

function schemaHash(): string {
  return createHash("sha256").update(readFileSync(schemaFile)).digest("hex");
}

function header(): string {
  return `# Made by scripts/introspect.ts from a graph-node that serves schema.graphql, sha256 ${schemaHash()}. Not to be edited.\n\n`;
}

/** Whether api.graphql was made from the schema as it is now; needs no graph-node. */
export function isApiCurrent(): boolean {
  return readFileSync(apiFile, "utf8").startsWith(header());
}

export async function introspect(url: string): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: getIntrospectionQuery({ descriptions: true }) }),
  });
  const { data, errors } = (await response.json()) as { data?: IntrospectionQuery; errors?: { message: string }[] };
  if (!data) throw new Error(`${url} gives no schema: ${errors?.[0]?.message ?? response.status}`);
  const sdl = header() + printSchema(lexicographicSortSchema(buildClientSchema(data)));
  writeFileSync(apiFile, await format(sdl, { ...(await resolveConfig(apiFile)), filepath: apiFile }));
}

if (import.meta.main) await introspect(process.argv[2] ?? endpoints().graph);
