/**
 * Runs in the network of its own that `confine` makes: brings in the ports that a program uses, hands out those that it
 * serves, and runs it to its end. Arguments: the passage as JSON, then the program and its arguments.
 */
import { spawn } from "node:child_process";
import { type Passage, relay, socket, tcp } from "./relay.ts";

const [passageText = "", command = "", ...args] = process.argv.slice(2);
const passage = JSON.parse(passageText) as Passage;
await Promise.all([
  ...passage.uses.map((port) => relay(tcp(port), socket(passage, port))),
  ...passage.serves.map((port) => relay(socket(passage, port), tcp(port))),
]);

const program = spawn(command, args, { stdio: "inherit" });
// Signals go to the whole group: this process stays until the program has ended.
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => undefined);
program.once("error", (error) => {
  console.error(error.message);
  process.exit(127);
});
program.once("exit", (code) => process.exit(code ?? 1));
