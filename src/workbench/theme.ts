// The switch for the light and the dark theme, on every page. Without a choice the page follows the system.

export type Theme = 'light' | 'dark';

const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<(theme: Theme) => void>();

/** The theme that is shown now. */
export function theme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return system.matches ? 'dark' : 'light';
}

/** Calls back when another theme is shown. */
export function onTheme(listener: (theme: Theme) => void): void {
  listeners.add(listener);
}

function tell() {
  for (const listener of listeners) listener(theme());
}

system.addEventListener('change', tell);
for (const button of document.querySelectorAll('[data-theme-switch]')) {
  button.addEventListener('click', () => {
    const other = theme() === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = other;
    try {
      localStorage.setItem('drydock.theme', other);
    } catch {
      // Storage may be forbidden; the choice then lasts as long as the page.
    }
    tell();
  });
}
