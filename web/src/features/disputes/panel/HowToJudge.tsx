import { policy } from "#protocol/policy.ts";
import { Details } from "../../../ui/page/Details.tsx";

/** The rules that every dispute is judged by: announced once, when the escrow was made, and the same for all. */
export function HowToJudge() {
  return (
    <Details summary="How a case is judged">
      <div className="flex max-w-text flex-col gap-3 text-quiet">
        {policy.description.split(/(?<=\.) (?=[A-Z])/).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </Details>
  );
}
