import type { CourtGuide } from "#protocol/courts.ts";
import {
  arbitrationCourtAbi,
  arbitratorPoolAbi,
  escrowAbi,
  listingRegistryAbi,
  reputationAbi,
} from "#protocol/generated/abi.ts";
import { deployments } from "#protocol/generated/deployments.ts";
import { network } from "../config.ts";

function read() {
  const found = Object.values(deployments).find((candidate) => candidate.network === network);
  if (!found) throw new Error(`There is no deployment called ${network}`);
  return found;
}

/** Where the contracts live on the chain this app trades on. */
export const deployment = read();

/** Which of the market's courts judges an order of what value. */
export const courtGuide: CourtGuide = deployment;

export const registry = { address: deployment.contracts.ListingRegistry, abi: listingRegistryAbi } as const;
export const escrow = { address: deployment.contracts.Escrow, abi: escrowAbi } as const;
export const pool = { address: deployment.contracts.ArbitratorPool, abi: arbitratorPoolAbi } as const;
export const court = { address: deployment.contracts.ArbitrationCourt, abi: arbitrationCourtAbi } as const;
export const reputation = { address: deployment.contracts.Reputation, abi: reputationAbi } as const;
