import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { StandardInput } from "../../scripts/artifacts.ts";

export type Submission = {
  address: string;
  contract: string;
  compiler: string;
  input: StandardInput;
  arguments?: string;
};

/** What the explorer answers to a submission, and to each look at it after that, in turn. */
export type Course = { submit?: string; looks: string[] };

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

/**
 * Etherscan's API v2, the same at a Blockscout that asks for no key, and Sourcify's, as they are documented: what asks in another way is answered as they would. `courseOf` says
 * what becomes of a contract's submissions, from the first on.
 */
export async function openExplorer(key: string, chainId: number, courseOf: (contract: string, nth: number) => Course) {
  const submissions: Submission[] = [];
  const looks = new Map<string, string[]>();

  function accept(submission: Submission): { refused?: string; guid: string } {
    const nth = submissions.filter(({ contract }) => contract === submission.contract).length;
    submissions.push(submission);
    const { submit, looks: answers } = courseOf(submission.contract.split(":")[1] ?? "", nth);
    const guid = `guid${submissions.length}`;
    looks.set(guid, [...answers]);
    return submit ? { refused: submit, guid } : { guid };
  }

  function etherscan(
    query: URLSearchParams,
    method: string,
    body: string,
    isFree: boolean,
  ): [status: string, result: string] {
    if (query.get("chainid") !== String(chainId)) return ["0", "Missing or unsupported chainid parameter"];
    if (!isFree && query.get("apikey") !== key) return ["0", "Invalid API Key (#err2)"];
    if (query.get("module") !== "contract") return ["0", "Error! Missing Or invalid Module name"];
    if (query.get("action") === "checkverifystatus") {
      const said = looks.get(query.get("guid") ?? "")?.shift() ?? "Unable to locate guid";
      return [said === "Pass - Verified" ? "1" : "0", said];
    }
    if (query.get("action") !== "verifysourcecode" || method !== "POST")
      return ["0", "Error! Missing Or invalid Action name"];
    const form = new URLSearchParams(body);
    const field = (name: string) => form.get(name) ?? "";
    if (field("codeformat") !== "solidity-standard-json-input") return ["0", "Invalid codeformat"];
    if (!/^v\d+\.\d+\.\d+\+commit\.[0-9a-f]{8}$/.test(field("compilerversion")))
      return ["0", "Invalid compilerversion"];
    if (!/^([0-9a-f]{2})*$/.test(field("constructorArguments"))) return ["0", "Invalid constructor arguments"];
    const input = JSON.parse(field("sourceCode")) as StandardInput;
    const [path = "", name] = field("contractname").split(":");
    if (!input.sources[path] || !name) return ["0", "Unable to find contract name"];
    const { refused, guid } = accept({
      address: field("contractaddress"),
      contract: field("contractname"),
      compiler: field("compilerversion"),
      input,
      arguments: field("constructorArguments"),
    });
    return refused ? ["0", refused] : ["1", guid];
  }

  function sourcify(path: string[], method: string, body: string): [number, object] {
    if (method === "GET") {
      const said = looks.get(path[0] ?? "")?.shift();
      if (said === undefined) return [404, { customCode: "not_found", message: "no such job", errorId: "1" }];
      if (said.startsWith("Pending")) return [200, { isJobCompleted: false, contract: { match: null } }];
      if (said.startsWith("Pass")) return [200, { isJobCompleted: true, contract: { match: "exact_match" } }];
      const error = { customCode: "no_match", message: said, errorId: "1" };
      return [200, { isJobCompleted: true, contract: { match: null }, error }];
    }
    const [chain, address = ""] = path;
    if (chain !== String(chainId))
      return [400, { customCode: "unsupported_chain", message: "not supported", errorId: "1" }];
    const { stdJsonInput, contractIdentifier, compilerVersion } = JSON.parse(body) as Record<string, string>;
    const { refused, guid } = accept({
      address,
      contract: contractIdentifier ?? "",
      compiler: compilerVersion ?? "",
      input: stdJsonInput as unknown as StandardInput,
    });
    if (!refused) return [202, { verificationId: guid }];
    return [409, { customCode: "already_verified", message: refused, errorId: "1" }];
  }

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://explorer");
    const body = await bodyOf(request);
    const method = request.method ?? "GET";
    if (pathname === "/v2/api" || pathname === "/api") {
      const [status, result] = etherscan(searchParams, method, body, pathname === "/api");
      response.end(JSON.stringify({ status, message: status === "1" ? "OK" : "NOTOK", result }));
    } else {
      const [status, answer] = sourcify(pathname.replace("/v2/verify/", "").split("/"), method, body);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    etherscan: `${url}/v2/api`,
    blockscout: `${url}/api`,
    sourcify: url,
    submissions,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
