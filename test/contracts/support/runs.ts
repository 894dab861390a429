/** How long chance is let at the contracts: `FUZZ_RUNS=20000 npm run test:contracts` searches for minutes instead of seconds. */
export const runs = Number(process.env["FUZZ_RUNS"] ?? 256);
export const isLong = runs > 256;
export const seed = Number(process.env["FUZZ_SEED"] ?? 792);

/** Code that counts its own lines costs more: then nothing is said about gas. */
export const isCovered = process.argv.includes("--coverage");
