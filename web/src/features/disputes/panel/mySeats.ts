import { useQueries, useQuery } from "@tanstack/react-query";
import { type Address, type Hex, isAddressEqual } from "viem";
import { pictureUrls } from "../../../services/ipfs.ts";
import { orderOptions, wordsOptions } from "../../../market/orders/order.ts";
import type { Attempt, CourtCase, Seat } from "../../../market/courts/case.ts";
import { caseOptions } from "../queries.ts";
import { seatedCasesOptions } from "../records.ts";

/** A seat that somebody has or had, with the case around it. */
export type SeatOf = {
  seat: Seat;
  panel: Attempt;
  court: CourtCase;
  orderId: Hex;
  title: string | undefined;
  picture: { urls: string[]; thumbhash: string } | null;
};

/** Every seat of an arbitrator. The list comes from the index, what stands on it from the chain. */
export function useSeats(arbitrator: Address | undefined): { seats: SeatOf[]; pending: boolean } {
  const listed = useQuery(seatedCasesOptions(arbitrator));
  const cases = (listed.data ?? []).filter((seated): seated is { id: bigint; orderId: Hex } => seated.orderId !== null);
  const judged = useQueries({ queries: cases.map(({ id }) => caseOptions(id)) });
  const orders = useQueries({ queries: cases.map(({ orderId }) => orderOptions(orderId)) });
  const files = [...new Set(orders.flatMap(({ data }) => data?.terms.metadata ?? []))];
  const words = useQueries({ queries: files.map((file) => wordsOptions(file)) });

  const seats = cases.flatMap(({ orderId }, position) => {
    const now = judged[position]?.data;
    const file = orders[position]?.data?.terms.metadata;
    const about = file && words[files.indexOf(file)]?.data;
    const photo = about?.photos[0];
    const panels = now?.rounds.flatMap((round) => round.attempts) ?? [];
    return panels.flatMap((panel) =>
      panel.seats
        .filter((seat) => now && arbitrator && isAddressEqual(seat.arbitrator, arbitrator))
        .flatMap((seat) =>
          now
            ? [
                {
                  seat,
                  panel,
                  court: now.case,
                  orderId,
                  title: about ? about.title : undefined,
                  picture: photo ? { urls: pictureUrls(photo.cid), thumbhash: photo.thumbhash } : null,
                },
              ]
            : [],
        ),
    );
  });
  const pending = listed.isPending || judged.some((query) => query.isPending);
  return { seats, pending: arbitrator !== undefined && pending };
}
