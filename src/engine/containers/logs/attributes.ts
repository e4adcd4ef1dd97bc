/** The labels and variables that log-opts choose to be kept with each line (logger.Info.ExtraAttributes). */
import type { Container } from '../container.ts';
import { sortedMap } from '../config.ts';

function names(text: string | undefined): string[] {
  return (text ?? '').split(',').filter((name) => name !== '');
}

/** Attributes of a container's lines: `labels`, `env`, and their regular expressions; `tag` when it is set. */
export function logAttributes(container: Container): Record<string, string> {
  const options = container.hostConfig.LogConfig.Config ?? {};
  const attrs: Record<string, string> = {};
  const labels = container.config.Labels ?? {};
  const env = new Map((container.config.Env ?? []).map((entry): [string, string] => {
    const at = entry.indexOf('=');
    return at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
  }));
  for (const name of names(options['labels'])) if (labels[name] !== undefined) attrs[name] = labels[name];
  for (const name of names(options['env'])) if (env.has(name)) attrs[name] = env.get(name)!;
  const pattern = (text: string | undefined): RegExp | undefined => (text ? new RegExp(text) : undefined);
  const labelPattern = pattern(options['labels-regex']);
  if (labelPattern) for (const [name, value] of Object.entries(labels)) if (labelPattern.test(name)) attrs[name] = value;
  const envPattern = pattern(options['env-regex']);
  if (envPattern) for (const [name, value] of env) if (envPattern.test(name)) attrs[name] = value;
  if (options['tag'] && !options['tag'].includes('{{')) attrs['tag'] = options['tag'];
  return sortedMap(attrs);
}
