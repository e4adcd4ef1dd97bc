/** Rows of 16 bytes with repeated ones as `*`, as od and hexdump show them. */
export function* rows(data: Uint8Array, width: number, all: boolean): Generator<{ at: number; row: Uint8Array | undefined }, void> {
  let last: string | undefined;
  let starred = false;
  for (let at = 0; at < data.length; at += width) {
    const row = data.subarray(at, at + width);
    const key = row.join();
    if (!all && key === last && row.length === width && at + width < data.length + 1) {
      if (!starred) yield { at, row: undefined };
      starred = true;
      continue;
    }
    starred = false;
    last = key;
    yield { at, row };
  }
}

const NAMES: Readonly<Record<number, string>> = { 0: '\\0', 7: '\\a', 8: '\\b', 9: '\\t', 10: '\\n', 11: '\\v', 12: '\\f', 13: '\\r' };

/** A byte as `od -c` names it. */
export function charName(byte: number): string {
  return NAMES[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0'));
}
