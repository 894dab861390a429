export type Theme = "system" | "light" | "dark";

// Keep the key in step with public/theme.js, which reads it before the first paint.
const key = "handsel.theme";

export function readTheme(): Theme {
  const stored = document.documentElement.dataset.theme;
  return stored === "light" || stored === "dark" ? stored : "system";
}

/** Applies the theme at once and remembers it on this device. */
export function setTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === "system") localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // Storage is closed to us: the choice lives until the page is closed.
  }
}
