// F6 goes round the parts of the page, as in other programs with several panes; Shift+F6 goes back.

/** What takes the focus in each part: of several the first that is there. */
const TARGETS = ['#lesson', '#panel', '#terminal .plain-text input, #terminal'] as const;
const PARTS = ['#lesson', '.picture', '#terminal'] as const;

/** Listens on the page; before the terminal, which would send the key to its program. */
export function goRoundWithF6(): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'F6' || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const shown = PARTS.flatMap((selector, at) => {
      const part = document.querySelector<HTMLElement>(selector);
      return part && getComputedStyle(part).visibility === 'visible' ? [{ part, target: [...document.querySelectorAll<HTMLElement>(TARGETS[at] ?? selector)].at(-1) }] : [];
    });
    const here = shown.findIndex(({ part }) => part.contains(document.activeElement));
    const next = here < 0 ? 0 : (here + (event.shiftKey ? -1 : 1) + shown.length) % shown.length;
    shown[next]?.target?.focus();
  }, { capture: true });
}
