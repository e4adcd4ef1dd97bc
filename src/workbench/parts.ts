// F6 goes round the parts of the page, as in other programs with several panes; Shift+F6 goes back.

/** The parts, and what takes the focus in each. */
const PARTS = [['#lesson', '#lesson'], ['.picture', '#panel'], ['#terminal', '#terminal']] as const;

/** Listens on the page; before the terminal, which would send the key to its program. */
export function goRoundWithF6(): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'F6' || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const shown = PARTS.flatMap(([selector, target]) => {
      const part = document.querySelector(selector);
      return part && getComputedStyle(part).visibility === 'visible' ? [{ part, target: document.querySelector<HTMLElement>(target) }] : [];
    });
    const here = shown.findIndex(({ part }) => part.contains(document.activeElement));
    const next = here < 0 ? 0 : (here + (event.shiftKey ? -1 : 1) + shown.length) % shown.length;
    shown[next]?.target?.focus();
  }, { capture: true });
}
