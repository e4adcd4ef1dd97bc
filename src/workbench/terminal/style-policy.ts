// xterm fills `<style>` elements and sets `style` attributes, which the page's content security policy forbids.
// Its option `documentOverride` is no way out: xterm 6.0.0 forgets it in its viewport and in its rows.

/**
 * Runs `open` while `document.createElement('style')` gives a stand-in whose text goes to a constructed style sheet,
 * which the policy allows. xterm keeps the stand-ins, so that later changes of size and theme take the same way.
 */
export function withoutInlineStyles(open: () => void): void {
  const native = document.createElement;
  document.createElement = ((name: string, options?: ElementCreationOptions) =>
    name === 'style' ? styleSheet(native.call(document, 'span')) : native.call(document, name, options)) as typeof native;
  try {
    open();
  } finally {
    document.createElement = native;
  }
}

function styleSheet(element: HTMLElement): HTMLElement {
  const sheet = new CSSStyleSheet();
  element.hidden = true;
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  Object.defineProperty(element, 'textContent', {
    get: () => '',
    set(text: string) {
      sheet.replaceSync(text);
    },
  });
  return element;
}

/** The `style` attribute of a span (a colour outside the theme) goes to its CSS object, which the policy allows too. */
HTMLSpanElement.prototype.setAttribute = function setAttribute(name: string, value: string) {
  if (name === 'style') this.style.cssText = value;
  else Element.prototype.setAttribute.call(this, name, value);
};
