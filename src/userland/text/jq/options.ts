/** The command line of jq: its options mix with operands, and `--arg` takes two words. */
import { isSysError } from '../../../kernel/errno.ts';
import type { Proc } from '../../../kernel/sys.ts';
import { JsonError, JsonStream, parseJson } from './json-stream.ts';
import type { Json } from './values.ts';

export class UsageError extends Error {}

export interface JqArguments {
  readonly filter: string | undefined;
  readonly files: readonly string[];
  readonly variables: ReadonlyMap<string, Json>;
  readonly indent: string | undefined;
  readonly raw: boolean;
  readonly join: boolean;
  readonly nullInput: boolean;
  readonly exitStatus: boolean;
  readonly slurp: boolean;
  readonly sortKeys: boolean;
  readonly rawInput: boolean;
  readonly ascii: boolean;
  readonly color: boolean | undefined;
  readonly help: boolean;
  readonly version: boolean;
}

const LONG: Readonly<Record<string, string>> = {
  'compact-output': 'c', 'null-input': 'n', 'raw-output': 'r', 'join-output': 'j', 'exit-status': 'e', slurp: 's', 'sort-keys': 'S', 'raw-input': 'R', 'ascii-output': 'a', 'color-output': 'C', 'monochrome-output': 'M', help: 'h', version: 'V', tab: 'T', unbuffered: 'u', seq: 'q', stream: 'z',
};

/** Throws UsageError. */
export function readArguments(proc: Proc): JqArguments {
  const flags = new Set<string>();
  const named = new Map<string, Json>();
  const positional: Json[] = [];
  const words: string[] = [];
  const variables = new Map<string, Json>();
  let filter: string | undefined;
  let file: string | undefined;
  let indent = '  ';
  let rest: 'files' | 'args' | 'jsonargs' = 'files';
  const argv = proc.argv.slice(1);
  const text = (path: string, what = ''): string => {
    try {
      return proc.readText(path);
    } catch (error) {
      if (!isSysError(error)) throw error;
      throw new UsageError(`${what}Could not open ${path}: ${error.message}`);
    }
  };
  const operand = (word: string): void => {
    if (filter === undefined && file === undefined) filter = word;
    else if (rest === 'files') words.push(word);
    else if (rest === 'args') positional.push(word);
    else positional.push(json(word, `Invalid JSON text passed to --jsonargs`));
  };
  const json = (word: string, message: string): Json => {
    try {
      return parseJson(word);
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      throw new UsageError(message);
    }
  };
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? '';
    if (word === '--') {
      for (const each of argv.slice(i + 1)) operand(each);
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      operand(word);
      continue;
    }
    if (!word.startsWith('--')) {
      for (const letter of word.slice(1)) {
        if (letter === 'f') file = argv[++i];
        else if ('cnrjesSRaCMhVu'.includes(letter)) flags.add(letter);
        else if (letter === 'L') i++;
        else throw new UsageError(`Unknown option ${word}`);
      }
      continue;
    }
    const name = word.slice(2);
    const two = (): [string, string] => {
      const key = argv[++i];
      const value = argv[++i];
      if (key === undefined || value === undefined) throw new UsageError(`--${name} takes two parameters (e.g. --${name} varname ${name === 'arg' ? 'value' : name === 'argjson' ? 'text' : 'filename'})`);
      return [key, value];
    };
    if (name === 'arg') {
      const [key, value] = two();
      named.set(key, value);
    } else if (name === 'argjson') {
      const [key, value] = two();
      named.set(key, json(value, 'invalid JSON text passed to --argjson'));
    } else if (name === 'slurpfile' || name === 'rawfile') {
      const [key, path] = two();
      if (name === 'rawfile') named.set(key, text(path, `Bad JSON in --rawfile ${key} ${path}: `));
      else {
        const stream = new JsonStream();
        const values: Json[] = [];
        try {
          stream.push(text(path, `Bad JSON in --slurpfile ${key} ${path}: `));
          stream.end();
        } catch (error) {
          if (!(error instanceof JsonError)) throw error;
          throw new UsageError(`Bad JSON in --slurpfile ${key} ${path}: ${error.message}`);
        }
        for (let value = stream.take(); value !== undefined; value = stream.take()) values.push(value);
        named.set(key, values);
      }
    } else if (name === 'args' || name === 'jsonargs') rest = name;
    else if (name === 'from-file') file = argv[++i];
    else if (name === 'indent') {
      const count = Number(argv[++i]);
      if (!Number.isInteger(count)) throw new UsageError('--indent takes one parameter');
      if (count < 0 || count > 7) throw new UsageError('--indent takes a number between -1 and 7');
      if (count === 0) flags.add('c');
      indent = ' '.repeat(count);
    } else if (LONG[name] !== undefined && !['seq', 'stream'].includes(name)) flags.add(LONG[name] ?? '');
    else throw new UsageError(['seq', 'stream'].includes(name) ? `--${name} is not simulated here` : `Unknown option ${word}`);
  }
  if (file !== undefined) {
    if (filter !== undefined) words.unshift(filter);
    filter = text(file);
  }
  for (const [key, value] of named) variables.set(key, value);
  variables.set('ENV', new Map(proc.env));
  variables.set('ARGS', new Map<string, Json>([['positional', positional], ['named', new Map(named)]]));
  return {
    filter, files: words, variables, indent: flags.has('c') ? undefined : flags.has('T') ? '\t' : indent, raw: flags.has('r') || flags.has('j'), join: flags.has('j'), nullInput: flags.has('n'), exitStatus: flags.has('e'),
    slurp: flags.has('s'), sortKeys: flags.has('S'), rawInput: flags.has('R'), ascii: flags.has('a'), color: flags.has('M') ? false : flags.has('C') ? true : undefined, help: flags.has('h'), version: flags.has('V'),
  };
}
