// The reader's place in a lesson. The browser restores that of a page, not that of a part which scrolls by itself.

/** Goes back to where the reader left an element of this page, in this tab; keeps the place when the page is left. */
export function keepPlace(element: HTMLElement): void {
  const key = `drydock.place.${location.pathname}`;
  try {
    if (!location.hash) element.scrollTop = Number(sessionStorage.getItem(key) ?? 0);
    addEventListener('pagehide', () => sessionStorage.setItem(key, String(element.scrollTop)));
  } catch {
    // Storage may be forbidden; a lesson then begins at its top.
  }
}
