// A handle between two parts of the page: dragged, or moved with the arrow keys.

interface HandleOptions {
  label: string;
  /** The custom property on the root element that holds the size, in percent of the container. */
  property: string;
  /** `x`: the handle stands upright and moves left and right. */
  axis: 'x' | 'y';
  start: number;
  min: number;
  max: number;
  container: HTMLElement;
  moved?: () => void;
}

/** Makes `element` a handle (an ARIA separator); the size is remembered. */
export function handle(element: HTMLElement, options: HandleOptions): void {
  const { property, axis, min, max, container } = options;
  const key = `drydock.${property.slice(2)}`;
  let value = options.start;
  element.tabIndex = 0;
  element.setAttribute('role', 'separator');
  element.setAttribute('aria-label', options.label);
  element.setAttribute('aria-orientation', axis === 'x' ? 'vertical' : 'horizontal');
  element.setAttribute('aria-valuemin', String(min));
  element.setAttribute('aria-valuemax', String(max));

  const set = (wanted: number) => {
    value = Math.min(max, Math.max(min, wanted));
    document.documentElement.style.setProperty(property, `${value}%`);
    element.setAttribute('aria-valuenow', String(Math.round(value)));
    options.moved?.();
  };
  const keep = () => {
    try {
      localStorage.setItem(key, String(value));
    } catch {
      // The size is only a convenience.
    }
  };

  let stored = Number.NaN;
  try {
    stored = Number(localStorage.getItem(key) ?? Number.NaN);
  } catch {
    // See above.
  }
  set(stored > 0 ? stored : options.start);

  element.addEventListener('pointerdown', (event) => {
    element.setPointerCapture(event.pointerId);
    event.preventDefault();
    const move = (at: PointerEvent) => {
      const box = container.getBoundingClientRect();
      set(axis === 'x' ? ((at.clientX - box.left) / box.width) * 100 : ((at.clientY - box.top) / box.height) * 100);
    };
    const end = () => {
      element.removeEventListener('pointermove', move);
      keep();
    };
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', end, { once: true });
    element.addEventListener('pointercancel', end, { once: true });
  });
  element.addEventListener('dblclick', () => {
    set(options.start);
    keep();
  });
  element.addEventListener('keydown', (event) => {
    const back = axis === 'x' ? 'ArrowLeft' : 'ArrowUp';
    const on = axis === 'x' ? 'ArrowRight' : 'ArrowDown';
    const next = { [back]: value - 2, [on]: value + 2, Home: min, End: max }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    set(next);
    keep();
  });
}
