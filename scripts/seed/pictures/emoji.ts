import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const file = "@iconify-json/fluent-emoji/icons.json";

let set: Buffer | undefined;

/**
 * An emoji's drawing, as SVG without its frame. The set is a file of a hundred megabytes, of which a market shows a hundredth: to
 * parse all of it takes longer than anything else of a start, so its lines are looked for. Undefined when there is no such emoji.
 */
export function drawingOf(name: string): string | undefined {
  set ??= readFileSync(createRequire(import.meta.url).resolve(file));
  const entry = set.indexOf(`\n\t\t${JSON.stringify(name)}: {\n`);
  if (entry < 0) return undefined;
  const label = '"body": ';
  const from = set.indexOf(label, entry) + label.length;
  const line = set.toString("utf8", from, set.indexOf("\n", from));
  return JSON.parse(line.replace(/,$/, "")) as string;
}
