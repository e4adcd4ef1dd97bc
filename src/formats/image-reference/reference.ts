// Image references (distribution/reference v0.6): `docker.io/library/nginx:1.27@sha256:…`.

import { compareStrings } from '../go-values/values.ts';
import { matchPath } from '../go-filepath/match.ts';

/** A name with an optional tag and digest. Of a reference that was not normalised, domain may be ''. */
export interface NamedReference {
  domain: string;
  path: string;
  tag?: string;
  digest?: string;
}
/** Only a digest: an image by its id. */
export interface DigestReference {
  digest: string;
}
export type Reference = NamedReference | DigestReference;

const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const DOMAIN_COMPONENT = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const HOST = `(?:${DOMAIN_COMPONENT}(?:\\.${DOMAIN_COMPONENT})*|\\[[a-fA-F0-9:]+\\])`;
const DOMAIN = `${HOST}(?::[0-9]+)?`;
const PATH = `${COMPONENT}(?:/${COMPONENT})*`;
const NAME = `(?:${DOMAIN}/)?${PATH}`;
const TAG = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const REFERENCE = new RegExp(`^(${NAME})(?::(${TAG}))?(?:@(${DIGEST}))?$`);
const ANCHORED_NAME = new RegExp(`^(?:(${DOMAIN})/)?(${PATH})$`);
const IDENTIFIER = /^[a-f0-9]{64}$/;
const HEX_LENGTH: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

export const DEFAULT_DOMAIN = 'docker.io';
const LEGACY_DOMAIN = 'index.docker.io';
const OFFICIAL = 'library/';
export const DEFAULT_TAG = 'latest';
const MAX_NAME = 255;

/** Parses a reference as it stands. Throws Error with distribution's message (`invalid reference format`). */
export function parseReference(text: string): NamedReference {
  const match = REFERENCE.exec(text);
  if (match === null) {
    if (text === '') throw new Error('repository name must have at least one component');
    if (REFERENCE.test(text.toLowerCase())) throw new Error('repository name must be lowercase');
    throw new Error('invalid reference format');
  }
  const [, name = '', tag, digest] = match;
  const parts = ANCHORED_NAME.exec(name);
  const reference: NamedReference = { domain: parts?.[1] ?? '', path: parts?.[2] ?? name };
  if (reference.path.length > MAX_NAME) throw new Error(`repository name must not be more than ${MAX_NAME} characters`);
  if (tag !== undefined) reference.tag = tag;
  if (digest !== undefined) reference.digest = parseDigest(digest);
  return reference;
}

/** Checks `sha256:…` and returns it. Throws Error with go-digest's message. */
export function parseDigest(text: string): string {
  const colon = text.indexOf(':');
  if (colon <= 0 || colon + 1 === text.length) throw new Error('invalid checksum digest format');
  const algorithm = text.slice(0, colon);
  const encoded = text.slice(colon + 1);
  const length = Object.hasOwn(HEX_LENGTH, algorithm) ? HEX_LENGTH[algorithm] : undefined;
  if (length === undefined) {
    const wellFormed = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/.test(text);
    throw new Error(wellFormed ? 'unsupported digest algorithm' : 'invalid checksum digest format');
  }
  if (encoded.length !== length) throw new Error('invalid checksum digest length');
  if (!/^[a-f0-9]+$/.test(encoded)) throw new Error('invalid checksum digest format');
  return text;
}

/** What the CLI does with an image argument: fills in docker.io and library/. Throws Error. */
export function parseNormalizedNamed(text: string): NamedReference {
  if (IDENTIFIER.test(text)) {
    throw new Error(`invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`);
  }
  const [domain, remainder] = splitDockerDomain(text);
  const colon = remainder.indexOf(':');
  const remote = colon < 0 ? remainder : remainder.slice(0, colon);
  if (remote.toLowerCase() !== remote) {
    throw new Error(`invalid reference format: repository name (${remote}) must be lowercase`);
  }
  return parseReference(`${domain}/${remainder}`);
}

