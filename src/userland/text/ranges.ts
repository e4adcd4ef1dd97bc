/** Lists of ranges: `1,3-5,7-`, as cut reads them. */

export interface Range { readonly from: number; readonly to: number }

/** Sorted ranges (from 1) of `positions` (`field` or `byte/character`); an error text when it is no list. */
export function parseRanges(text: string, positions: string): Range[] | string {
  const numbered = `${positions}s are numbered from 1`.replace('byte/characters are', 'byte/character positions are');
  const ranges: Range[] = [];
  for (const part of text.split(/[,\s]+/)) {
    const match = /^(\d*)(-?)(\d*)$/.exec(part);
    if (part === '-') return 'invalid range with no endpoint: -';
    if (part === '') return numbered;
    if (!match) return positions === 'field' ? `invalid field value ‘${part}’` : `invalid ${positions} position ‘${part}’`;
    const [, from = '', dash = '', to = ''] = match;
    const start = from === '' ? 1 : Number(from);
    const end = dash === '' ? start : to === '' ? Infinity : Number(to);
    if (start === 0 || end === 0) return numbered;
    if (end < start) return 'invalid decreasing range';
    ranges.push({ from: start, to: end });
  }
  return ranges.sort((a, b) => a.from - b.from);
}

export function inRanges(ranges: readonly Range[], position: number): boolean {
  return ranges.some((range) => position >= range.from && position <= range.to);
}
