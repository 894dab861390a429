import { type HDAccount, mnemonicToAccount } from "viem/accounts";

/** The words every development chain funds. Worth nothing anywhere else. */
const mnemonic = "test test test test test test test test test test test junk";

const names = ["Deployer", "Ada", "Bruno", "Chidi", "Dana", "Emil", "Farah", "Goran", "Hina"] as const;

export type Actor = { name: string; account: HDAccount };

export const actors: Actor[] = names.map((name, addressIndex) => ({
  name,
  account: mnemonicToAccount(mnemonic, { addressIndex }),
}));

const key = "handsel.dev.actor";
const listeners = new Set<(actor: Actor) => void>();

function byName(name: string | null): Actor | undefined {
  return actors.find((actor) => actor.name.toLowerCase() === name?.toLowerCase());
}

/** `?actor=bruno` wins and stays with the tab, so that two tabs can be two people; then what the browser remembers. */
function chosen(): Actor {
  const asked = byName(new URLSearchParams(location.search).get("actor"));
  if (asked) sessionStorage.setItem(key, asked.name);
  const found = asked ?? byName(sessionStorage.getItem(key)) ?? byName(localStorage.getItem(key)) ?? actors[1];
  if (!found) throw new Error("There are no actors");
  return found;
}

let current = chosen();

export function currentActor(): Actor {
  return current;
}

export function switchActor(actor: Actor): void {
  current = actor;
  sessionStorage.setItem(key, actor.name);
  localStorage.setItem(key, actor.name);
  for (const listener of listeners) listener(actor);
}

export function onActor(listener: (actor: Actor) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
