/** Parsing of command lines as spf13/pflag 1.0.6 does (flag.go: parseArgs, parseLongArg, parseSingleShortArg, Set). */
import { FlagError, HelpRequested, type FlagDefinition } from './flag.ts';
import { quote } from './quote.ts';

/** A table of definitions by name and by letter; of equal names the first counts. */
interface Index {
  readonly byName: ReadonlyMap<string, FlagDefinition>;
  readonly byShort: ReadonlyMap<string, FlagDefinition>;
}

/** By table: a command has the same one each time that it runs. */
const indexes = new WeakMap<readonly FlagDefinition[], Index>();

function indexOf(definitions: readonly FlagDefinition[]): Index {
  const known = indexes.get(definitions);
  if (known !== undefined) return known;
  const byName = new Map<string, FlagDefinition>();
  const byShort = new Map<string, FlagDefinition>();
  for (const definition of definitions) {
    if (byName.has(definition.name)) continue;
    byName.set(definition.name, definition);
    if (definition.short !== undefined && !byShort.has(definition.short)) byShort.set(definition.short, definition);
  }
  const index = { byName, byShort };
  indexes.set(definitions, index);
  return index;
}

/** The flags of one command with their values. */
export class FlagSet {
  /** False: the first argument that is no flag ends the flags (`docker run`). */
  interspersed = true;
  /** Arguments that are no flags, after `parse`. */
  args: string[] = [];
  /** How many arguments stood before `--`; -1 without one. */
  argsLenAtDash = -1;
  /** Notices of deprecation, one a line, in the order of use. */
  notices = '';
  readonly #index: Index;
  /** Values that were set, by the name of their variable. */
  readonly #values = new Map<string, unknown>();
  readonly #changed = new Set<string>();

  constructor(definitions: readonly FlagDefinition[] = []) {
    this.#index = indexOf(definitions);
  }

  /** Parses arguments. Throws FlagError with pflag's text at the first that is wrong. */
  parse(argv: readonly string[]): void {
    const rest = [...argv];
    while (rest.length > 0) {
      const word = rest.shift() ?? '';
      if (word.length < 2 || !word.startsWith('-')) {
        this.args.push(word);
        if (!this.interspersed) {
          this.args.push(...rest);
          return;
        }
      } else if (word === '--') {
        this.argsLenAtDash = this.args.length;
        this.args.push(...rest);
        return;
      } else if (word.startsWith('--')) this.#long(word, rest);
      else this.#short(word.slice(1), rest);
    }
  }

  #long(word: string, rest: string[]): void {
    const body = word.slice(2);
    if (body.startsWith('-') || body.startsWith('=')) throw new FlagError(`bad flag syntax: ${word}`);
    const at = body.indexOf('=');
    const name = at < 0 ? body : body.slice(0, at);
    const definition = this.#index.byName.get(name);
    if (definition === undefined) {
      if (name === 'help') throw new HelpRequested();
      throw new FlagError(`unknown flag: --${name}`);
    }
    const implied = definition.value.noOptDefVal;
    if (at >= 0) this.#set(definition, body.slice(at + 1));
    else if (implied !== undefined) this.#set(definition, implied);
    else {
      const value = rest.shift();
      if (value === undefined) throw new FlagError(`flag needs an argument: ${word}`);
      this.#set(definition, value);
    }
  }

  #short(group: string, rest: string[]): void {
    let letters = group;
    while (letters !== '') {
      const letter = String.fromCodePoint(letters.codePointAt(0) ?? 0);
      const definition = this.#index.byShort.get(letter);
      if (definition === undefined) {
        if (letter === 'h') throw new HelpRequested();
        throw new FlagError(`unknown shorthand flag: '${letter}' in -${letters}`);
      }
      const after = letters.slice(letter.length);
      const implied = definition.value.noOptDefVal;
      let value: string | undefined;
      let remaining = '';
      if (after.startsWith('=') && letters.length > 2) value = after.slice(1);
      else if (implied !== undefined) {
        value = implied;
        remaining = after;
      } else if (after !== '') value = after;
      else {
        value = rest.shift();
        if (value === undefined) throw new FlagError(`flag needs an argument: '${letter}' in -${letters}`);
      }
      const note = definition.shorthandDeprecated;
      if (note !== undefined) this.notices += `Flag shorthand -${letter} has been deprecated, ${note}\n`;
      this.#set(definition, value);
      letters = remaining;
    }
  }

  #set(definition: FlagDefinition, text: string): void {
    try {
      this.#values.set(this.#variable(definition).name, definition.value.parse(text, this.#value(definition), this.#changed.has(definition.name)));
    } catch (error) {
      if (!(error instanceof FlagError)) throw error;
      const short = definition.short !== undefined && definition.shorthandDeprecated === undefined ? `-${definition.short}, ` : '';
      throw new FlagError(`invalid argument ${quote(text)} for ${quote(`${short}--${definition.name}`)} flag: ${error.message}`);
    }
    this.#changed.add(definition.name);
    if (definition.deprecated !== undefined) this.notices += `Flag --${definition.name} has been deprecated, ${definition.deprecated}\n`;
  }

  /** The flag whose variable this one sets: itself, unless it shares another's. */
  #variable(definition: FlagDefinition): FlagDefinition {
    return (definition.sharesValueOf === undefined ? undefined : this.#index.byName.get(definition.sharesValueOf)) ?? definition;
  }

  #value(definition: FlagDefinition): unknown {
    const { name, value } = this.#variable(definition);
    return this.#values.has(name) ? this.#values.get(name) : value.initial;
  }

  /** Sets a flag by name as `--name=text` would. */
  set(name: string, text: string): void {
    const definition = this.#index.byName.get(name);
    if (definition === undefined) throw new FlagError(`no such flag -${name}`);
    this.#set(definition, text);
  }

  has(name: string): boolean {
    return this.#index.byName.has(name);
  }

  /** True when the command line set it. */
  changed(name: string): boolean {
    return this.#changed.has(name);
  }

  /** The value, of the type that the definition gives it. */
  get<T>(name: string): T {
    const definition = this.#index.byName.get(name);
    if (definition === undefined) throw new Error(`flag accessed but not defined: ${name}`);
    return this.#value(definition) as T;
  }

  bool(name: string): boolean {
    return this.get<boolean>(name);
  }
  string(name: string): string {
    return this.get<string>(name);
  }
  number(name: string): number {
    return this.get<number>(name);
  }
  strings(name: string): readonly string[] {
    return this.get<readonly string[]>(name);
  }

  /** The flag's value as text. */
  text(name: string): string {
    const definition = this.#index.byName.get(name);
    return definition === undefined ? '' : definition.value.format(this.#value(definition));
  }

  lookup(name: string): FlagDefinition | undefined {
    return this.#index.byName.get(name);
  }

  byShort(letter: string): FlagDefinition | undefined {
    return this.#index.byShort.get(letter);
  }

  /** All definitions, sorted by name. */
  definitions(): FlagDefinition[] {
    return [...this.#index.byName.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }
}
