import type { Address, Hex } from "viem";
import type { Mined } from "./emitter.ts";
import { people } from "./people.ts";
import { joined } from "./scene.ts";
import { idOf, indexer } from "./shared.ts";

export const phases = { evidence: 1, draw: 2, commit: 3, reveal: 4, appeal: 5, resolved: 6 } as const;

export const rules = {
  evidencePeriod: 100,
  commitPeriod: 200,
  revealPeriod: 300,
  appealPeriod: 400,
  drawTimeout: 500,
  seats: 3,
  minSeats: 1,
  maxRounds: 4,
  hidden: true,
  fee: 10_000n,
  lockBps: 20_000,
  incoherentBps: 5_000,
  bondBps: 6_000,
  next: 0,
  keeperFee: 100n,
};

/** What the court says of one case. */
export function courtCase(id: bigint) {
  const emit = (event: string, args: Record<string, unknown>): Promise<Mined> =>
    indexer().emit({ contract: "ArbitrationCourt", event, args: { id, ...args } });
  const at = (round: number, attempt: number) => ({ round, attempt });

  return {
    emit,
    id: joined(indexer().addresses.ArbitrationCourt.toLowerCase() as Hex, id),
    create: (courtId = 0, arbitrable: Address = indexer().addresses.Escrow) =>
      emit("CaseCreated", {
        ...{ arbitrable, courtId, choices: 2n, seats: 3, fee: 10_000n, lock: 20_000n },
        ...{ partyA: people.bruno, partyB: people.ada },
      }),
    phase: (name: keyof typeof phases, round = 0, attempt = 0, phaseEnd = 2_000_000_000) =>
      emit("PhaseChanged", { phase: phases[name], ...at(round, attempt), phaseEnd }),
    queue: (drawBlock: bigint, round = 0, attempt = 0) =>
      emit("DrawQueued", { ...at(round, attempt), drawBlock, drawDeadline: 2_000_000_010 }),
    draw: (arbitrators: Address[], round = 0, attempt = 0) => emit("Drawn", { ...at(round, attempt), arbitrators }),
    commit: (arbitrator: Address, seat: number, sealedReveal: Hex = "0x", round = 0, attempt = 0) =>
      emit("Committed", { arbitrator, ...at(round, attempt), seat, commitment: idOf(`vote ${seat}`), sealedReveal }),
    reveal: (arbitrator: Address, seat: number, choice: bigint, justification: Hex, round = 0, attempt = 0) =>
      emit("Revealed", { arbitrator, ...at(round, attempt), seat, choice, justification }),
    justify: (arbitrator: Address, seat: number, justification: Hex, round = 0, attempt = 0) =>
      emit("Justified", { arbitrator, ...at(round, attempt), seat, justification }),
    leak: (arbitrator: Address, seat: number, round = 0, attempt = 0) =>
      emit("Leaked", { arbitrator, ...at(round, attempt), seat }),
    close: (ruling: bigint, decided: boolean, round = 0, attempt = 0) =>
      emit("RoundClosed", { ...at(round, attempt), ruling, decided }),
    settleSeat: (arbitrator: Address, seat: number, coherent: boolean, paid: bigint, slashed: bigint) =>
      emit("SeatSettled", { arbitrator, ...at(0, 0), seat, coherent, paid, slashed }),
  };
}

/** A court with rules of its own; returns its id. */
export async function configure(courtId: number, change: Partial<typeof rules> = {}): Promise<Hex> {
  const args = { courtId, parameters: { ...rules, ...change } };
  await indexer().emit({ contract: "ArbitrationCourt", event: "CourtConfigured", args });
  return joined(indexer().addresses.ArbitrationCourt.toLowerCase() as Hex, BigInt(courtId));
}
