/** The interpreter of sed scripts. */
import type { Proc, Sys } from '../../../kernel/sys.ts';
import { Output } from '../../../kernel/stdio.ts';
import { isSysError } from '../../../kernel/errno.ts';
import { captureCommand } from '../run-shell.ts';
import type { SedInput } from './input.ts';
import type { Address, Command, RangeEnd } from './script.ts';
import { substitute } from './substitute.ts';

export interface SedOptions { readonly quiet: boolean; readonly newline: string; readonly posix: boolean; readonly lineLength: number; readonly unbuffered: boolean }

/** What happens to the lines of a file that `q` leaves unread. */
export class SedMachine {
  out: { write(text: string): Sys<void>; flush(): Sys<void> };
  #pattern = '';
  #hold = '';
  #appended: ({ kind: 'text'; text: string } | { kind: 'file' | 'line'; path: string })[] = [];
  #substituted = false;
  #lastRegex: RegExp | undefined;
  #missingNewline = false;
  readonly #files = new Map<string, Output>();
  readonly #readers = new Map<string, string[]>();
  readonly #proc: Proc;
  readonly #commands: readonly Command[];
  readonly #input: SedInput;
  readonly #options: SedOptions;

  constructor(proc: Proc, commands: readonly Command[], input: SedInput, options: SedOptions, out: SedMachine['out']) {
    this.#proc = proc;
    this.#commands = commands;
    this.#input = input;
    this.#options = options;
    this.out = out;
    for (const command of commands) {
      const path = command.name === 'w' || command.name === 'W' ? command.text : command.substitution?.file;
      if (path !== undefined) this.#file(path);
    }
  }

  /** Runs over all lines; the exit code of `q` or 0. */
  *run(): Sys<number> {
    let restart = false;
    for (let cycles = 0; ; cycles++) {
      if ((cycles & 63) === 0) yield* this.#proc.step(19_200);
      if (!restart) {
        const line = yield* this.#input.next();
        if (line === undefined) break;
        this.#pattern = line;
      }
      restart = false;
      this.#substituted = false;
      const action = yield* this.#cycle();
      if (action === 'restart') restart = true;
      if (typeof action === 'number') {
        yield* this.#end();
        return action;
      }
      if (action === 'end' || action === 'restart-quiet') yield* this.#flushAppended();
      if (this.#options.unbuffered) yield* this.out.flush();
      if (restart) yield* this.#flushAppended();
    }
    yield* this.#end();
    return 0;
  }

  *#end(): Sys<void> {
    yield* this.#flushAppended();
    for (const file of this.#files.values()) yield* file.flush();
  }

  *#print(text: string): Sys<void> {
    yield* this.#put(text, this.#input.terminated);
  }

  *#put(text: string, newline: boolean): Sys<void> {
    if (this.#missingNewline) yield* this.out.write(this.#options.newline);
    yield* this.out.write(newline ? text + this.#options.newline : text);
    this.#missingNewline = !newline;
  }

  /** A file is done: its missing newline stays missing. */
  fileEnded(): void {
    this.#missingNewline = false;
  }

  *#flushAppended(): Sys<void> {
    if (this.#appended.length === 0) return;
    const list = this.#appended;
    this.#appended = [];
    for (const each of list) {
      if (each.kind === 'text') yield* this.#put(each.text, true);
      else if (each.kind === 'file') {
        try {
          const text = each.path === '/dev/stdin' ? '' : this.#proc.readText(each.path);
          if (text !== '') {
            if (this.#missingNewline) yield* this.out.write(this.#options.newline);
            this.#missingNewline = false;
            yield* this.out.write(text);
          }
        } catch (error) {
          if (!isSysError(error)) throw error;
        }
      } else {
        const line = this.#readLine(each.path);
        if (line !== undefined) yield* this.#put(line, true);
      }
    }
  }

  #readLine(path: string): string | undefined {
    let lines = this.#readers.get(path);
    if (!lines) {
      try {
        lines = this.#proc.readText(path).replace(/\n$/, '').split('\n');
      } catch (error) {
        if (!isSysError(error)) throw error;
        lines = [];
      }
      this.#readers.set(path, lines);
    }
    return lines.shift();
  }

  #file(path: string): Output {
    let file = this.#files.get(path);
    if (!file) {
      const fd = path === '/dev/stdout' ? 1 : path === '/dev/stderr' ? 2 : this.#proc.open(path, { write: true, create: true, truncate: true }, 0o666);
      file = new Output(this.#proc, fd);
      this.#files.set(path, file);
    }
    return file;
  }

  *#toFile(path: string, text: string): Sys<void> {
    if (path === '/dev/stdout') {
      yield* this.#print(text);
      return;
    }
    const file = this.#file(path);
    yield* file.write(text + this.#options.newline);
    yield* file.flush();
  }

  *#matches(address: Address): Sys<boolean> {
    switch (address.kind) {
      case 'line': return this.#input.line === address.line;
      case 'step': return address.step <= 0 ? this.#input.line === address.first : this.#input.line >= address.first && (this.#input.line - address.first) % address.step === 0;
      case 'last': return yield* this.#input.last();
      case 'zero': return false;
      case 'regex': return this.#test(address.regex);
    }
  }

