import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));
const repository = fileURLToPath(new URL("..", import.meta.url));

/**
 * What a built page may do. Scripts come from the app's own files alone, so that words of strangers can never become one.
 * Requests and pictures may go anywhere: which nodes and gateways are asked is everybody's own choice, in Settings.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  // Overlays write the width of the hidden scrollbar into a <style> of their own.
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src http: https: data: blob:",
  "connect-src http: https: ws: wss:",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Only a header can say who may frame a page; where the files are served without headers, main.tsx refuses by itself. */
const headers = {
  "content-security-policy": "frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/** In the page itself, so that it holds wherever the files are served from. The development server writes scripts inline. */
function contentPolicy(): Plugin {
  return {
    name: "content-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: policy },
        injectTo: "head-prepend",
      },
    ],
  };
}

export default defineConfig({
  root,
  plugins: [react(), tailwindcss(), contentPolicy()],
  // ipfs-http-client asks Node's environment which flavour of the protocol to speak; a browser has none.
  define: { "process.env.IPFS_FLAVOR": JSON.stringify("go") },
  server: { host: "127.0.0.1", port: 5173, strictPort: true, fs: { allow: [repository] }, headers },
  preview: { host: "127.0.0.1", port: 5173, strictPort: true, headers },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // The colour tokens are light-dark() pairs; older targets would make the compiler unroll them.
    cssTarget: ["chrome123", "firefox128", "safari17.5"],
  },
});
