import { QueryClient, QueryClientProvider, type QueryKey } from "@tanstack/react-query";
import { createMemoryHistory, createRouter, RouterContextProvider } from "@tanstack/react-router";
import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { router as app } from "../../../web/src/routes.tsx";
import { ToastProvider } from "../../../web/src/ui/overlays/Toast.tsx";

/** What a component would otherwise ask the network for. */
export type Known = readonly (readonly [QueryKey, unknown])[];

export type Shown = {
  frame: HTMLElement;
  /** What React was told of by components that failed. */
  errors: unknown[];
  change: (element: ReactNode, known?: Known) => Promise<void>;
  close: () => Promise<void>;
};

/** A part of the app on a page of its own, with the app's routes around it and all answers given beforehand. */
export async function show(element: ReactNode, known: Known = []): Promise<Shown> {
  const queries = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Infinity, refetchInterval: false, enabled: true } },
  });
  const router = createRouter({
    routeTree: app.routeTree,
    history: createMemoryHistory({ initialEntries: ["/"] }),
  });
  const frame = document.createElement("div");
  document.body.append(frame);
  const errors: unknown[] = [];
  const note = (error: unknown) => void errors.push(error);
  const root = createRoot(frame, { onCaughtError: note, onUncaughtError: note });
  const change = async (next: ReactNode, answers: Known = []) => {
    for (const [key, value] of answers) queries.setQueryData(key, value);
    await act(async () => {
      root.render(
        <QueryClientProvider client={queries}>
          <ToastProvider>
            <RouterContextProvider router={router}>{next}</RouterContextProvider>
          </ToastProvider>
        </QueryClientProvider>,
      );
      await Promise.resolve();
    });
  };
  await change(element, known);
  return {
    frame,
    errors,
    change,
    async close() {
      await act(async () => root.unmount());
      queries.clear();
      frame.remove();
    },
  };
}
