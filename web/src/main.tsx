import "./app.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Framed } from "./pages/layout/Framed.tsx";
import { router } from "./routes.tsx";
import { announcedBy } from "./services/wallet.ts";
import { ToastProvider } from "./ui/overlays/Toast.tsx";

// A wallet whose keys everybody knows, which no production build holds: the import stands right behind its condition because
// only so its files are left out.
if (import.meta.env.DEV || import.meta.env.VITE_DEV_WALLET === "1") {
  announcedBy(import("./dev/wallet.ts").then(({ announce }) => announce()));
}

const queryClient = new QueryClient({
  // The browser's idea of being offline says nothing about a chain on this very machine or on the local network.
  defaultOptions: {
    queries: { staleTime: 15_000, retry: 1, networkMode: "always" },
    mutations: { networkMode: "always" },
  },
});

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

// A page around this one could lay its own words over the buttons.
const framed = window.self !== window.top;

createRoot(root).render(
  <StrictMode>
    {framed ? (
      <Framed />
    ) : (
      <QueryClientProvider client={queryClient}>
        <ToastProvider>
          <RouterProvider router={router} />
        </ToastProvider>
      </QueryClientProvider>
    )}
  </StrictMode>,
);
