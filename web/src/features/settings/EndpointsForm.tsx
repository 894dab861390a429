import { useState } from "react";
import { defaultEndpoints, saveEndpoints, type Endpoints } from "../../config.ts";
import { Button } from "../../ui/actions/Button.tsx";
import { EndpointField } from "./EndpointField.tsx";
import { current } from "./probes.ts";

const fields: { kind: keyof Endpoints; label: string; hint: string }[] = [
  { kind: "rpc", label: "Chain", hint: "Where money is read from. Your wallet sends by its own." },
  { kind: "graph", label: "Search index", hint: "A subgraph of this market on any graph-node." },
  {
    kind: "gateways",
    label: "IPFS gateways",
    hint: "For pictures and words; several, parted by commas, are asked at once.",
  },
  { kind: "ipfs", label: "IPFS node", hint: "Where your own pictures go when you list something." },
  { kind: "ceramic", label: "Ceramic node", hint: "For names and profiles." },
];

/** Which computers this app asks. All of them can be changed, so none has to be trusted. */
export function EndpointsForm() {
  const [values, setValues] = useState(current);
  const [refused, setRefused] = useState(false);
  const changed = fields.some(({ kind }) => values[kind] !== current[kind]);
  const usual = { ...defaultEndpoints, gateways: defaultEndpoints.gateways.join(", ") };
  const isUsual = fields.every(({ kind }) => values[kind] === usual[kind]);
  const spelled = fields.every(({ kind }) => values[kind].split(",").every((url) => URL.canParse(url.trim())));

  function save() {
    const gateways = values.gateways.split(",").map((url) => url.trim());
    // Everything on the page came from the old endpoints: begin again.
    if (saveEndpoints({ ...values, gateways })) window.location.reload();
    else setRefused(true);
  }

  return (
    <form
      className="flex flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {fields.map(({ kind, label, hint }) => (
        <EndpointField
          key={kind}
          kind={kind}
          label={label}
          hint={hint}
          value={values[kind]}
          onChange={(value) => setValues((before) => ({ ...before, [kind]: value }))}
        />
      ))}
      {refused && (
        <p role="alert" className="max-w-text">
          This browser keeps nothing for this page, so other nodes can’t be used in it. Allow it to store data for this
          address, or make room, and press again.
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" disabled={!changed || !spelled}>
          Use these
        </Button>
        <Button variant="quiet" disabled={isUsual} onClick={() => setValues(usual)}>
          Back to the usual ones
        </Button>
      </div>
    </form>
  );
}
