/** Lines that a person can follow: one for each step, with its seconds. */
export type Progress = {
  step: <T>(name: string, work: () => Promise<T>, detail?: (result: T) => string) => Promise<T>;
};

export function createProgress(write: (line: string) => void): Progress {
  async function step<T>(name: string, work: () => Promise<T>, detail?: (result: T) => string): Promise<T> {
    const started = performance.now();
    const seconds = () => ((performance.now() - started) / 1_000).toFixed(1).padStart(5);
    const slow = setInterval(() => write(`  … ${name.padEnd(22)} ${seconds()} s so far`), 10_000);
    try {
      const result = await work();
      write(`  ✓ ${name.padEnd(22)} ${seconds()} s  ${detail?.(result) ?? ""}`.trimEnd());
      return result;
    } finally {
      clearInterval(slow);
    }
  }
  return { step };
}
