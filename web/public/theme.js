// Keep the key in step with src/services/theme.ts. A classic script, because modules run after the first paint.
try {
  // Once it was kept without quotation marks.
  const theme = localStorage.getItem("handsel.theme")?.replaceAll('"', "");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed to us: follow the system.
}
