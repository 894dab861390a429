import { useState } from "react";
import { ActionButton } from "../../action/ActionButton.tsx";
import { Button } from "../../ui/actions/Button.tsx";
import { Dialog } from "../../ui/overlays/Dialog.tsx";
import { useToast } from "../../ui/overlays/Toast.tsx";
import { cancelAll } from "./actions.ts";

/** Takes everything down at once: on holiday, or when a key may be lost. */
export function CloseAll() {
  const [asking, setAsking] = useState(false);
  const toast = useToast();
  return (
    <>
      <Button variant="danger" onClick={() => setAsking(true)}>
        Close all listings
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title="Close all your listings?"
        description="Every one of them goes down at once and stays closed; offers that you have signed and not published are void too."
        footer={
          <>
            <Button variant="quiet" onClick={() => setAsking(false)}>
              Keep them
            </Button>
            <ActionButton
              wide
              variant="danger"
              action={cancelAll()}
              subject="closeAll"
              summary={false}
              onDone={() => {
                setAsking(false);
                toast({ title: "All your listings are closed" });
              }}
            >
              Close all of them
            </ActionButton>
          </>
        }
      >
        <p>{cancelAll().summary} Your wallet asks once. What is still there can be put up again, one by one.</p>
      </Dialog>
    </>
  );
}
