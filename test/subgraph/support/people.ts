import type { Address } from "viem";

// Accounts of the development chain, in lower case as the subgraph gives them.
export const people = {
  deployer: "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
  ada: "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
  bruno: "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc",
  chidi: "0x90f79bf6eb2c4f870365e785982e1f101e93b906",
  dana: "0x15d34aaf54267db7d7c367839aaf71a00a2c6a65",
  emil: "0x9965507d1a55bcc2695c58ba16fb37d819b0a4dc",
  farah: "0x976ea74026e726554db657fa54763abd0c3a0aa9",
} as const satisfies Record<string, Address>;
