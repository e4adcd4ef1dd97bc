// .dockerignore (moby/patternmatcher v0.6): reading the file and deciding what it leaves out.

import { matchPath } from '../go-filepath/match.ts';
import { cleanPath, dirPath } from '../go-filepath/path.ts';
import { Glob } from './glob.ts';

interface Pattern {
  text: string;
  exclusion: boolean;
  /** Number of folders in it. */
  depth: number;
  matches(path: string): boolean;
}

/** The patterns of a .dockerignore file, cleaned; comments and empty lines are left out. */
export function readDockerignore(text: string): string[] {
  const patterns: string[] = [];
  for (const line of text.replace(/^\ufeff/, '').split('\n')) {
    if (line.startsWith('#')) continue;
    let pattern = line.trim();
    if (pattern === '') continue;
    const invert = pattern.startsWith('!');
    if (invert) pattern = pattern.slice(1).trim();
    if (pattern !== '') {
      pattern = cleanPath(pattern);
      if (pattern.length > 1 && pattern.startsWith('/')) pattern = pattern.slice(1);
    }
    patterns.push(invert ? `!${pattern}` : pattern);
  }
  return patterns;
}

/** A list of patterns, the last that matches wins. */
export class PatternMatcher {
  readonly patterns: readonly { pattern: string; exclusion: boolean }[];
  private readonly compiled: Pattern[] = [];

  /** Throws Error: `illegal exclusion pattern: "!"`, `syntax error in pattern`. */
  constructor(patterns: readonly string[]) {
    for (const given of patterns) {
      const trimmed = given.trim();
      if (trimmed === '') continue;
      let text = cleanPath(trimmed);
      const exclusion = text.startsWith('!');
      if (exclusion) {
        if (text === '!') throw new Error('illegal exclusion pattern: "!"');
        text = text.slice(1);
      }
      // Only for its complaints.
      matchPath(text, '.');
      this.compiled.push({ text, exclusion, depth: text.split('/').length, matches: compile(text) });
    }
    this.patterns = this.compiled.map(({ text, exclusion }) => ({ pattern: text, exclusion }));
  }

  /** Whether some pattern starts with `!`. */
  get exclusions(): boolean {
    return this.compiled.some((pattern) => pattern.exclusion);
  }

  /** Whether a path is left out: it or a folder above it matches. */
  matchesOrParentMatches(file: string): boolean {
    const parents = parentsOf(file);
    return this.decide((pattern) => pattern.matches(file) || parents.some((parent) => pattern.matches(parent)));
  }

  /** The older rule, which looks at one parent only: the one as deep as the pattern. */
  matches(file: string): boolean {
    const parents = parentsOf(file);
    return this.decide((pattern) => {
      const parent = parents[pattern.depth - 1];
      return pattern.matches(file) || (parent !== undefined && pattern.matches(parent));
    });
  }

  private decide(matches: (pattern: Pattern) => boolean): boolean {
    let matched = false;
    for (const pattern of this.compiled) {
      if (pattern.exclusion === matched && matches(pattern)) matched = !pattern.exclusion;
    }
    return matched;
  }
}

function parentsOf(file: string): string[] {
  const parent = dirPath(file);
  if (parent === '.') return [];
  const parts = parent.split('/');
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
}

function compile(pattern: string): (path: string) => boolean {
  if (!/[*?[\]\\]/.test(pattern)) return (path) => path === pattern;
  const glob = new Glob(pattern);
  return (path) => glob.matches(path);
}
