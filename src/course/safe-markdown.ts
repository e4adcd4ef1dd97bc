/** Lessons are untrusted input: what a renderer must do so that nothing of them becomes markup of its own. */
import type { MarkedExtension } from 'marked';

/** Text as it may stand in HTML and in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? sign);
}

/** Whether a link may be followed: http, https, or an address relative to the page. Control signs and blanks hide schemes, so none may be in it. */
export function isSafeLink(href: string): boolean {
  // eslint-disable-next-line no-control-regex
  if (/[\x00-\x20\x7f]/.test(href)) return false;
  return /^https?:\/\//i.test(href) || (!/^[^/?#]*:/.test(href) && !href.startsWith('//') && !href.includes('\\'));
}

/** For `new Marked(safeMarkdown, …)`: raw HTML is shown as text, links and images of other schemes as their text. */
export const safeMarkdown: MarkedExtension = {
  renderer: {
    html({ text }) {
      return escapeHtml(text);
    },
    link({ href, title, tokens }) {
      const text = this.parser.parseInline(tokens);
      return isSafeLink(href) ? `<a href="${escapeHtml(href)}"${title ? ` title="${escapeHtml(title)}"` : ''}>${text}</a>` : text;
    },
    image({ href, title, text }) {
      return isSafeLink(href) ? `<img src="${escapeHtml(href)}" alt="${escapeHtml(text)}"${title ? ` title="${escapeHtml(title)}"` : ''}>` : escapeHtml(text);
    },
  },
};
