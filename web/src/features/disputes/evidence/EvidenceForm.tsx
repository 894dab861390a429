import { useState } from "react";
import type { Hex } from "viem";
import { ActionButton } from "../../../action/ActionButton.tsx";
import { TextArea } from "../../../ui/forms/TextArea.tsx";
import { TextField } from "../../../ui/forms/TextField.tsx";
import { submitEvidence } from "../actions.ts";
import { publishExhibit } from "./files.ts";
import { isVisible, settledText } from "../../../../../protocol/text.ts";
import { PictureField } from "./PictureField.tsx";

/** A piece of evidence: what it shows, and a picture of it. What was typed stays until it is on chain. */
export function EvidenceForm({ orderId, late }: { orderId: Hex; late: boolean }) {
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [picture, setPicture] = useState<File | null>(null);
  const [step, setStep] = useState("");

  async function prepare() {
    const cid = await publishExhibit(
      { name: settledText(name), description: settledText(description), picture },
      setStep,
    );
    setStep("");
    return submitEvidence(orderId, cid);
  }
  function clear() {
    setName("");
    setDescription("");
    setPicture(null);
  }
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => event.preventDefault()}>
      <h3 className="text-lead">Bring evidence forward</h3>
      {late && (
        <p className="max-w-text text-quiet">
          The time for evidence is over. What comes now is marked late, and the panel may leave it aside.
        </p>
      )}
      <TextField
        label="What it shows"
        placeholder="The parcel as it arrived"
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <TextArea
        label="In your own words"
        hint="What was promised, what came, and when. No addresses, no phone numbers: everyone can read this."
        maxLength={5000}
        value={description}
        onChange={(event) => setDescription(event.target.value)}
      />
      <PictureField picture={picture} onChange={setPicture} />
      <ActionButton
        action={prepare}
        subject={`${orderId}:evidence`}
        disabled={!isVisible(name) || !isVisible(description)}
        summary={step || "It is public and can’t be taken back. Your wallet will ask once."}
        onDone={clear}
      >
        Bring it forward
      </ActionButton>
    </form>
  );
}
