/// <reference types="vite/client" />

type ImportMetaEnv = {
  readonly VITE_RPC_URL?: string;
  readonly VITE_GRAPH_URL?: string;
  readonly VITE_IPFS_URL?: string;
  readonly VITE_IPFS_GATEWAYS?: string;
  readonly VITE_CERAMIC_URL?: string;
  readonly VITE_DRAND?: string;
  readonly VITE_NETWORK?: string;
  readonly VITE_DEV_WALLET?: string;
  readonly VITE_EARLIER_APP?: string;
  readonly VITE_EXPLORER?: string;
  readonly VITE_KEEPER?: string;
};
