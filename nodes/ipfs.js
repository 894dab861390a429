import { rmSync } from "node:fs";
import { join } from "node:path";
import { create } from "ipfs-core";
import { HttpApi } from "ipfs-http-server";

/** An IPFS node that talks to nobody else, with the same RPC as Kubo. */
export async function startIpfs({ folder, host, port, origins }) {
  // A killed node leaves its lock behind, and the next one would wait 20 s for it. Who starts us makes sure we are alone.
  rmSync(join(folder, "repo.lock"), { recursive: true, force: true });

  const node = await create({
    repo: folder,
    silent: true,
    offline: true,
    init: { algorithm: "Ed25519", emptyRepo: true },
    preload: { enabled: false },
    config: {
      Addresses: { Swarm: [], Delegates: [], API: `/ip4/${host}/tcp/${port}`, Gateway: "" },
      Bootstrap: [],
      Discovery: { MDNS: { Enabled: false } },
      Pubsub: { Enabled: true },
      // The RPC is full control of the node: of all the pages in a browser only the app may use it.
      API: { HTTPHeaders: { "Access-Control-Allow-Origin": origins } },
    },
  });
  // `config` counts only when the repository is new, but ports and origins may change between starts.
  await node.config.set("Addresses.API", `/ip4/${host}/tcp/${port}`);
  await node.config.set("API.HTTPHeaders", { "Access-Control-Allow-Origin": origins });

  const api = new HttpApi(node);
  await api.start();
  return {
    node,
    async stop() {
      await api.stop();
      await node.stop();
    },
  };
}
