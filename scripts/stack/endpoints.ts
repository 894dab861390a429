/** Where each part of the market listens on this machine. An offset moves them all, so that two markets fit on one machine. */
export type Endpoints = {
  app: string;
  chain: string;
  /** The subgraph of the market. */
  graph: string;
  /** IPFS, the RPC that adds files. */
  ipfs: string;
  /** IPFS, the gateway that reads them. */
  gateway: string;
  ceramic: string;
};

const host = "127.0.0.1";

export const subgraphName = "handsel/market";

export function ports(offset = 0) {
  return {
    app: 5173 + offset,
    chain: 8545 + offset,
    ipfs: 5001 + offset,
    gateway: 8080 + offset,
    ceramic: 7007 + offset,
    graph: 8000 + offset,
    graphAdmin: 8020 + offset,
    graphIndex: 8030 + offset,
    graphMetrics: 8040 + offset,
    postgres: 54329 + offset,
  };
}

export type Ports = ReturnType<typeof ports>;

export function endpoints(offset = 0): Endpoints {
  const port = ports(offset);
  return {
    app: `http://${host}:${port.app}`,
    chain: `http://${host}:${port.chain}`,
    graph: `http://${host}:${port.graph}/subgraphs/name/${subgraphName}`,
    ipfs: `http://${host}:${port.ipfs}`,
    gateway: `http://${host}:${port.gateway}`,
    ceramic: `http://${host}:${port.ceramic}`,
  };
}