function splitDockerDomain(name: string): [domain: string, remainder: string] {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(0, slash));
  const isDomain = slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first);
  let domain = isDomain ? first : DEFAULT_DOMAIN;
  let remainder = isDomain ? name.slice(slash + 1) : name;
  if (domain === LEGACY_DOMAIN) domain = DEFAULT_DOMAIN;
  if (domain === DEFAULT_DOMAIN && !remainder.includes('/')) remainder = OFFICIAL + remainder;
  return [domain, remainder];
}

/** Like parseNormalizedNamed, but the text must be in full form already. */
export function parseNamed(text: string): NamedReference {
  const named = parseNormalizedNamed(text);
  if (referenceString(named) !== text) throw new Error('repository name must be canonical');
  return named;
}

/** An image id (64 hexadecimal digits or a digest) or a name. */
export function parseAnyReference(text: string): Reference {
  if (IDENTIFIER.test(text)) return { digest: `sha256:${text}` };
  if (!text.includes(':')) return parseNormalizedNamed(text);
  try {
    return { digest: parseDigest(text) };
  } catch {
    return parseNormalizedNamed(text);
  }
}

/** A name with `latest` filled in; of tag and digest only the digest stays. */
export function parseDockerRef(text: string): NamedReference {
  const named = parseNormalizedNamed(text);
  if (named.tag !== undefined && named.digest !== undefined) {
    return { domain: named.domain, path: named.path, digest: named.digest };
  }
  return tagNameOnly(named);
}

/** Whether a reference carries a name. */
export function isNamed(reference: Reference): reference is NamedReference {
  return 'path' in reference;
}

/** Neither tag nor digest. */
export function isNameOnly(reference: NamedReference): boolean {
  return reference.tag === undefined && reference.digest === undefined;
}

/** Adds `latest` to a name without tag and digest. */
export function tagNameOnly(reference: NamedReference): NamedReference {
  return isNameOnly(reference) ? { ...reference, tag: DEFAULT_TAG } : reference;
}

/** Domain and path. */
export function referenceName(reference: NamedReference): string {
  return reference.domain === '' ? reference.path : `${reference.domain}/${reference.path}`;
}

/** The full text. */
export function referenceString(reference: Reference): string {
  return isNamed(reference) ? referenceName(reference) + suffix(reference) : reference.digest;
}

/** The name as people write it: without docker.io and library/. */
export function familiarName(reference: NamedReference): string {
  if (reference.domain !== DEFAULT_DOMAIN) return referenceName(reference);
  const rest = reference.path.slice(OFFICIAL.length);
  return reference.path.startsWith(OFFICIAL) && !rest.includes('/') ? rest : reference.path;
}

/** The full text as people write it. */
export function familiarString(reference: Reference): string {
  return isNamed(reference) ? familiarName(reference) + suffix(reference) : reference.digest;
}

function suffix(reference: NamedReference): string {
  const tag = reference.tag === undefined ? '' : `:${reference.tag}`;
  return reference.digest === undefined ? tag : `${tag}@${reference.digest}`;
}

/** The rule of `--filter reference=`: the pattern matches the familiar text or the familiar name. Throws on a bad pattern. */
export function familiarMatch(pattern: string, reference: Reference): boolean {
  if (matchPath(pattern, familiarString(reference))) return true;
  return isNamed(reference) && matchPath(pattern, familiarName(reference));
}

/** reference.Sort: by kind (tag and digest, tag, digest, name, id), then text; what does not parse comes last. */
export function sortReferences(texts: readonly string[]): string[] {
  const good: { rank: number; text: string }[] = [];
  const bad: string[] = [];
  for (const text of texts) {
    try {
      const reference = parseAnyReference(text);
      good.push({ rank: rankOf(reference), text: referenceString(reference) });
    } catch {
      bad.push(text);
    }
  }
  good.sort((a, b) => a.rank - b.rank || compareStrings(a.text, b.text));
  return [...good.map((g) => g.text), ...bad.sort(compareStrings)];
}

function rankOf(reference: Reference): number {
  if (!isNamed(reference)) return 5;
  if (reference.tag !== undefined) return reference.digest === undefined ? 2 : 1;
  return reference.digest === undefined ? 4 : 3;
}
