/** fnmatch(3) patterns, as find -name and grep --include match them. */

/** A pattern as a regular expression over whole texts; `*` and `?` match slashes too unless `pathname`. */
export function globRegex(pattern: string, options: { ignoreCase?: boolean; pathname?: boolean } = {}): RegExp {
  const any = options.pathname ? '[^/]' : '[^]';
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] ?? '';
    if (char === '*') source += `${any}*`;
    else if (char === '?') source += any;
    else if (char === '\\' && i + 1 < pattern.length) source += escape(pattern[++i] ?? '');
    else if (char === '[') {
      let end = i + 1;
      if (pattern[end] === '!' || pattern[end] === '^') end++;
      if (pattern[end] === ']') end++;
      while (end < pattern.length && pattern[end] !== ']') end++;
      if (end >= pattern.length) source += '\\[';
      else {
        const body = pattern.slice(i + 1, end).replace(/^!/, '^').replace(/\\/g, '\\\\').replace(/^(\^?)\]/, '$1\\]').replaceAll('[:', '').replaceAll(':]', '');
        source += `[${body}]`;
        i = end;
      }
    } else source += escape(char);
  }
  return new RegExp(`^${source}$`, options.ignoreCase ? 'i' : '');
}

function escape(char: string): string {
  return char.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
