/** Options of `set -o` with their letters, and of `shopt`. */

/** `set -o` names in the order bash lists them, with their letter ('' when there is none). */
export const SET_OPTIONS: readonly (readonly [name: string, letter: string])[] = [
  ['allexport', 'a'], ['braceexpand', 'B'], ['emacs', ''], ['errexit', 'e'], ['errtrace', 'E'], ['functrace', 'T'], ['hashall', 'h'], ['histexpand', 'H'],
  ['history', ''], ['ignoreeof', ''], ['interactive-comments', ''], ['keyword', 'k'], ['monitor', 'm'], ['noclobber', 'C'], ['noexec', 'n'], ['noglob', 'f'],
  ['nolog', ''], ['notify', 'b'], ['nounset', 'u'], ['onecmd', 't'], ['physical', 'P'], ['pipefail', ''], ['posix', ''], ['privileged', 'p'],
  ['verbose', 'v'], ['vi', ''], ['xtrace', 'x'],
];

/** Options of a shell as they are at the start. */
export function defaultSetOptions(interactive: boolean, bash: boolean): Set<string> {
  const on = bash ? ['braceexpand', 'hashall', 'interactive-comments'] : [];
  if (interactive && bash) on.push('emacs', 'histexpand', 'history', 'monitor');
  return new Set(on);
}

export function letterOption(letter: string): string | undefined {
  return SET_OPTIONS.find((entry) => entry[1] === letter)?.[0];
}

/** Value of `$-`. */
export function optionLetters(on: ReadonlySet<string>, extra: string): string {
  const order = 'abefhkmnptuvxBCEHPT';
  const letters = [...order].filter((letter) => on.has(letterOption(letter) ?? ''));
  const lower = letters.filter((letter) => letter >= 'a').join('');
  const upper = letters.filter((letter) => letter < 'a').join('');
  const i = extra.includes('i') ? 'i' : '';
  return [...lower, i].filter(Boolean).sort().join('') + upper + extra.replace('i', '');
}

/** `shopt` names with their value in a non-interactive bash 5.2. */
export const SHOPT_DEFAULTS: Readonly<Record<string, boolean>> = {
  autocd: false, assoc_expand_once: false, cdable_vars: false, cdspell: false, checkhash: false, checkjobs: false, checkwinsize: true, cmdhist: true,
  compat31: false, compat32: false, compat40: false, compat41: false, compat42: false, compat43: false, compat44: false, complete_fullquote: true,
  direxpand: false, dirspell: false, dotglob: false, execfail: false, expand_aliases: false, extdebug: false, extglob: false, extquote: true,
  failglob: false, force_fignore: true, globasciiranges: true, globskipdots: true, globstar: false, gnu_errfmt: false, histappend: false, histreedit: false,
  histverify: false, hostcomplete: true, huponexit: false, inherit_errexit: false, interactive_comments: true, lastpipe: false, lithist: false,
  localvar_inherit: false, localvar_unset: false, login_shell: false, mailwarn: false, no_empty_cmd_completion: false, nocaseglob: false, nocasematch: false,
  noexpand_translation: false, nullglob: false, patsub_replacement: true, progcomp: true, progcomp_alias: false, promptvars: true, restricted_shell: false,
  shift_verbose: false, sourcepath: true, varredir_close: false, xpg_echo: false,
};
