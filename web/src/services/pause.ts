import { useQuery } from "@tanstack/react-query";
import { publicClient } from "./chain.ts";
import { registry } from "./contracts.ts";

/** Whether new listings and new orders are stopped. Asked again and again, while somebody looks. */
export function usePaused(): boolean {
  const { data = false } = useQuery({
    queryKey: ["paused"],
    queryFn: () => publicClient.readContract({ ...registry, functionName: "paused" }),
    refetchInterval: 20_000,
  });
  return data;
}
