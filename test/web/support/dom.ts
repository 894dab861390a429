import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { Window } from "happy-dom";
import ts from "typescript";

// What node needs to load a component, and a page to put it on. A test imports this file, and components after it has: with
// `await import()`, because imports at the head of a file are loaded before anything in it runs.

const compilerOptions = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.ESNext,
  jsx: ts.JsxEmit.ReactJSX,
  verbatimModuleSyntax: true,
};

registerHooks({
  load(url, context, next) {
    if (url.includes("/node_modules/") || !/\.tsx$|\/config\.ts$/.test(url)) return next(url, context);
    const { outputText } = ts.transpileModule(readFileSync(fileURLToPath(url), "utf8"), { compilerOptions });
    // As a build without any settings of its own.
    return { format: "module", shortCircuit: true, source: outputText.replaceAll("import.meta.env", "({})") };
  },
});

const names = [
  ...["window", "document", "navigator", "location", "history", "localStorage", "sessionStorage"],
  ...["Element", "HTMLElement", "HTMLInputElement", "HTMLImageElement", "HTMLIFrameElement", "SVGElement", "Node"],
  ...["NodeFilter", "ShadowRoot", "Event", "CustomEvent", "KeyboardEvent", "MouseEvent", "MutationObserver"],
  ...["ResizeObserver", "IntersectionObserver", "getComputedStyle", "matchMedia", "DocumentFragment"],
  ...["requestAnimationFrame", "cancelAnimationFrame", "self", "scrollTo", "DOMRect", "FocusEvent"],
];

/** A browser's page around the tests of one block: empty, without a network, gone afterwards. */
export function onAPage(): void {
  const before = new Map<string, PropertyDescriptor | undefined>();
  let page: Window;
  const put = (name: string, value: unknown) => {
    if (!before.has(name)) before.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  };

  globalThis.before(() => {
    page = new Window({ url: "http://127.0.0.1:5173/", width: 1024, height: 768 });
    const found = page as unknown as Record<string, unknown>;
    for (const name of names) put(name, found[name]);
    put("IS_REACT_ACT_ENVIRONMENT", true);
    put("fetch", () => Promise.reject(new TypeError("There is no network")));
  });
  globalThis.after(async () => {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
    before.clear();
    await page.happyDOM.close();
  });
}
