import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { bls12_381 as bls } from "@noble/curves/bls12-381";

const domain = { DST: "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_" };
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const word = (value: bigint) => value.toString(16).padStart(128, "0");

/** A drand network of one member: what the League of Entropy's thresholds sign together, one key signs here. */
export function drandOf(secret: string, { genesis, period = 3 }: { genesis: number; period?: number }) {
  const key = sha256(Buffer.from(secret));
  // Keeps it below the group's order.
  key[0] = 1;
  const { x, y } = bls.G2.ProjectivePoint.BASE.multiply(BigInt(`0x${hex(key)}`)).toAffine();
  const signatureOf = (round: bigint): string => {
    const message = Buffer.alloc(8);
    message.writeBigUInt64BE(round);
    return hex(bls.signShortSignature(sha256(message), key, domain));
  };
  return {
    genesis,
    period,
    publicKey: `0x${[x.c0, x.c1, y.c0, y.c1].map(word).join("")}` as const,
    /** 48 bytes in hex, as drand's HTTP endpoints answer. */
    signatureOf,
    randomnessOf: (round: bigint) => `0x${hex(sha256(Buffer.from(signatureOf(round), "hex")))}`,
  };
}

export type Drand = ReturnType<typeof drandOf>;

/** An HTTP endpoint of a drand network; `answer` says what it has to say of a round, undefined being that there is none yet. */
export async function openDrandEndpoint(answer: (round: bigint) => unknown) {
  const asked: bigint[] = [];
  const server = createServer((request, response) => {
    const round = BigInt(/\/public\/(\d+)$/.exec(request.url ?? "")?.[1] ?? 0n);
    asked.push(round);
    const found = answer(round);
    response.statusCode = found === undefined ? 404 : 200;
    response.end(typeof found === "string" ? found : JSON.stringify(found ?? {}));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
