import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));
const repository = fileURLToPath(new URL("..", import.meta.url));

export default defineConfig({
  root,
  plugins: [react(), tailwindcss()],
  // ipfs-http-client asks Node's environment which flavour of the protocol to speak; a browser has none.
  define: { "process.env.IPFS_FLAVOR": JSON.stringify("go") },
  server: { host: "127.0.0.1", port: 5173, strictPort: true, fs: { allow: [repository] } },
  preview: { host: "127.0.0.1", port: 5173, strictPort: true },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // The colour tokens are light-dark() pairs; older targets would make the compiler unroll them.
    cssTarget: ["chrome123", "firefox128", "safari17.5"],
  },
});
