/** What the objects of ip(8) share: interfaces by name, permission to change, JSON. */
import { SysError } from '../../kernel/errno.ts';
import { parseIPv4 } from '../../kernel/net/address.ts';
import type { Interface } from '../../kernel/net/types.ts';
import type { Proc } from '../../kernel/sys.ts';

/** Changing the network takes CAP_NET_ADMIN; EPERM without it. */
export function requireAdmin(proc: Proc): void {
  const { uid, capabilities } = proc.credentials;
  if (!(capabilities ? capabilities.has('NET_ADMIN') : uid === 0)) throw new SysError('EPERM');
}

/** Undefined when there is none of that name. */
export function findInterface(proc: Proc, name: string): Interface | undefined {
  return proc.net.interfaces.find((iface) => iface.name === name);
}

/** `10.0.0.1/24` or `10.0.0.1`; undefined when it is no address. */
export function parseCidr(text: string): { address: string; prefix: number } | undefined {
  const [address = '', bits] = text.split('/');
  const six = /^[0-9a-fA-F:]*:[0-9a-fA-F:]*$/.test(address);
  if (!six && parseIPv4(address) === undefined) return undefined;
  const prefix = bits === undefined ? (six ? 128 : 32) : Number(bits);
  return Number.isInteger(prefix) && prefix >= 0 && prefix <= (six ? 128 : 32) ? { address, prefix } : undefined;
}

/** ip's JSON: no blanks, one line. */
export function json(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
