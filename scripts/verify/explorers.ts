import type { Publication } from "./input.ts";

/** `later` is an explorer that has not seen the contract yet, or has too much to do; `unusable` one that takes nothing at all. */
export type Answer = {
  state: "verified" | "waiting" | "later" | "refused" | "unusable";
  said: string;
  /** By which a verification that is waited for is asked after. */
  ticket?: string;
};

export type Explorer = {
  name: string;
  submit: (chainId: number, publication: Publication) => Promise<Answer>;
  check: (chainId: number, ticket: string) => Promise<Answer>;
};

const timeout = 30_000;

type Response = { status: number; body: Record<string, unknown> };

/** What an explorer answers; undefined when it does not, or nothing that can be read. */
async function ask(url: string, init: RequestInit = {}): Promise<Response | undefined> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeout) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  } catch {
    return undefined;
  }
}

const silent: Answer = { state: "unusable", said: "does not answer" };

/** Of what Etherscan's API says, in words only. */
function read(said: string, isOk: boolean): Answer {
  if (/already verified/i.test(said)) return { state: "verified", said };
  if (/pending/i.test(said)) return { state: "waiting", said };
  if (/rate limit|unable to locate contractcode/i.test(said)) return { state: "later", said };
  if (/api key|unsupported chainid|not supported/i.test(said)) return { state: "unusable", said };
  return { state: isOk ? "verified" : "refused", said };
}

/** Etherscan's API, which Blockscout speaks as well. One key serves all chains that Etherscan shows. */
export function etherscan({ name, api, key }: { name: string; api: string; key?: string }): Explorer {
  async function call(chainId: number, action: string, more: Record<string, string>, body?: URLSearchParams) {
    const url = new URL(api);
    const query = { module: "contract", action, chainid: String(chainId), ...(key && { apikey: key }), ...more };
    for (const [field, value] of Object.entries(query)) url.searchParams.set(field, value);
    return ask(url.href, body && { method: "POST", body });
  }
  return {
    name,
    async submit(chainId, { address, contract, compiler, input, arguments: encoded }) {
      const body = new URLSearchParams({
        contractaddress: address,
        sourceCode: JSON.stringify(input),
        codeformat: "solidity-standard-json-input",
        contractname: contract,
        compilerversion: `v${compiler}`,
        constructorArguments: encoded,
      });
      const response = await call(chainId, "verifysourcecode", {}, body);
      if (!response) return silent;
      const said = String(response.body.result ?? response.body.message ?? `HTTP ${response.status}`);
      if (response.body.status === "1") return { state: "waiting", said: "submitted", ticket: said };
      return read(said, false);
    },
    async check(chainId, ticket) {
      const response = await call(chainId, "checkverifystatus", { guid: ticket });
      if (!response) return silent;
      return read(String(response.body.result ?? `HTTP ${response.status}`), response.body.status === "1");
    },
  };
}

/** Sourcify's second API: nobody's key, and its matches are read by Blockscout and others. */
export function sourcify(api: string): Explorer {
  return {
    name: "Sourcify",
    async submit(chainId, { address, contract, compiler, input }) {
      const response = await ask(`${api}/v2/verify/${chainId}/${address}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ stdJsonInput: input, contractIdentifier: contract, compilerVersion: compiler }),
      });
      if (!response) return silent;
      const { verificationId, customCode, message } = response.body;
      if (verificationId) return { state: "waiting", said: "submitted", ticket: String(verificationId) };
      const said = String(message ?? `HTTP ${response.status}`);
      if (customCode === "already_verified") return { state: "verified", said };
      if (customCode === "unsupported_chain") return { state: "unusable", said };
      return { state: response.status === 429 ? "later" : "refused", said };
    },
    async check(_chainId, ticket) {
      const response = await ask(`${api}/v2/verify/${ticket}`);
      if (!response) return silent;
      const { isJobCompleted, error, contract } = response.body as {
        isJobCompleted?: boolean;
        error?: { customCode: string; message: string };
        contract?: { match: string | null };
      };
      if (response.status === 200 && !isJobCompleted) return { state: "waiting", said: "pending" };
      if (contract?.match) return { state: "verified", said: contract.match };
      const isThere = error?.customCode === "already_verified";
      return { state: isThere ? "verified" : "refused", said: error?.message ?? `HTTP ${response.status}` };
    },
  };
}
