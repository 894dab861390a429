import { useState } from "react";
import type { Hex } from "viem";
import { Button } from "../../../ui/actions/Button.tsx";
import { TextField } from "../../../ui/forms/TextField.tsx";
import { readSettlement } from "./settlement.ts";
import { keepSettlement } from "./keptSettlements.ts";

/** For an offer that came as text instead of as a link that opens this page. */
export function PasteSettlement({ orderId, onFound }: { orderId: Hex; onFound: () => void }) {
  const [text, setText] = useState("");
  const offer = readSettlement(orderId, text);
  return (
    <form
      className="flex flex-col items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!offer) return;
        keepSettlement(offer);
        setText("");
        onFound();
      }}
    >
      <div className="w-full">
        <TextField
          label="Or paste an offer that you were sent"
          value={text}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
          error={text.trim() !== "" && !offer ? "There is no offer about this order in that text." : undefined}
        />
      </div>
      <Button type="submit" variant="quiet" disabled={!offer}>
        Show the offer
      </Button>
    </form>
  );
}
