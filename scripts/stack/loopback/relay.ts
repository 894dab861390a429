import { once } from "node:events";
import { connect, createServer, type Server } from "node:net";

/** A TCP port of this machine, or a socket in the file system, which is the same in every network. */
export type Place = { host: string; port: number } | { path: string };

/** Whoever connects to one place speaks with the other. */
export async function relay(from: Place, to: Place): Promise<Server> {
  const server = createServer((near) => {
    const far = connect(to);
    near.pipe(far).pipe(near);
    near.on("error", () => far.destroy());
    far.on("error", () => near.destroy());
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  server.listen(from);
  await once(server, "listening");
  return server;
}

/** Which ports the confined program serves, and which of others it uses. */
export type Passage = { folder: string; serves: number[]; uses: number[] };

export function tcp(port: number): Place {
  return { host: "127.0.0.1", port };
}

export function socket({ folder }: Passage, port: number): Place {
  return { path: `${folder}/${port}` };
}
