import { rpc } from "../stack/rpc.ts";

const DAY = 86_400;

/**
 * Lets many stories share one chain whose clock can only be moved on. A story is a function that waits for its moments; the
 * clock moves to the next moment that any story waits for once all of them are waiting.
 */
export type Timeline = {
  /** Waits until so many days before the present. */
  daysAgo: (days: number) => Promise<void>;
  /** The moment so many days before the present, in seconds. */
  moment: (daysAgo: number) => number;
  /** Waits until a moment, in seconds. */
  at: (seconds: number) => Promise<void>;
  /** Seconds on the chain's clock, as of its last block. */
  now: () => Promise<number>;
  tell: (stories: readonly Story[]) => Promise<void>;
  /** Sets the clock to the real time, if it is not past that. */
  toPresent: () => Promise<void>;
};

export type Story = (timeline: Timeline) => Promise<void>;

type Waiting = { moment: number; wake: () => void };

export function createTimeline(rpcUrl: string, present = Math.floor(Date.now() / 1_000)): Timeline {
  const waiting: Waiting[] = [];
  let awake = 0;
  let fail: (error: unknown) => void = () => undefined;

  async function now(): Promise<number> {
    const block = await rpc<{ timestamp: string }>(rpcUrl, "eth_getBlockByNumber", ["latest", false]);
    return Number(block.timestamp);
  }

  async function moveTo(moment: number): Promise<void> {
    if (moment <= (await now())) return;
    await rpc(rpcUrl, "evm_setNextBlockTimestamp", [moment]);
    await rpc(rpcUrl, "evm_mine");
  }

  async function wakeNext(): Promise<void> {
    if (awake > 0 || waiting.length === 0) return;
    waiting.sort((a, b) => a.moment - b.moment);
    const next = waiting.shift()!;
    awake++;
    await moveTo(next.moment);
    next.wake();
  }

  function at(moment: number): Promise<void> {
    return new Promise((wake) => {
      waiting.push({ moment, wake });
      awake--;
      wakeNext().catch(fail);
    });
  }

  async function tell(stories: readonly Story[]): Promise<void> {
    const failure = new Promise<never>((_, reject) => {
      fail = reject;
    });
    awake = stories.length;
    const told = stories.map(async (story) => {
      await story(timeline);
      awake--;
      await wakeNext();
    });
    await Promise.race([Promise.all(told), failure]);
  }

  async function toPresent(): Promise<void> {
    const real = Math.floor(Date.now() / 1_000);
    if (real <= (await now())) return;
    await rpc(rpcUrl, "evm_setTime", [real]);
    await rpc(rpcUrl, "evm_mine");
  }

  const moment = (daysAgo: number) => present - Math.round(daysAgo * DAY);
  const timeline: Timeline = { at, now, tell, toPresent, moment, daysAgo: (days) => at(moment(days)) };
  return timeline;
}
