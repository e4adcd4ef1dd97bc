/** Where apt fetches from: sources.list(5), and the lists it has fetched. */
import type { FsView } from '../../kernel/fs/types.ts';
import { parseStanzas, type Stanza } from './archive.ts';
import { MIRROR } from './mirror-host.ts';

export const LISTS = '/var/lib/apt/lists';

export interface Source { readonly uri: string; readonly suite: string; readonly component: string }

export function sources(fs: FsView): Source[] {
  const found: Source[] = [];
  const add = (uri: string, suites: readonly string[], components: readonly string[]): void => {
    for (const suite of suites) found.push({ uri: uri.replace(/\/$/, ''), suite, component: components[0] ?? 'main' });
  };
  const read = (path: string): void => {
    const text = fs.readText(path);
    if (path.endsWith('.sources')) {
      for (const block of text.split(/\n\s*\n/)) {
        const field = (name: string): string[] => (new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(block)?.[1] ?? '').split(/\s+/).filter((word) => word !== '');
        for (const uri of field('URIs')) add(uri, field('Suites'), field('Components'));
      }
    } else {
      for (const line of text.split('\n')) {
        const [type, ...words] = line.replace(/#.*/, '').replace(/\[[^\]]*\]/, '').trim().split(/\s+/);
        if (type === 'deb' && words[0] !== undefined) add(words[0], words.slice(1, 2), words.slice(2));
      }
    }
  };
  if (fs.exists('/etc/apt/sources.list')) read('/etc/apt/sources.list');
  const folder = '/etc/apt/sources.list.d';
  if (fs.exists(folder)) for (const entry of fs.readdir(folder).sort((a, b) => (a.name < b.name ? -1 : 1))) if (/\.(list|sources)$/.test(entry.name)) read(`${folder}/${entry.name}`);
  if (found.length > 0) return found;
  const codename = fs.exists('/etc/os-release') ? (/^VERSION_CODENAME=(\w+)$/m.exec(fs.readText('/etc/os-release'))?.[1] ?? 'bookworm') : 'bookworm';
  return [{ uri: `http://${MIRROR}/debian`, suite: codename, component: 'main' }];
}

/** Name of the file that keeps a source's index. */
export function listFile(source: Source): string {
  return `${source.uri.replace(/^http:\/\//, '').replaceAll('/', '_')}_dists_${source.suite.replaceAll('/', '_')}_${source.component}_binary-amd64_Packages`;
}

/** A package of the fetched lists, with where it comes from. */
export interface Candidate extends Stanza { readonly source: Source }

export function candidates(fs: FsView): Map<string, Candidate> {
  const found = new Map<string, Candidate>();
  for (const source of sources(fs)) {
    const path = `${LISTS}/${listFile(source)}`;
    if (fs.exists(path)) for (const stanza of parseStanzas(fs.readText(path))) if (!found.has(stanza.name)) found.set(stanza.name, { ...stanza, source });
  }
  return found;
}