  #test(regex: RegExp | null): boolean {
    const used = this.#regex(regex);
    used.lastIndex = 0;
    return used.test(this.#pattern);
  }

  #regex(regex: RegExp | null): RegExp {
    if (regex) this.#lastRegex = regex;
    return this.#lastRegex ?? /(?:)/g;
  }

  *#selected(command: Command): Sys<boolean> {
    const { from, to } = command;
    if (!from) return !command.negated;
    if (!to) return (yield* this.#matches(from)) !== command.negated;
    return (yield* this.#inRange(command, from, to)) !== command.negated;
  }

  *#inRange(command: Command, from: Address, to: RangeEnd): Sys<boolean> {
    const { line } = this.#input;
    if (from.kind === 'zero' && command.rangeEnd === undefined && line === 1) command.rangeEnd = -1;
    else if (command.rangeEnd === undefined) {
      if (!(yield* this.#matches(from))) return false;
      if (to.kind === 'line') command.rangeEnd = to.line;
      else if (to.kind === 'plus') command.rangeEnd = line + to.count;
      else if (to.kind === 'multiple') command.rangeEnd = to.of === 0 ? line : Math.ceil(line / to.of) * to.of;
      else command.rangeEnd = -1;
      if (command.rangeEnd === -1 && to.kind === 'last' && (yield* this.#input.last())) command.rangeEnd = undefined;
      else if (command.rangeEnd !== -1 && (command.rangeEnd ?? 0) <= line) command.rangeEnd = undefined;
      return true;
    }
    if (command.rangeEnd === -1) {
      if (to.kind === 'last' ? yield* this.#input.last() : to.kind === 'regex' ? this.#test(to.regex) : to.kind === 'step' ? yield* this.#matches(to) : false) command.rangeEnd = from.kind === 'zero' ? Infinity : undefined;
      return true;
    }
    if (command.rangeEnd === Infinity) return false;
    const end = command.rangeEnd ?? 0;
    if (line >= end) command.rangeEnd = undefined;
    return line <= end;
  }

  /** One cycle: `end` after the automatic print, `restart` for D, a number to quit. */
  *#cycle(): Sys<'end' | 'restart' | 'restart-quiet' | number> {
    const { quiet } = this.#options;
    for (let at = 0, steps = 1; at < this.#commands.length; at++, steps++) {
      if ((steps & 255) === 0) yield* this.#proc.step(12_800);
      const command = this.#commands[at] as Command;
      if (command.name === ':' || command.name === '}') continue;
      if (!(yield* this.#selected(command))) {
        if (command.name === '{') at = command.target ?? at;
        continue;
      }
      switch (command.name) {
        case '{': break;
        case 's': yield* this.#substitute(command); break;
        case 'p': yield* this.#print(this.#pattern); break;
        case 'd': return 'restart-quiet';
        case 'D': {
          const newline = this.#pattern.indexOf('\n');
          if (newline < 0) return 'restart-quiet';
          this.#pattern = this.#pattern.slice(newline + 1);
          return 'restart';
        }
        case 'P': yield* this.#put(this.#pattern.split('\n', 1)[0] ?? '', true); break;
        case 'h': this.#hold = this.#pattern; break;
        case 'H': this.#hold += `\n${this.#pattern}`; break;
        case 'g': this.#pattern = this.#hold; break;
        case 'G': this.#pattern += `\n${this.#hold}`; break;
        case 'x': [this.#pattern, this.#hold] = [this.#hold, this.#pattern]; break;
        case 'z': this.#pattern = ''; break;
        case '=': yield* this.out.write(`${this.#input.line}\n`); break;
        case 'F': yield* this.out.write(`${this.#input.name}\n`); break;
        case 'l': yield* this.out.write(`${visible(this.#pattern, command.number ?? this.#options.lineLength)}\n`); break;
        case 'y': {
          let text = '';
          for (const char of this.#pattern) text += command.map?.get(char) ?? char;
          this.#pattern = text;
          break;
        }
        case 'n': {
          if (yield* this.#input.last()) {
            if (!quiet && !this.#options.posix) yield* this.#print(this.#pattern);
            return 0;
          }
          if (!quiet) yield* this.#print(this.#pattern);
          yield* this.#flushAppended();
          this.#pattern = (yield* this.#input.next()) ?? '';
          break;
        }
        case 'N': {
          if (yield* this.#input.last()) {
            if (!quiet && !this.#options.posix) yield* this.#print(this.#pattern);
            yield* this.#flushAppended();
            const more = yield* this.#input.next();
            if (more === undefined) return 0;
            this.#pattern = more;
            at = -1;
            break;
          }
          yield* this.#flushAppended();
          this.#pattern += `\n${(yield* this.#input.next()) ?? ''}`;
          break;
        }
        case 'a': this.#appended.push({ kind: 'text', text: command.text ?? '' }); break;
        case 'i': yield* this.out.write(`${command.text ?? ''}\n`); break;
        case 'c': {
          if (command.to === undefined || command.negated || command.rangeEnd === undefined) yield* this.#put(command.text ?? '', true);
          return 'restart-quiet';
        }
        case 'r': this.#appended.push({ kind: 'file', path: command.text ?? '' }); break;
        case 'R': this.#appended.push({ kind: 'line', path: command.text ?? '' }); break;
        case 'w': yield* this.#toFile(command.text ?? '', this.#pattern); break;
        case 'W': yield* this.#toFile(command.text ?? '', this.#pattern.split('\n', 1)[0] ?? ''); break;
        case 'b': at = command.target ?? at; break;
        case 't':
          if (this.#substituted) {
            this.#substituted = false;
            at = command.target ?? at;
          }
          break;
        case 'T':
          if (!this.#substituted) at = command.target ?? at;
          this.#substituted = false;
          break;
        case 'q':
          if (!quiet) yield* this.#print(this.#pattern);
          return command.number ?? 0;
        case 'Q': return command.number ?? 0;
        case 'e': {
          yield* this.out.flush();
          const output = yield* captureCommand(this.#proc, command.text === '' ? this.#pattern : (command.text ?? ''));
          if (command.text === '') this.#pattern = output.replace(/\n$/, '');
          else yield* this.out.write(output);
          break;
        }
      }
    }
    if (!quiet) yield* this.#print(this.#pattern);
    return 'end';
  }

  *#substitute(command: Command): Sys<void> {
    const { substitution } = command;
    if (!substitution) return;
    const result = substitute(this.#pattern, this.#regex(substitution.regex), substitution);
    if (result === undefined) return;
    this.#pattern = result;
    this.#substituted = true;
    if (substitution.evaluate) {
      yield* this.out.flush();
      this.#pattern = (yield* captureCommand(this.#proc, this.#pattern)).replace(/\n$/, '');
    }
    if (substitution.print) yield* this.#print(this.#pattern);
    if (substitution.file !== undefined) yield* this.#toFile(substitution.file, this.#pattern);
  }
}

const encoder = new TextEncoder();

/** The unambiguous form of `l`. */
function visible(text: string, width: number): string {
  const pieces: string[] = [];
  for (const char of text) {
    const named: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r', '\f': '\\f', '\v': '\\v', '\x07': '\\a', '\b': '\\b' };
    if (named[char] !== undefined) pieces.push(named[char] ?? '');
    else if (char >= ' ' && char <= '~') pieces.push(char);
    else for (const byte of encoder.encode(char)) pieces.push(`\\${byte.toString(8).padStart(3, '0')}`);
  }
  let out = '';
  let column = 0;
  for (const piece of pieces) {
    if (width > 1 && column + piece.length > width - 1) {
      out += '\\\n';
      column = 0;
    }
    out += piece;
    column += piece.length;
  }
  return `${out}$`;
}
