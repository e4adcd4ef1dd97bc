/** httpd.conf: directives and sections (Apache HTTP Server documentation, Configuration Files). */
import type { FsView } from '../../kernel/fs/types.ts';

export interface Directive { readonly name: string; readonly args: readonly string[]; readonly block?: readonly Directive[] }

/** `AH00526: Syntax error on line 3 of /path:` and the reason. */
export class ConfigError extends Error {}

const KNOWN = new Set(['serverroot', 'listen', 'loadmodule', 'user', 'group', 'serveradmin', 'servername', 'serveralias', 'documentroot', 'directory', 'directorymatch', 'files', 'filesmatch', 'location', 'locationmatch', 'virtualhost', 'ifmodule', 'ifdefine', 'ifversion', 'limit', 'limitexcept', 'requireall', 'requireany', 'options', 'allowoverride', 'require', 'directoryindex', 'errorlog', 'loglevel', 'logformat', 'customlog', 'transferlog', 'alias', 'aliasmatch', 'scriptalias', 'scriptaliasmatch', 'typesconfig', 'addtype', 'addhandler', 'addencoding', 'addoutputfilter', 'setenv', 'setenvif', 'include', 'includeoptional', 'redirect', 'redirectmatch', 'rewriteengine', 'rewriterule', 'rewritecond', 'rewritebase', 'proxypass', 'proxypassreverse', 'proxypreservehost', 'proxyrequests', 'header', 'requestheader', 'errordocument', 'timeout', 'keepalive', 'maxkeepaliverequests', 'keepalivetimeout', 'pidfile', 'mutex', 'hostnamelookups', 'accessfilename', 'serversignature', 'servertokens', 'traceenable', 'usecanonicalname', 'enablemmap', 'enablesendfile', 'startservers', 'minsparethreads', 'maxsparethreads', 'threadsperchild', 'maxrequestworkers', 'maxconnectionsperchild', 'threadlimit', 'scriptsock', 'mimemagicfile', 'adddefaultcharset', 'defaulttype', 'sslrandomseed', 'sslengine', 'php_value', 'php_flag', 'order', 'allow', 'deny', 'indexoptions', 'addicon', 'addiconbytype', 'addiconbyencoding', 'defaulticon', 'readmename', 'headername', 'indexignore', 'languagepriority', 'forcelanguagepriority', 'addlanguage', 'browsermatch', 'define', 'undefine', 'fallbackresource', 'sethandler', 'protocols', 'limitrequestbody']);

function words(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) => (double !== undefined ? double.replace(/\\(["\\])/g, '$1') : (single ?? bare ?? '')));
}

/** Reads a configuration with what it includes. Throws ConfigError. */
export function parseConfig(fs: FsView, path: string, root: string): Directive[] {
  const stack: { name: string; args: string[]; block: Directive[] }[] = [{ name: '', args: [], block: [] }];
  const lines = fs.readText(path).replace(/\\\n/g, ' ').split('\n');
  const fail = (line: number, reason: string): ConfigError => new ConfigError(`AH00526: Syntax error on line ${line} of ${path}:\n${reason}`);
  lines.forEach((raw, i) => {
    const text = raw.trim();
    if (text === '' || text.startsWith('#')) return;
    const top = stack.at(-1) as (typeof stack)[number];
    const close = /^<\/(\w+)>$/.exec(text);
    if (close) {
      if (stack.length < 2 || top.name.toLowerCase() !== (close[1] ?? '').toLowerCase()) throw fail(i + 1, `</${close[1]}> without matching <${close[1]}> section`);
      stack.pop();
      const parent = stack.at(-1) as (typeof stack)[number];
      // What depends on a module is taken as if it were loaded, negations as not.
      if (/^if/i.test(top.name)) {
        if (!top.args[0]?.startsWith('!')) parent.block.push(...top.block);
      } else parent.block.push({ name: top.name, args: top.args, block: top.block });
      return;
    }
    const open = /^<(\w+)\s*(.*?)>$/.exec(text);
    const [name = '', ...args] = open ? [open[1] ?? '', ...words(open[2] ?? '')] : words(text);
    if (!KNOWN.has(name.toLowerCase())) throw fail(i + 1, `Invalid command '${open ? `<${name}` : name}', perhaps misspelled or defined by a module not included in the server configuration`);
    if (open) stack.push({ name, args, block: [] });
    else if (/^include(optional)?$/i.test(name)) top.block.push(...include(fs, args[0] ?? '', root, name.toLowerCase() === 'includeoptional', () => fail(i + 1, `Could not open configuration file ${absolute(args[0] ?? '', root)}: No such file or directory`)));
    else top.block.push({ name, args });
  });
  const unclosed = stack.length > 1 ? stack.at(-1) : undefined;
  if (unclosed) throw new ConfigError(`httpd: Syntax error on line ${lines.length} of ${path}: ${path}:${lines.length}: <${unclosed.name}> was not closed.`);
  return stack[0]?.block ?? [];
}

export function absolute(path: string, root: string): string {
  return path.startsWith('/') ? path : `${root}/${path}`;
}

function include(fs: FsView, pattern: string, root: string, optional: boolean, failure: () => ConfigError): Directive[] {
  const path = absolute(pattern, root);
  if (!/[*?]/.test(path)) {
    if (fs.exists(path)) return parseConfig(fs, path, root);
    if (optional) return [];
    throw failure();
  }
  const folder = path.slice(0, path.lastIndexOf('/'));
  const match = new RegExp(`^${path.slice(folder.length + 1).replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.')}$`);
  if (!fs.exists(folder)) return [];
  return fs.readdir(folder).filter((entry) => match.test(entry.name)).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => parseConfig(fs, `${folder}/${entry.name}`, root));
}

/** The last directive of that name, as Apache lets later ones win. */
export function last(directives: readonly Directive[], name: string): Directive | undefined {
  return directives.findLast((directive) => directive.name.toLowerCase() === name);
}

export function all(directives: readonly Directive[], name: string): Directive[] {
  return directives.filter((directive) => directive.name.toLowerCase() === name);
}
