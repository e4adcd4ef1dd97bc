/** set, shopt */
import { SET_OPTIONS, letterOption } from '../options.ts';
import { listFunctions, listVariables } from './declare.ts';
import { badOption, parseOptions } from './options.ts';
import type { Builtin } from './table.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';

/** Options that dash and ash know, in the order of their `set -o`. */
const POSIX_OPTIONS = ['errexit', 'noglob', 'ignoreeof', 'interactive', 'monitor', 'noexec', 'stdin', 'xtrace', 'verbose', 'vi', 'emacs', 'noclobber', 'allexport', 'notify', 'nounset', 'pipefail'];

function knownOption(sh: Shell, name: string): boolean {
  if (sh.isBash) return SET_OPTIONS.some((entry) => entry[0] === name);
  return POSIX_OPTIONS.includes(name) && !(name === 'pipefail' && sh.dialect === 'dash');
}

function change(sh: Shell, name: string, on: boolean): void {
  if (on) sh.options.add(name);
  else sh.options.delete(name);
  if (name === 'monitor') sh.onMonitor?.(on);
  if (on && name === 'vi') sh.options.delete('emacs');
  if (on && name === 'emacs') sh.options.delete('vi');
}

function* listOptions(sh: Shell, reusable: boolean): Sys<void> {
  let out = !sh.isBash && !reusable ? 'Current option settings\n' : '';
  const names = sh.isBash ? SET_OPTIONS.map((entry) => entry[0]) : POSIX_OPTIONS.filter((name) => knownOption(sh, name));
  for (const name of names) {
    const on = sh.option(name);
    out += reusable ? `set ${on ? '-' : '+'}o ${name}\n` : sh.isBash ? `${name.padEnd(15)}\t${on ? 'on' : 'off'}\n` : `${name.padEnd(16)}${on ? 'on' : 'off'}\n`;
  }
  yield* sh.proc.write(1, out);
}

/**
 * Options in front of a command line, as `set` and the shell itself take them. Returns the index of the first word that is none, or a
 * status after a complaint. `--` and `-` end them.
 */
function* setOptions(sh: Shell, words: readonly string[], first: number): Sys<{ index: number; parameters: boolean } | { status: number }> {
  let i = first;
  for (; i < words.length; i++) {
    const word = words[i] as string;
    if (word === '--') return { index: i + 1, parameters: true };
    if (word === '-') {
      change(sh, 'xtrace', false);
      change(sh, 'verbose', false);
      return { index: i + 1, parameters: i + 1 < words.length };
    }
    if (!/^[-+]./.test(word)) break;
    const on = word.startsWith('-');
    for (const letter of word.slice(1)) {
      if (letter === 'o') {
        const name = words[i + 1];
        if (name === undefined) {
          yield* listOptions(sh, !on);
          continue;
        }
        i++;
        if (!knownOption(sh, name)) {
          if (sh.isBash) yield* sh.warn(`${words[0]}: ${name}: invalid option name`);
          else return yield* sh.fail(sh.dialect === 'dash' ? `${words[0]}: Illegal option -o ${name}` : `illegal option -o ${name}`, 2, true);
          return { status: 2 };
        }
        change(sh, name, on);
        continue;
      }
      const name = letterOption(letter);
      if (name === undefined || letter === 'i' || letter === 's' || letter === 'c') {
        if (!sh.isBash) return yield* sh.fail(sh.dialect === 'dash' ? `${words[0]}: Illegal option ${word[0]}${letter}` : `illegal option ${word[0]}${letter}`, 2, true);
        return { status: yield* badOption(sh, words[0] as string, `${word[0]}${letter}`, set.usage) };
      }
      change(sh, name, on);
    }
  }
  return { index: i, parameters: i < words.length };
}

const set: Builtin = {
  name: 'set',
  usage: 'set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]',
  *run(sh, words) {
    if (words.length === 1) {
      yield* listVariables(sh);
      if (sh.isBash) yield* listFunctions(sh);
      return 0;
    }
    const result = yield* setOptions(sh, words, 1);
    if ('status' in result) return result.status;
    if (result.parameters) sh.parameters = words.slice(result.index);
    return 0;
  },
};

const shopt: Builtin = {
  name: 'shopt',
  usage: 'shopt [-pqsu] [-o] [optname ...]',
  shells: ['bash'],
  *run(sh, words) {
    const parsed = yield* parseOptions(sh, words, 'pqsuo', shopt.usage);
    if (parsed === undefined) return 2;
    const { flags, rest } = parsed;
    const overSet = flags.has('o');
    const isOn = (name: string): boolean => (overSet ? sh.option(name) : sh.shopted(name));
    const all = overSet ? SET_OPTIONS.map((entry) => entry[0]) : [...sh.shopt.keys()];
    const line = (name: string): string => {
      if (!flags.has('p')) return `${name.padEnd(15)}\t${isOn(name) ? 'on' : 'off'}\n`;
      return overSet ? `set ${isOn(name) ? '-' : '+'}o ${name}\n` : `shopt ${isOn(name) ? '-s' : '-u'} ${name}\n`;
    };
    if (rest.length === 0) {
      const wanted = all.filter((name) => (flags.has('s') ? isOn(name) : flags.has('u') ? !isOn(name) : true));
      yield* sh.proc.write(1, wanted.map(line).join(''));
      return 0;
    }
    let status = 0;
    for (const name of rest) {
      if (!all.includes(name)) {
        yield* sh.warn(`shopt: ${name}: invalid ${overSet ? 'option name' : 'shell option name'}`);
        status = 1;
      } else if (flags.has('s') || flags.has('u')) {
        if (overSet) change(sh, name, flags.has('s'));
        else sh.shopt.set(name, flags.has('s'));
      } else {
        if (!flags.has('q')) yield* sh.proc.write(1, line(name));
        if (!isOn(name)) status = 1;
      }
    }
    return status;
  },
};

export const SET: readonly Builtin[] = [set, shopt];
