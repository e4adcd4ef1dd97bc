/** Sizes as `ls -h`, `du -h` and `df -h` print them (powers of 1024, rounded up). */
export function humanSize(bytes: number, base = 1024): string {
  const units = ['', 'K', 'M', 'G', 'T', 'P'];
  let value = bytes;
  let unit = 0;
  while (value >= base && unit < units.length - 1) {
    value /= base;
    unit++;
  }
  if (unit === 0) return String(bytes);
  const tenth = Math.ceil(value * 10) / 10;
  if (tenth < 10) return `${tenth.toFixed(1)}${units[unit]}`;
  const whole = Math.ceil(value);
  return whole === base && unit < units.length - 1 ? `1.0${units[unit + 1]}` : `${whole}${units[unit]}`;
}
