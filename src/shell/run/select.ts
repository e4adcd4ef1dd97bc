/** The menu of `select`, in columns. */
export function selectMenu(items: readonly string[], columns: number): string {
  const digits = String(items.length).length;
  const width = Math.max(...items.map((item) => item.length)) + digits + 2;
  const perLine = Math.max(1, Math.floor(columns / (width + 2)));
  const rows = items.length <= 1 || perLine === 1 ? items.length : Math.max(1, Math.ceil(items.length / perLine));
  const tall = rows === 1 ? items.length : rows;
  let out = '';
  for (let row = 0; row < tall; row++) {
    const cells: string[] = [];
    for (let i = row; i < items.length; i += tall) cells.push(`${String(i + 1).padStart(digits)}) ${items[i]}`);
    out += `${cells.map((cell, i) => (i === cells.length - 1 ? cell : cell.padEnd(width + 2))).join('')}\n`;
  }
  return out;
}
