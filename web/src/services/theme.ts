import * as v from "valibot";
import { forget, keep } from "./device.ts";

const Theme = v.picklist(["system", "light", "dark"]);
export type Theme = v.InferOutput<typeof Theme>;

// Keep the key in step with public/theme.js, which reads it before the first paint.
const key = "handsel.theme";

export function readTheme(): Theme {
  const set = v.safeParse(Theme, document.documentElement.dataset.theme);
  return set.success ? set.output : "system";
}

/** Applies the theme at once and remembers it on this device. */
export function setTheme(theme: Theme): void {
  if (theme === "system") {
    delete document.documentElement.dataset.theme;
    forget(key);
  } else {
    document.documentElement.dataset.theme = theme;
    keep(key, theme);
  }
}
