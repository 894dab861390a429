export type Identity = { uuid: string; name: string; icon: string; rdns: string };

type Answer = { result?: unknown; error?: { code: number | string; message: string; data?: unknown } };

/** Announces a wallet by EIP-6963. Runs inside the page, so it may use nothing from this module. */
export function announceWallet({ info, bridge }: { info: Identity; bridge: string }) {
  type Listener = (value: unknown) => void;
  const listeners = new Map<string, Set<Listener>>();
  const ask = (globalThis as unknown as { [name: string]: (method: string, params: unknown[]) => Promise<Answer> })[
    bridge
  ]!;
  const emit = (event: string, value: unknown) => listeners.get(event)?.forEach((listener) => listener(value));
  Object.assign(globalThis, { [`${bridge}Tells`]: emit });
  const provider = {
    on: (event: string, listener: Listener) =>
      listeners.set(event, (listeners.get(event) ?? new Set<Listener>()).add(listener)),
    removeListener: (event: string, listener: Listener) => listeners.get(event)?.delete(listener),
    request: async ({ method, params }: { method: string; params?: unknown[] }) => {
      const { error, result } = await ask(method, params ?? []);
      if (error) throw Object.assign(new Error(error.message), error);
      return result;
    },
  };
  const detail = Object.freeze({ info: Object.freeze(info), provider });
  const announce = () => window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  window.addEventListener("eip6963:requestProvider", announce);
  announce();
}
