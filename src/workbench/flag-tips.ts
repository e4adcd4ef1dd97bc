// What a flag in a console block means, shown while the pointer or the focus is on it.

/** Shows `data-means` of the flags in an element as a tip; Escape takes it away. */
export function explainFlags(element: HTMLElement): void {
  const tip = document.createElement('div');
  tip.className = 'tip';
  // The flag's own label says the same to screen readers.
  tip.setAttribute('aria-hidden', 'true');
  tip.hidden = true;
  document.body.append(tip);

  const show = ({ target }: Event) => {
    const flag = target instanceof Element ? target.closest<HTMLElement>('.flag') : null;
    tip.hidden = !flag;
    if (!flag) return;
    tip.textContent = flag.dataset.means ?? '';
    const { left, bottom, top } = flag.getBoundingClientRect();
    const { width, height } = tip.getBoundingClientRect();
    const isLow = bottom + height + 12 > innerHeight;
    tip.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
    tip.style.top = `${isLow ? top - height - 6 : bottom + 6}px`;
  };
  const hide = () => void (tip.hidden = true);
  element.addEventListener('pointerover', show);
  element.addEventListener('pointerleave', hide);
  element.addEventListener('focusin', show);
  element.addEventListener('focusout', hide);
  element.addEventListener('scroll', hide);
  element.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hide();
  });
}
