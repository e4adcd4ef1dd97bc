/** printf(3)'s conversions, as awk's and printf(1)'s formats use them. */

export interface Conversion { readonly flags: string; readonly width: number; readonly precision: number | undefined; readonly letter: string }

/** Pads to the width, on the right with `-`, with zeros behind the sign with `0`. */
export function pad(text: string, { flags, width }: Conversion, zeros: boolean): string {
  const length = [...text].length;
  if (length >= width) return text;
  const fill = width - length;
  if (flags.includes('-')) return text + ' '.repeat(fill);
  if (zeros && flags.includes('0')) {
    const sign = /^[-+ ]?(0[xX])?/.exec(text)?.[0] ?? '';
    return sign + '0'.repeat(fill) + text.slice(sign.length);
  }
  return ' '.repeat(fill) + text;
}

/** %d %i %o %x %X %u of an integer. */
export function formatInteger(value: bigint, conversion: Conversion): string {
  const { flags, letter, precision } = conversion;
  const unsigned = letter !== 'd' && letter !== 'i';
  const magnitude = unsigned ? BigInt.asUintN(64, value) : value < 0n ? -value : value;
  let digits = letter === 'o' ? magnitude.toString(8) : letter === 'x' || letter === 'X' ? magnitude.toString(16) : magnitude.toString();
  if (letter === 'X') digits = digits.toUpperCase();
  if (precision !== undefined) digits = precision === 0 && magnitude === 0n ? '' : digits.padStart(precision, '0');
  if (flags.includes('#') && letter === 'o' && !digits.startsWith('0')) digits = `0${digits}`;
  if (flags.includes('#') && (letter === 'x' || letter === 'X') && magnitude !== 0n) digits = `0${letter}${digits}`;
  const sign = unsigned ? '' : value < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  return pad(sign + digits, conversion, precision === undefined);
}

/** %e %f %g and their capitals of a double. */
export function formatFloat(value: number, conversion: Conversion): string {
  const { flags, letter } = conversion;
  const lower = letter.toLowerCase();
  const sign = value < 0 || Object.is(value, -0) ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  let text: string;
  if (!Number.isFinite(value)) text = Number.isNaN(value) ? 'nan' : 'inf';
  else if (lower === 'a') text = hexFloat(Math.abs(value));
  else {
    const magnitude = Math.abs(value);
    const precision = conversion.precision ?? 6;
    text = lower === 'f' ? fixed(magnitude, precision) : lower === 'e' ? exponent(magnitude, precision) : general(magnitude, precision || 1, flags.includes('#'));
  }
  const shown = Number.isNaN(value) ? text : sign + text;
  return pad(letter === lower ? shown : shown.toUpperCase(), conversion, Number.isFinite(value));
}

/** toFixed goes to 100 digits and rounds as the exact binary value asks; large numbers need their exact integer. */
function fixed(value: number, precision: number): string {
  if (value < 1e21) return value.toFixed(Math.min(precision, 100));
  return BigInt(value).toString() + (precision > 0 ? `.${'0'.repeat(precision)}` : '');
}

function exponent(value: number, precision: number): string {
  return value.toExponential(Math.min(precision, 100)).replace(/e([-+])(\d)$/, 'e$10$2');
}

function general(value: number, precision: number, keepZeros: boolean): string {
  if (value === 0) return keepZeros ? `0.${'0'.repeat(precision - 1)}` : '0';
  const power = Number(value.toExponential(Math.min(precision - 1, 100)).split('e')[1]);
  const text = power < -4 || power >= precision ? exponent(value, precision - 1) : fixed(value, precision - 1 - power);
  if (keepZeros || !text.includes('.')) return text;
  return text.replace(/\.?0+(e|$)/, '$1');
}

function hexFloat(value: number): string {
  if (value === 0) return '0x0p+0';
  const power = Math.floor(Math.log2(value));
  const digits = (value / 2 ** power).toString(16);
  return `0x${digits}p${power < 0 ? '-' : '+'}${Math.abs(power)}`;
}
