import { setTimeout } from "node:timers/promises";
import { readArtifact } from "../artifacts.ts";
import type { ContractName } from "../contracts.ts";
import type { Deployment } from "../deployments.ts";
import { type Answer, etherscan, type Explorer, sourcify } from "./explorers.ts";
import { type Publication, publicationOf } from "./input.ts";

/** Etherscan when there is a key; those that ask for none always. */
export function explorersFor(given: {
  key?: string | undefined;
  /** Instead of Etherscan's and Sourcify's own. */
  etherscan?: string | undefined;
  sourcify?: string | undefined;
  blockscout?: string | undefined;
}): Explorer[] {
  const { key, blockscout } = given;
  return [
    ...(key ? [etherscan({ name: "Etherscan", api: given.etherscan ?? "https://api.etherscan.io/v2/api", key })] : []),
    ...(blockscout ? [etherscan({ name: "Blockscout", api: blockscout })] : []),
    sourcify(given.sourcify ?? "https://sourcify.dev/server"),
  ];
}

/** Looks at a verification: as often as explorers take, which is a minute or two. */
const looks = 40;

async function publish(explorer: Explorer, chainId: number, publication: Publication, pause: number): Promise<Answer> {
  let answer = await explorer.submit(chainId, publication);
  for (let look = 0; look < looks; look++) {
    if (answer.state !== "waiting" && answer.state !== "later") return answer;
    await setTimeout(pause);
    const { ticket } = answer;
    const next = ticket ? await explorer.check(chainId, ticket) : await explorer.submit(chainId, publication);
    // Too busy to say: what was handed in is still there.
    answer = next.state === "waiting" || next.state === "later" ? { ...next, ticket: next.ticket ?? ticket } : next;
  }
  return { state: "refused", said: `nothing decided after ${looks} looks (${answer.said})` };
}

export function publicationsOf({
  contracts,
  kept = [],
  arguments: told = {},
}: Deployment): [ContractName, Publication][] {
  const names = (Object.keys(contracts) as ContractName[]).filter((name) => !kept.includes(name));
  return names.map((name) => [name, publicationOf(readArtifact(name), contracts, told[name])]);
}

type Options = { say: (line: string) => void; /** Milliseconds between two looks. */ pause?: number };

/** Publishes the sources of every contract at every explorer, and says how it went. Changes nothing of the deployment. */
export async function verifyAll(
  deployment: Deployment,
  explorers: Explorer[],
  { say, pause = 3_000 }: Options,
): Promise<boolean> {
  const publications = publicationsOf(deployment);
  let isGood = true;
  for (const explorer of explorers) {
    for (const [name, publication] of publications) {
      const { state, said } = await publish(explorer, deployment.chainId, publication, pause);
      if (state !== "verified") isGood = false;
      if (state === "unusable") {
        say(`${explorer.name}: ${said}. Nothing more was sent there.`);
        break;
      }
      say(`${explorer.name}: ${name} ${state === "verified" ? "is verified" : "was refused"} (${said}).`);
    }
  }
  return isGood;
}
