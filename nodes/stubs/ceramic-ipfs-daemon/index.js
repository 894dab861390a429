// Ceramic can start an IPFS node of its own; ours talks to the one beside it (`ipfs.mode: remote`).
export function createIPFS() {
  throw new Error("The bundled IPFS node is not installed: use ipfs.mode=remote.");
}
