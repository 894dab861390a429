import { useState } from "react";
import type { Hex } from "viem";
import { Button } from "../../../ui/actions/Button.tsx";
import { TextField } from "../../../ui/forms/TextField.tsx";
import { readSettlement } from "./settlement.ts";
import { keepSettlement } from "./keptSettlements.ts";

/** For a split that came as text instead of as a link that opens this page. */
export function PasteSettlement({ orderId, onFound }: { orderId: Hex; onFound: () => void }) {
  const [text, setText] = useState("");
  const signed = readSettlement(orderId, text);
  return (
    <form
      className="flex flex-col items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!signed) return;
        keepSettlement(signed);
        setText("");
        onFound();
      }}
    >
      <div className="w-full">
        <TextField
          label="Or paste a split that you were sent"
          value={text}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
          error={text.trim() !== "" && !signed ? "There is no split of this order in that text." : undefined}
        />
      </div>
      <Button type="submit" variant="quiet" disabled={!signed}>
        Show the split
      </Button>
    </form>
  );
}
