/** The platform parameter: `linux/arm64/v8`, `linux`, `arm64` (containerd platforms.Parse). */
import { DaemonError } from '../daemon.ts';

export interface Platform { readonly text: string; readonly os: string; readonly architecture: string }

const SYSTEMS = ['linux', 'windows', 'darwin', 'freebsd', 'openbsd', 'netbsd', 'solaris', 'plan9', 'android', 'wasip1', 'js', 'aix'];
const ARCHITECTURES: Readonly<Record<string, string>> = {
  amd64: 'amd64', x86_64: 'amd64', 'x86-64': 'amd64', '386': '386', i386: '386', arm64: 'arm64', aarch64: 'arm64', arm: 'arm', armhf: 'arm', armel: 'arm', ppc64le: 'ppc64le', s390x: 's390x', riscv64: 'riscv64', mips64le: 'mips64le', wasm: 'wasm',
};

/** Undefined without one; 400 for what is none. */
export function parsePlatform(text: string): Platform | undefined {
  if (text === '') return undefined;
  const parts = text.split('/');
  const [first = '', second] = parts;
  if (parts.length === 1) {
    if (SYSTEMS.includes(first)) return { text, os: first, architecture: 'amd64' };
    const architecture = ARCHITECTURES[first];
    if (architecture) return { text: `linux/${architecture}`, os: 'linux', architecture };
    throw new DaemonError(400, `${JSON.stringify(text)}: unknown operating system or architecture: invalid argument`);
  }
  if (parts.length > 3) throw new DaemonError(400, `${JSON.stringify(text)}: cannot parse platform specifier: invalid argument`);
  return { text, os: first, architecture: ARCHITECTURES[second ?? ''] ?? (second ?? '') };
}

/** True when the image is for the platform. */
export function matchesPlatform(platform: Platform, image: { readonly os: string; readonly architecture: string }): boolean {
  return platform.os === image.os && platform.architecture === image.architecture;
}
