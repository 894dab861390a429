/** One holder of a name at a time, over all tabs of this browser. */
export type Locks = {
  /** What lets go of it again; null while somebody else holds it. */
  take: (name: string) => Promise<(() => void) | null>;
  isTaken: (name: string) => Promise<boolean>;
};

/** The browser's own: they are let go of when a tab dies. */
export function webLocks(manager: LockManager, prefix: string): Locks {
  return {
    take: (name) =>
      new Promise((resolve, reject) => {
        manager
          .request(prefix + name, { ifAvailable: true }, (lock) => {
            if (!lock) return resolve(null);
            return new Promise<void>((release) => resolve(release));
          })
          .catch(reject);
      }),
    async isTaken(name) {
      const { held = [] } = await manager.query();
      return held.some((lock) => lock.name === prefix + name);
    },
  };
}

type Lease = { holder: string; until: number };
type Clock = {
  now: () => number;
  wait: (milliseconds: number) => Promise<void>;
  every: (milliseconds: number, work: () => unknown) => () => void;
};

/** How long a name stays taken when its holder does not renew it, and how often it does. */
const lease = 6_000;
const renewal = 2_000;

/** For browsers and pages without locks: whoever writes last into the storage, and still stands there a moment later, has it. */
export function leases(store: Storage, prefix: string, me: string, clock: Clock): Locks {
  const read = (name: string): Lease | null => {
    try {
      const value = JSON.parse(store.getItem(prefix + name) ?? "null") as Partial<Lease> | null;
      return typeof value?.holder === "string" && typeof value.until === "number" ? (value as Lease) : null;
    } catch {
      return null;
    }
  };
  const free = (name: string) => {
    const found = read(name);
    return found === null || found.holder === me || found.until < clock.now();
  };
  return {
    async take(name) {
      const held = read(name);
      if (held && held.until >= clock.now()) return null;
      const write = () => store.setItem(prefix + name, JSON.stringify({ holder: me, until: clock.now() + lease }));
      write();
      await clock.wait(50);
      if (read(name)?.holder !== me) return null;
      // A tab that slept through its lease does not take it back from whoever has it now.
      const stop = clock.every(renewal, () => read(name)?.holder === me && write());
      return () => {
        stop();
        if (read(name)?.holder === me) store.removeItem(prefix + name);
      };
    },
    isTaken: (name) => Promise.resolve(!free(name)),
  };
}
