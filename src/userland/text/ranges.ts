/** Lists of ranges: `1,3-5,7-`, as cut reads them. */

export interface Range { readonly from: number; readonly to: number }

/** Sorted ranges (from 1); an error text when it is no list. */
export function parseRanges(text: string): Range[] | string {
  const ranges: Range[] = [];
  for (const part of text.split(/[,\s]+/)) {
    const match = /^(\d*)(-?)(\d*)$/.exec(part);
    if (!match || part === '' || part === '-') return part === '-' ? 'invalid range with no endpoint: -' : 'fields and positions are numbered from 1';
    const [, from = '', dash = '', to = ''] = match;
    const start = from === '' ? 1 : Number(from);
    const end = dash === '' ? start : to === '' ? Infinity : Number(to);
    if (start === 0 || end === 0) return 'fields and positions are numbered from 1';
    if (end < start) return 'invalid decreasing range';
    ranges.push({ from: start, to: end });
  }
  return ranges.sort((a, b) => a.from - b.from);
}

export function inRanges(ranges: readonly Range[], position: number): boolean {
  return ranges.some((range) => position >= range.from && position <= range.to);
}
