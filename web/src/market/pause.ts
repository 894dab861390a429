import { useQuery } from "@tanstack/react-query";
import { publicClient } from "../services/chain.ts";
import { registry } from "../services/contracts.ts";

/** Whether new listings and new orders are stopped. Asked again and again, while somebody looks. */
export function usePaused(): boolean {
  const { data = false } = useQuery({
    queryKey: ["paused"],
    queryFn: () => publicClient.readContract({ ...registry, functionName: "paused" }),
    refetchInterval: 20_000,
  });
  return data;
}
