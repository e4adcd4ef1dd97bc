/** SCRAM-SHA-256 (RFC 7677) as PostgreSQL keeps and checks passwords. */
import { hmac } from '@noble/hashes/hmac.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { RandomStream } from '../../../kernel/random.ts';

const encoder = new TextEncoder();
const ITERATIONS = 4096;

export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}

interface Verifier { readonly iterations: number; readonly salt: Uint8Array; readonly stored: Uint8Array; readonly server: Uint8Array }

function keys(password: string, salt: Uint8Array, iterations: number): { client: Uint8Array; server: Uint8Array } {
  const salted = pbkdf2(sha256, encoder.encode(password), salt, { c: iterations, dkLen: 32 });
  return { client: hmac(sha256, salted, encoder.encode('Client Key')), server: hmac(sha256, salted, encoder.encode('Server Key')) };
}

/** `SCRAM-SHA-256$4096:salt$stored:server`, what pg_authid holds. A text that is one already is kept. */
export function hashPassword(password: string, random: RandomStream): string {
  if (password.startsWith('SCRAM-SHA-256$')) return password;
  const salt = random.bytes(16);
  const { client, server } = keys(password, salt, ITERATIONS);
  return `SCRAM-SHA-256$${ITERATIONS}:${toBase64(salt)}$${toBase64(sha256(client))}:${toBase64(server)}`;
}

function parseVerifier(text: string): Verifier | undefined {
  const match = /^SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):(.+)$/.exec(text);
  return match ? { iterations: Number(match[1]), salt: fromBase64(match[2] ?? ''), stored: fromBase64(match[3] ?? ''), server: fromBase64(match[4] ?? '') } : undefined;
}

function attribute(text: string, name: string): string {
  return text.split(',').find((part) => part.startsWith(`${name}=`))?.slice(2) ?? '';
}

function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((byte, i) => byte ^ (b[i] ?? 0));
}

/** The server's side: first message in, challenge out, proof in, signature out. */
export class ScramServer {
  readonly #verifier: Verifier | undefined;
  readonly #nonce: string;
  readonly #salt: Uint8Array;
  #auth = '';

  /** `verifier` undefined: the role has no password; the exchange runs and fails. */
  constructor(verifier: string | null | undefined, random: RandomStream) {
    this.#verifier = verifier ? parseVerifier(verifier) : undefined;
    this.#nonce = toBase64(random.bytes(18));
    this.#salt = this.#verifier?.salt ?? random.bytes(16);
  }

  challenge(first: string): string {
    const bare = first.replace(/^[^,]*,[^,]*,/, '');
    const reply = `r=${attribute(bare, 'r')}${this.#nonce},s=${toBase64(this.#salt)},i=${this.#verifier?.iterations ?? ITERATIONS}`;
    this.#auth = `${bare},${reply}`;
    return reply;
  }

  /** `v=…` when the proof is right, else undefined. */
  finish(final: string): string | undefined {
    if (!this.#verifier) return undefined;
    const auth = encoder.encode(`${this.#auth},${final.replace(/,p=.*$/, '')}`);
    const proof = fromBase64(attribute(final, 'p'));
    const client = xor(proof, hmac(sha256, this.#verifier.stored, auth));
    if (toBase64(sha256(client)) !== toBase64(this.#verifier.stored)) return undefined;
    return `v=${toBase64(hmac(sha256, this.#verifier.server, auth))}`;
  }
}

/** The client's side. */
export class ScramClient {
  readonly #password: string;
  readonly #bare: string;

  constructor(password: string, random: RandomStream) {
    this.#password = password;
    this.#bare = `n=,r=${toBase64(random.bytes(18))}`;
  }

  get first(): string {
    return `n,,${this.#bare}`;
  }

  final(challenge: string): string {
    const { client } = keys(this.#password, fromBase64(attribute(challenge, 's')), Number(attribute(challenge, 'i')));
    const without = `c=biws,r=${attribute(challenge, 'r')}`;
    const signature = hmac(sha256, sha256(client), encoder.encode(`${this.#bare},${challenge},${without}`));
    return `${without},p=${toBase64(xor(client, signature))}`;
  }
}
