import { suspicionOf } from "../../lib/lookalike.ts";
import { shownText } from "../../lib/quoted.ts";
import { shortHex } from "../../lib/text.ts";
import { Quoted } from "../words/Quoted.tsx";

type NameProps = {
  address: string;
  /** What they call themselves; without anything to see in it, the address stands there. */
  name: string | null | undefined;
  /** What other accounts are called that are known here: one like theirs is marked. */
  others?: readonly string[];
  className?: string;
};

/** Somebody by the name that they chose. Where it could pass for somebody else’s, their address stands beside it and a word why. */
export function Name({ address, name, others, className }: NameProps) {
  const shown = shownText(name);
  if (shown === null) return <span className={className}>{shortHex(address)}</span>;
  const suspicion = suspicionOf(shown, others);
  return (
    <>
      <Quoted text={shown} className={className} />
      {suspicion && (
        <span className="text-fine font-normal text-quiet">
          {" "}
          <span className="font-mono" title={address}>
            {shortHex(address)}
          </span>{" "}
          ({suspicion})
        </span>
      )}
    </>
  );
}
