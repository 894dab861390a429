/** The decisions of bootstrap.mjs, which is plain JavaScript because nothing can strip types before it has run. */
export class Unready extends Error {
  exitCode: number;
}
export function checkSystem(system: {
  platform: string;
  arch: string;
  node: string;
  has: (program: string) => boolean;
}): void;
export function checkDisk(disk: { free: number; needed: number }): void;
export function extentOf(args: string[]): { folders: string[]; all: boolean };
type Extent = { all?: boolean };
export function installCommand(folder: "" | "nodes", node: string, extent?: Extent): [program: string, args: string[]];
export function explainFailure(output: string, logFile: string): Unready;
export function isInstalled(folder: string, extent?: Extent): boolean;
export function markInstalled(folder: string, extent?: Extent): void;
