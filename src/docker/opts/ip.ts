/** IP addresses as Go's net package reads and prints them. */

function parse4(text: string): number[] | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!match) return undefined;
  const parts = match.slice(1);
  if (parts.some((part) => Number(part) > 255 || (part.length > 1 && part.startsWith('0')))) return undefined;
  return parts.map(Number);
}

function parse6(text: string): number[] | undefined {
  let body = text;
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (tail) {
    const v4 = parse4(tail[2] ?? '');
    if (v4 === undefined) return undefined;
    const [a = 0, b = 0, c = 0, d = 0] = v4;
    body = `${tail[1]}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  }
  const halves = body.split('::');
  if (halves.length > 2) return undefined;
  const words = (half: string): string[] => (half === '' ? [] : half.split(':'));
  const head = words(halves[0] ?? '');
  const rest = halves.length === 2 ? words(halves[1] ?? '') : [];
  if ([...head, ...rest].some((word) => !/^[0-9a-fA-F]{1,4}$/.test(word))) return undefined;
  const missing = 8 - head.length - rest.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  return [...head, ...Array.from({ length: missing }, () => '0'), ...rest].map((word) => Number.parseInt(word, 16));
}

/** The canonical text of an address (RFC 5952; IPv4-mapped ones as IPv4); undefined when it is none. */
export function canonicalIP(text: string): string | undefined {
  const v4 = parse4(text);
  if (v4 !== undefined) return v4.join('.');
  const words = text.includes(':') ? parse6(text) : undefined;
  if (words === undefined) return undefined;
  const [w5 = 0, w6 = 0, w7 = 0] = words.slice(5);
  if (words.slice(0, 5).every((w) => w === 0) && w5 === 0xffff) return `${w6 >> 8}.${w6 & 255}.${w7 >> 8}.${w7 & 255}`;
  let best = { at: -1, length: 1 };
  for (let i = 0; i < 8; i++) {
    let j = i;
    while (j < 8 && words[j] === 0) j++;
    if (j - i > best.length) best = { at: i, length: j - i };
  }
  const hex = (part: number[]): string => part.map((w) => w.toString(16)).join(':');
  return best.at < 0 ? hex(words) : `${hex(words.slice(0, best.at))}::${hex(words.slice(best.at + best.length))}`;
}

/** The first 32 or 128 bits kept by `prefix`: `10.0.0.5/24` is `10.0.0.0/24`. Undefined when the text is no CIDR. */
export function canonicalCIDR(text: string): { address: string; network: string; prefix: number } | undefined {
  const match = /^(.+)\/(\d{1,3})$/.exec(text);
  const address = match ? canonicalIP(match[1] ?? '') : undefined;
  if (!match || address === undefined) return undefined;
  const prefix = Number(match[2]);
  const v6 = (match[1] ?? '').includes(':');
  if (prefix > (v6 ? 128 : 32)) return undefined;
  const size = v6 ? 16 : 8;
  const units = (v6 ? parse6(match[1] ?? '') : parse4(address)) ?? [];
  const masked = units.map((unit, i) => {
    const bits = Math.min(Math.max(prefix - i * size, 0), size);
    return unit & (((1 << bits) - 1) << (size - bits));
  });
  const network = v6 ? canonicalIP(masked.map((w) => w.toString(16)).join(':')) ?? '' : masked.join('.');
  return { address, network: `${network}/${prefix}`, prefix };
}
