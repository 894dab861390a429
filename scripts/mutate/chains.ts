import type { HookContext, NetworkHooks } from "hardhat/types/hooks";
import type { ChainType, NetworkConnection } from "hardhat/types/network";

/** Every chain that the tests have started in this process. */
export const chains: NetworkConnection<ChainType | string>[] = [];

export const remember = async (): Promise<Partial<NetworkHooks>> => ({
  async newConnection<T extends ChainType | string>(
    context: HookContext,
    next: (context: HookContext) => Promise<NetworkConnection<T>>,
  ) {
    const connection = await next(context);
    chains.push(connection);
    return connection;
  },
});
