// Keep the key in step with src/lib/theme.ts. A classic script, because modules run after the first paint.
try {
  const theme = localStorage.getItem("handsel.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed to us: follow the system.
}
