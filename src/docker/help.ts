/** Help texts, made from the command tables (docker/cli cli/cobra.go, usageTemplate). */
import { flagUsages } from '../formats/pflag/usage.ts';
import type { Flag, Requirements } from './command.ts';
import type { CommandNode } from './command-node.ts';

/** Decides what of the tree the daemon at hand lets the user see. */
export type Visibility = (requirements: Requirements) => boolean;

const EXPERIMENTAL = `

EXPERIMENTAL:
  PATH is an experimental feature.
  Experimental features provide early access to product functionality. These
  features may change between releases without warning, or can be removed from a
  future release. Learn more about experimental features in our documentation:
  https://docs.docker.com/go/experimental/`;

/** The help text of a command, wrapped at `columns`, ending with a newline. */
export function helpText(node: CommandNode, columns: number, visible: Visibility): string {
  const { command } = node;
  // `docker bake` is of use with the buildx plug-in alone.
  const buildx = node.children.some((child) => child.plugin && child.name === 'buildx');
  const shown = node.children.filter((child) => !child.head.hidden && visible(child.head) && (child.name !== 'bake' || buildx));
  const hasCommands = node.children.length > 0;
  const flags = visibleFlags(node, visible);
  const options = flags.length > 0 ? flagUsages(flags, columns - 1).trimEnd() : '';
  let out = hasCommands ? `Usage:  ${node.path}${options === '' ? '' : ' [OPTIONS]'} COMMAND` : `Usage:  ${node.useLine}`;
  out += `\n\n${(command.long ?? command.short).trim()}`;
  if (isExperimental(node)) out += EXPERIMENTAL.replace('PATH', node.path);
  const aliases = aliasLine(node);
  if (aliases !== '') out += `\n\nAliases:\n  ${aliases}`;
  if (command.example !== undefined) out += `\n\nExamples:\n${command.example}`;
  if (node.parent !== undefined && options !== '') out += `\n\nOptions:\n${options}`;
  out += section('Common Commands', shown.filter((c) => isTop(node, c)).sort((a, b) => (a.head.top ?? 0) - (b.head.top ?? 0)));
  const groups = shown.filter((c) => c.plugin || c.children.length > 0);
  out += section('Management Commands', groups.filter((c) => c.head.swarm === undefined));
  out += section('Swarm Commands', groups.filter((c) => c.head.swarm !== undefined));
  out += section('Commands', shown.filter((c) => !c.plugin && c.children.length === 0 && !isTop(node, c)));
  if (node.parent === undefined && options !== '') out += `\n\nGlobal Options:\n${options}`;
  if (hasCommands) out += `\n\nRun '${node.path} COMMAND --help' for more information on a command.`;
  if (node.parent === undefined) out += `\n\nFor more help on how to use Docker, head to https://docs.docker.com/go/guides/`;
  return `${out}\n`;
}

/** Flags that help shows: neither hidden nor refused by the daemon. */
export function visibleFlags(node: CommandNode, visible: Visibility): Flag[] {
  return node.flags.filter((flag) => !flag.hidden && visible(flag)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function section(title: string, nodes: readonly CommandNode[]): string {
  if (nodes.length === 0) return '';
  // cobra's NamePadding is at least 11
  const width = Math.max(11, ...(nodes[0]?.parent?.children ?? []).map((child) => child.name.length));
  return `\n\n${title}:${nodes.map((c) => `\n  ${(c.plugin ? `${c.name}*` : c.name).padEnd(width + 1)}${c.head.short}`).join('')}`;
}

const isTop = (node: CommandNode, child: CommandNode): boolean => node.parent === undefined && child.head.top !== undefined;

function isExperimental(node: CommandNode): boolean {
  return node.head.experimentalCLI === true || (node.parent !== undefined && isExperimental(node.parent));
}

function aliasLine(node: CommandNode): string {
  if (node.command.aliasLine !== undefined) return node.command.aliasLine;
  const aliases = node.command.aliases ?? [];
  if (aliases.length === 0) return '';
  return [node.path, ...aliases.map((alias) => `${node.parent?.path} ${alias}`)].join(', ');
}
