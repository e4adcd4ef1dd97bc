/**
 * Runs before the first paint: the theme that the reader chose, so that a page never flashes in the other one.
 * Inline; its hash stands in the content security policy.
 */
export const early =
  "try{const t=localStorage.getItem('drydock.theme');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch{}";
