// Before the first paint, so that the page never flashes in the other theme. app/theme/theme-store.ts owns the key.
try {
  const theme = localStorage.getItem('blunari.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme decides.
}
