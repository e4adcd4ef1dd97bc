// `docker run --env-file` and `--label-file` (docker/cli, pkg/kvfile): lines KEY=VALUE taken as they are, no quoting.
// Compose's .env has another syntax.

/**
 * Reads the bytes of an env file into KEY=VALUE lines. A key without `=` takes its value from `lookup`, or is left out.
 * Throws Error with docker's message, to be prefixed with `invalid env file (NAME): `.
 */
export function parseEnvFile(bytes: Uint8Array, lookup: (name: string) => string | undefined = () => undefined): string[] {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const out: string[] = [];
  splitLines(bytes).forEach((raw, i) => {
    let line: string;
    try {
      line = strict.decode(raw);
    } catch {
      throw new Error(`invalid utf8 bytes at line ${i + 1}: [${[...raw].join(' ')}]`);
    }
    if (i === 0) line = line.replace(/^\ufeff/, '');
    line = line.trimStart();
    if (line === '' || line.startsWith('#')) return;
    const equals = line.indexOf('=');
    const key = equals < 0 ? line : line.slice(0, equals);
    if (key === '') throw new Error(`no variable name on line '${line}'`);
    if (/[ \t]/.test(key)) throw new Error(`variable '${key}' contains whitespaces`);
    if (equals >= 0) out.push(line);
    else {
      const value = lookup(key);
      if (value !== undefined) out.push(`${key}=${value}`);
    }
  });
  return out;
}

/** bufio.ScanLines: without the line feed and a carriage return before it. */
function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < bytes.length;) {
    const feed = bytes.indexOf(10, from);
    const end = feed < 0 ? bytes.length : feed;
    lines.push(bytes.subarray(from, end > from && bytes[end - 1] === 13 ? end - 1 : end));
    from = end + 1;
  }
  return lines;
}
