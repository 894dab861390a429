/**
 * Installs what a command of package.json needs, before it runs. Plain JavaScript without dependencies for Node 18 and newer:
 * on a bare clone this is the only file that can run. Does nothing, in a fraction of a second, when nothing is missing.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, openSync, readFileSync, statfsSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../", import.meta.url));
const gigabyte = 2 ** 30;

/** What went wrong and how the process ends. */
export const exitCodes = { system: 10, disk: 11, network: 12, install: 13, browser: 14 };

export class Unready extends Error {
  constructor(reason, message) {
    super(message);
    this.name = "Unready";
    this.exitCode = exitCodes[reason];
  }
}

/** The two programs that npm carries for Linux x64 only. */
export function checkSystem({ platform, arch, node, has }) {
  if (Number(node.split(".")[0]) < 18) {
    throw new Unready("system", `Node ${node} is too old: install Node 18 or newer from your system or nodejs.org.`);
  }
  if (platform === "linux" && arch === "x64") return;
  const missing = ["anvil", "gnd", "postgres"].filter((name) => !has(name));
  if (missing.length === 0) return;
  throw new Unready(
    "system",
    `On ${platform} ${arch} npm has no ${missing.join(", ")}: put ${missing.length > 1 ? "them" : "it"} on the PATH, or use Linux x64.`,
  );
}

export function checkDisk({ free, needed }) {
  if (free >= needed) return;
  const amount = (bytes) => `${(bytes / gigabyte).toFixed(1)} GB`;
  throw new Unready(
    "disk",
    `Only ${amount(free)} of disk are free here, and the packages need ${amount(needed)}: make room first.`,
  );
}

/**
 * Hardhat needs Node 22.13, and npm run by an older one silently skips its native package. What a market needs to run are the
 * dependencies of package.json; what one needs to change it, the others.
 */
export function installCommand(folder, node, { all = true } = {}) {
  const install = ["install", "--no-audit", "--no-fund", "--loglevel=error", ...(all ? [] : ["--omit=dev"])];
  if (folder === "nodes") return ["npm", [...install, "--ignore-scripts", "--prefix", "nodes"]];
  const [major, minor] = node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 13)) return ["npm", install];
  return ["npx", ["--yes", "--package=node@24.21.0", "--call", `npm ${install.join(" ")}`]];
}

export function explainFailure(output, logFile) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(output)) {
    return new Unready(
      "network",
      "The npm registry can't be reached: check the network (or npm's registry setting) and try again.",
    );
  }
  if (/ENOSPC/.test(output))
    return new Unready("disk", "The disk filled up during the installation: make room and try again.");
  const lines = output.trimEnd().split("\n").slice(-12);
  return new Unready(
    "install",
    `npm could not install the packages. Its last words, from ${logFile}:\n${lines.join("\n")}`,
  );
}

/** Of what is to be installed, and not of the rest of package.json: a new script needs no installation. */
function fingerprint(folder) {
  const { dependencies, devDependencies, optionalDependencies, overrides } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  return createHash("sha256")
    .update(JSON.stringify([dependencies, devDependencies, optionalDependencies, overrides]))
    .update(readFileSync(join(folder, "package-lock.json")))
    .digest("hex");
}

function stampFile(folder) {
  return join(folder, "node_modules/.handsel-installed");
}

/** What was installed last, and whether all of it was: without that npm would take away what tests need. */
function installed(folder) {
  const stamp = stampFile(folder);
  const [print = "", extent] = existsSync(stamp) ? readFileSync(stamp, "utf8").split(" ") : [];
  return { isCurrent: print === fingerprint(folder), isAll: extent !== "run" && print !== "" };
}

/** Whether the packages of a folder are those that its lockfile asks for; `all` of them, or those that a market needs to run. */
export function isInstalled(folder, { all = true } = {}) {
  const { isCurrent, isAll } = installed(folder);
  return isCurrent && (isAll || !all);
}

export function markInstalled(folder, { all = true } = {}) {
  writeFileSync(stampFile(folder), `${fingerprint(folder)}${all ? "" : " run"}`);
}

