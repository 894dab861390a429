import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { type Hex, keccak256 } from "viem";
import { PERMIT2 } from "#protocol/payments.ts";
import { rpc } from "./rpc.ts";
import { findProgram } from "./supervisor.ts";

/** Of the code that Uniswap has published, without any chain's domain separator kept in it: it computes that of its chain. */
const published: Hex = "0x463331fa7a0d5f07488e42c37b461bb56a822145c161a821fbafe7d4e916b546";

let code: Promise<Hex> | undefined;

/** Permit2 as it stands on real chains. A Tempo chain is born with it, and anvil knows how to be one. */
export function readPermit2(): Promise<Hex> {
  return (code ??= ask());
}

async function ask(): Promise<Hex> {
  const anvil = spawn(findProgram("anvil"), ["--network", "tempo", "--host", "127.0.0.1", "--port", "0"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = once(anvil, "exit");
  const end = () => anvil.kill();
  process.once("exit", end);
  try {
    const found = await rpc<Hex>(await urlOf(anvil.stdout), "eth_getCode", [PERMIT2, "latest"]);
    if (keccak256(found) !== published) throw new Error("This anvil has another Permit2 than the published one.");
    return found;
  } finally {
    end();
    process.off("exit", end);
    await ended;
  }
}

function urlOf(output: Readable): Promise<string> {
  let said = "";
  return new Promise((settle, reject) => {
    output.on("data", (part: Buffer) => {
      const [, address] = (said += part.toString()).match(/Listening on (127\.0\.0\.1:\d+)/) ?? [];
      if (address) settle(`http://${address}`);
    });
    output.on("end", () => reject(new Error(`anvil ended before it listened. ${said}`)));
  });
}

/** Puts Permit2 where it belongs on a development chain, which keeps it with everything else. */
export async function putPermit2(rpcUrl: string): Promise<void> {
  if ((await rpc<Hex>(rpcUrl, "eth_getCode", [PERMIT2, "latest"])) !== "0x") return;
  await rpc(rpcUrl, "anvil_setCode", [PERMIT2, await readPermit2()]);
}
