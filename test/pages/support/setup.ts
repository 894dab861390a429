import { startTestStack, type TestStack } from "../../support/stack.ts";
import { closeMarket, openMarket } from "./market.ts";

const offset = 1_900;
const running = "HANDSEL_MARKET";

let stack: TestStack | undefined;

/**
 * Before any process tests anything. A market that runs already can be named in HANDSEL_MARKET by the address of its app, such
 * as that of `npm start`; else there is a seeded one for these tests alone.
 */
export async function mochaGlobalSetup(): Promise<void> {
  if (process.env[running]) return;
  stack = await startTestStack({ offset, seed: true, app: "built" });
  process.env[running] = stack.endpoints.app;
}

export async function mochaGlobalTeardown(): Promise<void> {
  await stack?.stop();
}

/** Of each process. */
export const mochaHooks = {
  async beforeAll(this: Mocha.Context) {
    this.timeout(120_000);
    await openMarket(process.env[running]!);
  },
  afterAll: closeMarket,
};
