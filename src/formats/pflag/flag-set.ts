/** Parsing of command lines as spf13/pflag 1.0.6 does (flag.go: parseArgs, parseLongArg, parseSingleShortArg, Set). */
import { FlagError, HelpRequested, type FlagDefinition } from './flag.ts';
import { quote } from './quote.ts';

interface Entry {
  readonly definition: FlagDefinition;
  /** The variable, which two flags may share. */
  readonly variable: { value: unknown };
  changed: boolean;
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
  readonly #byName = new Map<string, Entry>();
  readonly #byShort = new Map<string, Entry>();

  constructor(definitions: readonly FlagDefinition[] = []) {
    this.add(definitions);
  }

  /** Adds definitions; names that are there already are kept. */
  add(definitions: readonly FlagDefinition[]): void {
    for (const definition of definitions) {
      if (this.#byName.has(definition.name)) continue;
      const shared = definition.sharesValueOf === undefined ? undefined : this.#byName.get(definition.sharesValueOf);
      const entry = { definition, variable: shared?.variable ?? { value: definition.value.initial as unknown }, changed: false };
      this.#byName.set(definition.name, entry);
      if (definition.short !== undefined && !this.#byShort.has(definition.short)) this.#byShort.set(definition.short, entry);
    }
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
    const entry = this.#byName.get(name);
    if (entry === undefined) {
      if (name === 'help') throw new HelpRequested();
      throw new FlagError(`unknown flag: --${name}`);
    }
    const implied = entry.definition.value.noOptDefVal;
    if (at >= 0) this.#set(entry, body.slice(at + 1));
    else if (implied !== undefined) this.#set(entry, implied);
    else {
      const value = rest.shift();
      if (value === undefined) throw new FlagError(`flag needs an argument: ${word}`);
      this.#set(entry, value);
    }
  }

  #short(group: string, rest: string[]): void {
    let letters = group;
    while (letters !== '') {
      const letter = String.fromCodePoint(letters.codePointAt(0) ?? 0);
      const entry = this.#byShort.get(letter);
      if (entry === undefined) {
        if (letter === 'h') throw new HelpRequested();
        throw new FlagError(`unknown shorthand flag: '${letter}' in -${letters}`);
      }
      const after = letters.slice(letter.length);
      const implied = entry.definition.value.noOptDefVal;
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
      const note = entry.definition.shorthandDeprecated;
      if (note !== undefined) this.notices += `Flag shorthand -${letter} has been deprecated, ${note}\n`;
      this.#set(entry, value);
      letters = remaining;
    }
  }

  #set(entry: Entry, text: string): void {
    const { definition } = entry;
    try {
      entry.variable.value = definition.value.parse(text, entry.variable.value, entry.changed);
    } catch (error) {
      if (!(error instanceof FlagError)) throw error;
      const short = definition.short !== undefined && definition.shorthandDeprecated === undefined ? `-${definition.short}, ` : '';
      throw new FlagError(`invalid argument ${quote(text)} for ${quote(`${short}--${definition.name}`)} flag: ${error.message}`);
    }
    entry.changed = true;
    if (definition.deprecated !== undefined) this.notices += `Flag --${definition.name} has been deprecated, ${definition.deprecated}\n`;
  }

  /** Sets a flag by name as `--name=text` would. */
  set(name: string, text: string): void {
    const entry = this.#byName.get(name);
    if (entry === undefined) throw new FlagError(`no such flag -${name}`);
    this.#set(entry, text);
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /** True when the command line set it. */
  changed(name: string): boolean {
    return this.#byName.get(name)?.changed ?? false;
  }

  /** The value, of the type that the definition gives it. */
  get<T>(name: string): T {
    const entry = this.#byName.get(name);
    if (entry === undefined) throw new Error(`flag accessed but not defined: ${name}`);
    return entry.variable.value as T;
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
    const entry = this.#byName.get(name);
    return entry === undefined ? '' : entry.definition.value.format(entry.variable.value);
  }

  lookup(name: string): FlagDefinition | undefined {
    return this.#byName.get(name)?.definition;
  }

  byShort(letter: string): FlagDefinition | undefined {
    return this.#byShort.get(letter)?.definition;
  }

  /** All definitions, sorted by name. */
  definitions(): FlagDefinition[] {
    return [...this.#byName.values()].map((entry) => entry.definition).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }
}
