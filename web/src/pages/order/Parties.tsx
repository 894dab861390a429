import { Link } from "@tanstack/react-router";
import { type Address, isAddressEqual } from "viem";
import type { Order } from "../../../../protocol/ids.ts";
import { usePerson } from "../../features/profile/queries.ts";
import { paths } from "../../paths/paths.ts";
import { Avatar } from "../../ui/people/Avatar.tsx";
import { Name } from "../../ui/people/Name.tsx";

/** Both sides, with the way to what is known of them. */
export function Parties({ order, me }: { order: Order; me: Address | undefined }) {
  return (
    <section aria-labelledby="parties" className="flex flex-col gap-2">
      <h2 id="parties" className="text-title">
        Between
      </h2>
      <Party role="Buyer" address={order.buyer} me={me} />
      <Party role="Seller" address={order.terms.seller} me={me} />
    </section>
  );
}

function Party({ role, address, me }: { role: string; address: Address; me: Address | undefined }) {
  const { name, urls, others } = usePerson(address);
  const mine = me !== undefined && isAddressEqual(me, address);
  return (
    <Link {...paths.profile(address)} className="group flex items-center gap-3 rounded-control py-2">
      <Avatar address={address} urls={urls} />
      <span className="min-w-0">
        <span className="block text-fine text-quiet">{mine ? `${role}, you` : role}</span>
        <span className="block truncate font-strong underline-offset-4 group-hover:underline">
          <Name address={address} name={name} others={others} />
        </span>
      </span>
    </Link>
  );
}
