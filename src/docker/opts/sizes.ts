/** Flag types for amounts: bytes, CPUs, durations that may not be negative. */
import { bytesSize, ramInBytes } from '../../formats/go-units/size.ts';
import { FlagError, type FlagType } from '../../formats/pflag/flag.ts';
import { formatDuration, parseDuration } from '../../formats/pflag/duration.ts';
import { parseFloat64, parseUnsigned } from '../../formats/pflag/numbers.ts';

function size(text: string): number {
  try {
    return ramInBytes(text);
  } catch (error) {
    throw new FlagError((error as Error).message);
  }
}

const show = (value: number): string => (value === 0 ? '0' : bytesSize(value));

/** `512m`: a number of bytes. */
export const bytes = (): FlagType<number> => ({ type: 'bytes', initial: 0, parse: size, format: show });

/** As `bytes`, with -1 for "unlimited". */
export const swapBytes = (): FlagType<number> => ({ type: 'bytes', initial: 0, parse: (text) => (text === '-1' ? -1 : size(text)), format: show });

/** `1.5` CPUs as 10⁻⁹ CPUs. Reads what Go's big.Rat reads: decimals, exponents and fractions. */
export function parseCPUs(text: string): number {
  const fraction = /^([+-]?)(\d+)\/(\d+)$/.exec(text);
  const decimal = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  let numerator: bigint;
  let denominator = 1n;
  if (fraction && BigInt(fraction[3] ?? '0') !== 0n) {
    numerator = BigInt(`${fraction[1] === '-' ? '-' : ''}${fraction[2]}`);
    denominator = BigInt(fraction[3] ?? '1');
  } else if (decimal && (decimal[2] !== '' || (decimal[3] ?? '') !== '')) {
    const digits = decimal[3] ?? '';
    numerator = BigInt(`${decimal[2]}${digits}` || '0') * (decimal[1] === '-' ? -1n : 1n);
    const exponent = Number(decimal[4] ?? '0') - digits.length;
    if (Math.abs(exponent) > 1000) throw new FlagError(`failed to parse ${text} as a rational number`);
    if (exponent >= 0) numerator *= 10n ** BigInt(exponent);
    else denominator = 10n ** BigInt(-exponent);
  } else throw new FlagError(`failed to parse ${text} as a rational number`);
  const nano = numerator * 1_000_000_000n;
  if (nano % denominator !== 0n) throw new FlagError('value is too precise');
  return Number(BigInt.asIntN(64, nano / denominator));
}

export const cpus = (): FlagType<number> => ({
  type: 'decimal', initial: 0, parse: parseCPUs, format: (value) => (value === 0 ? '' : (value / 1e9).toFixed(3)),
});

/** A duration that is unset until given (docker/cli opts/duration.go). */
export const optionalDuration = (positive = false): FlagType<number | undefined> => ({
  type: 'duration',
  initial: undefined,
  parse: (text) => {
    const value = parseDuration(text);
    if (positive && value < 0) throw new FlagError('duration cannot be negative');
    return value;
  },
  format: (value) => (value === undefined ? '' : formatDuration(value)),
});

export const optionalUint = (): FlagType<number | undefined> => ({
  type: 'uint', initial: undefined, parse: (text) => parseUnsigned(text), format: (value) => (value === undefined ? '' : String(value)),
});

export const ratio = (): FlagType<number> => ({ type: 'float', initial: 0, parse: (text) => parseFloat64(text), format: String });
