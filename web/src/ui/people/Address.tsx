import { shortHex } from "../../lib/text.ts";
import { CopyButton } from "../actions/CopyButton.tsx";

type AddressProps = { address: string; name?: string };

/** Who it is: the name when there is one, the address shortened, and a way to copy it whole. */
export function Address({ address, name }: AddressProps) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1">
      {name && <span className="truncate font-strong">{name}</span>}
      <span className="font-mono text-fine text-quiet" title={address}>
        {shortHex(address)}
      </span>
      <CopyButton text={address} what="address" />
    </span>
  );
}
