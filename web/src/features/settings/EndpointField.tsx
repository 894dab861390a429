import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleDashed, CircleX } from "lucide-react";
import { useDeferredValue } from "react";
import type { Endpoints } from "../../config.ts";
import { TextField } from "../../ui/forms/TextField.tsx";
import { probe } from "./probes.ts";

type EndpointFieldProps = {
  kind: keyof Endpoints;
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
};

/** An address of a service, tried out while it is typed. */
export function EndpointField({ kind, label, hint, value, onChange }: EndpointFieldProps) {
  const settled = useDeferredValue(value);
  const urls = settled.split(",").map((url) => url.trim());
  const spelled = urls.every((url) => URL.canParse(url));
  const light = useQuery({
    queryKey: ["probe", kind, settled],
    queryFn: () => Promise.all(urls.map((url) => probe(kind, url))),
    enabled: spelled,
    retry: false,
    refetchInterval: 10_000,
  });
  return (
    <div className="flex flex-col gap-1">
      <TextField
        label={label}
        hint={hint}
        value={value}
        inputMode="url"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
      <p role="status" className="flex items-center gap-2 text-fine text-quiet [&>svg]:size-4 [&>svg]:shrink-0">
        {!spelled && (
          <>
            <CircleX aria-hidden /> That is no address yet. It begins with http:// or https://
          </>
        )}
        {spelled && light.isPending && (
          <>
            <CircleDashed aria-hidden /> Asking…
          </>
        )}
        {spelled && light.isError && (
          <>
            <CircleX aria-hidden /> No answer: {light.error.message}
          </>
        )}
        {spelled && light.data && (
          <>
            <CircleCheck aria-hidden />
            {light.data.map(({ detail, milliseconds }) => `${detail}, ${milliseconds} ms`).join(" · ")}
          </>
        )}
      </p>
    </div>
  );
}