function has(program) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** What runs now, as a process group of its own: ended by us, it takes those along that it has started. */
let current;

/** An installation that is asked to end leaves no npm behind. */
function endWithSignals() {
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ]) {
    process.on(signal, () => end(code));
  }
  // npm hands a signal to a shell, which dies of it and tells nobody.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && end(143), 300).unref();
}

function end(code) {
  try {
    if (current?.pid) process.kill(-current.pid, "SIGKILL");
  } catch {
    // It has just ended.
  }
  process.exit(code);
}

/** Runs to the end with its words in a log, and says every ten seconds that it is still at it. */
async function step({ title, expected, logName }, command, args, env = {}) {
  const folder = join(repository, ".handsel/logs");
  mkdirSync(folder, { recursive: true });
  const logFile = join(folder, `${logName}.log`);
  const log = openSync(logFile, "w");
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  console.log(`  … ${title}, ${expected}`);
  const timer = setInterval(() => console.log(`  … ${title}: ${seconds()} so far`), 10_000);
  const code = await new Promise((settle) => {
    const stdio = ["ignore", log, log];
    current = spawn(command, args, { cwd: repository, env: { ...process.env, ...env }, stdio, detached: true });
    current.once("error", () => settle(127));
    current.once("exit", settle);
  });
  current = undefined;
  clearInterval(timer);
  if (code !== 0) throw explainFailure(readFileSync(logFile, "utf8"), logFile);
  console.log(`  ✓ ${title}: ${seconds()}`);
}

const packages = {
  "": { title: "packages of the market", expected: "about a minute", logName: "install-market" },
  nodes: { title: "packages of the IPFS and Ceramic nodes", expected: "about a minute", logName: "install-nodes" },
};

async function install(folder, all) {
  await step(packages[folder], ...installCommand(folder, process.versions.node, { all }));
  markInstalled(join(repository, folder), { all });
}

/**
 * What to install, by what was asked for: `--start`, what a start needs to begin; `--compiler`, what it lacks when contracts have
 * changed. It installs the nodes itself, beside what else it has to do. Everything, when nothing is asked for.
 */
export function extentOf(args) {
  if (args.includes("--start")) return { folders: [""], all: false };
  return { folders: args.includes("--compiler") ? [""] : Object.keys(packages), all: true };
}

async function installMissing({ folders, all }) {
  const missing = folders.filter((folder) => !isInstalled(join(repository, folder), { all }));
  if (missing.length === 0) return;
  const { bavail, bsize } = statfsSync(repository);
  const isNew = missing.some((folder) => !existsSync(join(repository, folder, "node_modules")));
  checkDisk({ free: bavail * bsize, needed: (isNew ? 4 : 0.5) * gigabyte });
  console.log("Installing");
  // One after the other: side by side they are slower on a small machine.
  for (const folder of missing) await install(folder, all || installed(join(repository, folder)).isAll);
}

function browserProgram() {
  return [process.env.CHROMIUM, "/usr/bin/chromium"].find((file) => file && existsSync(file));
}

async function installBrowser() {
  if (browserProgram()) return;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || spawnSync("apt-get", ["--version"]).status !== 0) {
    throw new Unready(
      "browser",
      "The browser tests need Chromium: install it (on Debian: sudo apt-get install chromium), or name it in CHROMIUM.",
    );
  }
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const list = { title: "list of Debian's packages", expected: "a few seconds", logName: "install-browser" };
  await step(list, "apt-get", ["update"], env);
  const chromium = { title: "Chromium", expected: "half a minute", logName: "install-browser" };
  await step(chromium, "apt-get", ["install", "--yes", "--no-install-recommends", "chromium"], env);
}

async function main() {
  const { platform, arch, versions } = process;
  checkSystem({ platform, arch, node: versions.node, has });
  endWithSignals();
  await installMissing(extentOf(process.argv));
  if (process.argv.includes("--browser")) await installBrowser();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(`\n${error instanceof Unready ? error.message : error.stack}`);
    process.exit(error.exitCode ?? 1);
  });
}
