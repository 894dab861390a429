import { Link } from "@tanstack/react-router";
import { listingId, type Order } from "../../../../protocol/ids.ts";
import type { Side } from "../../features/orders/life.ts";
import { paths } from "../../lib/paths.ts";
import { pictureUrls } from "../../services/ipfs.ts";
import type { Cover } from "../../services/order.ts";
import { Photo } from "../../ui/page/Photo.tsx";

const relations = { buyer: "You bought", seller: "You sold" } as const;

/** What the order is about, in one row. */
export function Thing({ order, cover, side }: { order: Order; cover: Cover | undefined; side: Side | null }) {
  const { quantity } = order;
  return (
    <Link {...paths.listing(listingId(order.terms))} className="group flex items-center gap-4 self-start rounded-card">
      <Photo
        urls={cover?.photo ? pictureUrls(cover.photo.cid) : []}
        thumbhash={cover?.photo?.thumbhash}
        alt=""
        priority
        className="size-16 shrink-0 rounded-card text-[0]"
      />
      <span className="min-w-0">
        <span className="block text-fine text-quiet">
          {side ? relations[side] : "An order of"}
          {quantity > 1 && ` ${quantity} ×`}
        </span>
        <span
          lang={cover?.language ?? undefined}
          className="block text-lead font-strong underline-offset-4 group-hover:underline"
        >
          {cover?.title ?? "A listing whose words can’t be reached"}
        </span>
      </span>
    </Link>
  );
}
