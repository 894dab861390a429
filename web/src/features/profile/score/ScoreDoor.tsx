import { Scale } from "lucide-react";
import { useState } from "react";
import type { Address } from "viem";
import type { ScoreRole } from "#protocol/entries.ts";
import type { Seconds } from "../../../lib/time.ts";
import { Button } from "../../../ui/actions/Button.tsx";
import { Sheet } from "../../../ui/overlays/Dialog.tsx";
import { HowScored } from "./HowScored.tsx";

type ScoreDoorProps = { address: Address; role: ScoreRole; now: Seconds };

/** Opens the list of all that made a score, beside the page. It is read when somebody wants to see it. */
export function ScoreDoor({ address, role, now }: ScoreDoorProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="quiet" className="w-fit" icon={<Scale aria-hidden />} onClick={() => setOpen(true)}>
        How this score comes about
      </Button>
      <Sheet
        open={open}
        onOpenChange={setOpen}
        title="How this score comes about"
        description={`As a ${role}. Every review counts for what its order paid in fees, so a false one costs its price; older ones fade.`}
      >
        {open && <HowScored address={address} role={role} now={now} />}
      </Sheet>
    </>
  );
}
