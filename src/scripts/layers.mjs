// The layer rule of the house as an oxlint plugin: who may import whom (see CONTRIBUTING.md).
import { dirname, relative, resolve, sep } from 'node:path';
import { builtinModules } from 'node:module';

/** Folders of `src/`, from the top line to the bottom one. Folders on one line never import each other. */
export const lines = [
  ['pages', 'layouts', 'components', 'styles'],
  ['workbench', 'headless'],
  ['course'],
  ['machine'],
  ['docker', 'buildx', 'compose', 'engine', 'shell', 'userland'],
  ['kernel'],
  ['formats', 'api'],
];

/** The top line is one thing in four folders: an Astro page uses its layout, its components and its styles. */
const site = new Set(lines[0]);
const rank = new Map(lines.flatMap((line, at) => line.map((folder) => [folder, at])));
const browserPackages = /^(preact|zustand|@xterm|astro|marked|pagefind|@codemirror)([/:]|$)/;
const nodeModules = new Set(builtinModules);

/**
 * Says why `specifier` may not be imported by the file at `path` (relative to the root, `/` as separator),
 * or undefined when it may.
 */
export function forbidden(path, specifier) {
  const from = folderOf(path);
  const at = rank.get(from);
  if (at === undefined) return undefined;
  const portable = at > 1;
  if (specifier.startsWith('.')) {
    const to = folderOf(relative('/', resolve('/', dirname(path), specifier)).split(sep).join('/'));
    if (to === from || !rank.has(to)) return undefined;
    if (site.has(from) && site.has(to)) return undefined;
    const below = rank.get(to);
    if (below > at) return undefined;
    return below === at ? `${from}/ and ${to}/ are neighbours: they meet as programs do` : `${from}/ stands below ${to}/`;
  }
  const bare = specifier.replace(/^node:/, '');
  const isNode = specifier.startsWith('node:') || nodeModules.has(bare);
  if (isNode && (portable || from === 'workbench')) return `${from}/ knows no Node`;
  const isBrowser = browserPackages.test(specifier) && !(from === 'course' && specifier === 'marked');
  if (isBrowser && portable) return `${from}/ knows no page`;
  return undefined;
}

function folderOf(path) {
  const parts = path.split('/');
  return parts[0] === 'src' && parts.length > 2 ? parts[1] : '';
}

const layers = {
  create(context) {
    const path = relative(context.cwd, context.filename).split(sep).join('/');
    const check = (node) => {
      const specifier = node.source?.value;
      if (typeof specifier !== 'string') return;
      const why = forbidden(path, specifier);
      if (why) context.report({ node: node.source, message: `'${specifier}' may not be imported here: ${why}.` });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

const impureMembers = new Set(['localeCompare', 'toLocaleString', 'toLocaleUpperCase', 'toLocaleLowerCase', 'toLocaleDateString', 'toLocaleTimeString']);

/** `Math.random()` and methods that ask the locale; the globals are named in .oxlintrc.json. */
const deterministic = {
  create(context) {
    return {
      MemberExpression(node) {
        const name = node.computed ? node.property.value : node.property.name;
        const isRandom = name === 'random' && node.object.type === 'Identifier' && node.object.name === 'Math';
        if (isRandom || impureMembers.has(name)) {
          context.report({ node, message: `'${name}' is not deterministic: take randomness, time and order from the kernel.` });
        }
      },
    };
  },
};

export default { meta: { name: 'drydock' }, rules: { layers, deterministic } };
