// xterm fills `<style>` elements, which the page's content security policy forbids.

/**
 * Runs `open` while `document.createElement('style')` gives a stand-in whose text goes to a constructed style sheet,
 * which the policy allows. xterm keeps the stand-ins, so that later changes of size and theme take the same way.
 */
export function withoutInlineStyles(open: () => void): void {
  const create = document.createElement.bind(document);
  const standIn = (): HTMLElement => {
    const element = create('span');
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
  };
  document.createElement = ((name: string, options?: ElementCreationOptions) =>
    name.toLowerCase() === 'style' ? standIn() : create(name, options)) as typeof document.createElement;
  try {
    open();
  } finally {
    document.createElement = create;
  }
}
