import { join } from "node:path";
import { CeramicDaemon, DaemonConfig } from "@ceramicnetwork/cli";

/** A Ceramic node on its own: no anchoring, no peers, its index in SQLite. "inmemory" names the network, the data is on disk. */
export async function startCeramic({ folder, host, port, ipfs, origins, adminDid, seed }) {
  const daemon = await CeramicDaemon.create(
    DaemonConfig.fromObject({
      anchor: {},
      metrics: {
        "metrics-exporter-enabled": false,
        "prometheus-exporter-enabled": false,
        "metrics-publisher-enabled": false,
      },
      "http-api": {
        hostname: host,
        port,
        "cors-allowed-origins": origins,
        "admin-dids": [adminDid],
      },
      ipfs: { mode: "remote", host: ipfs, "disable-peer-data-sync": true },
      logger: { "log-level": 2, "log-to-files": false },
      network: { name: "inmemory" },
      node: { "private-seed-url": `inplace:ed25519#${seed}` },
      "state-store": { mode: "fs", "local-directory": folder },
      indexing: {
        db: `sqlite://${join(folder, "indexing.sqlite")}`,
        "allow-queries-before-historical-sync": true,
        "disable-composedb": false,
        "enable-historical-sync": false,
      },
    }),
  );
  return { stop: () => daemon.close() };
}
