import { shortHex } from "../../lib/text.ts";
import { CopyButton } from "../actions/CopyButton.tsx";
import { Quoted } from "../../ui/words/Quoted.tsx";

type AddressProps = { address: string; name?: string };

/** Who it is: the name when there is one, the address shortened, and a way to copy it whole. */
export function Address({ address, name }: AddressProps) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1">
      {name && <Quoted text={name} className="truncate font-strong" />}
      <span className="font-mono text-fine text-quiet" title={address}>
        {shortHex(address)}
      </span>
      <CopyButton text={address} what="address" />
    </span>
  );
}
