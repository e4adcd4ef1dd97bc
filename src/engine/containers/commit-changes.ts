/** `docker commit --change`: the Dockerfile instructions that change a configuration (moby builder/dockerfile.BuildFromConfig). */
import type { ContainerConfig } from '../../api/container.ts';
import { DaemonError } from '../daemon.ts';

const VALID = ['CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'ENV', 'EXPOSE', 'LABEL', 'ONBUILD', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR'];

function jsonArray(text: string): string[] | undefined {
  if (!text.trimStart().startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

function commandOf(text: string, config: Partial<ContainerConfig>): string[] {
  return jsonArray(text) ?? [...(config.Shell ?? ['/bin/sh', '-c']), text];
}

/** Words with quotes and backslashes as Dockerfiles have them. */
function words(text: string): string[] {
  const out: string[] = [];
  let word = '';
  let quote = '';
  let begun = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '\\' && quote !== "'" && i + 1 < text.length) word += text[++i];
    else if (quote !== '') {
      if (c === quote) quote = '';
      else word += c;
    } else if (c === '"' || c === "'") {
      quote = c;
      begun = true;
    } else if (/\s/.test(c)) {
      if (word !== '' || begun) out.push(word);
      word = '';
      begun = false;
    } else word += c;
  }
  if (word !== '' || begun) out.push(word);
  return out;
}

/** `K=V …`, or the older `K V`. */
function pairs(instruction: string, text: string): [string, string][] {
  const [first = ''] = text.split(/\s+/, 1);
  if (!first.includes('=')) {
    const rest = text.slice(first.length).trim();
    if (rest === '') throw new DaemonError(400, `${instruction} must have two arguments`);
    return [[first, rest]];
  }
  return words(text).map((word) => {
    const at = word.indexOf('=');
    if (at < 0) throw new DaemonError(400, `Syntax error - can't find = in ${JSON.stringify(word)}. Must be of the form: name=value`);
    return [word.slice(0, at), word.slice(at + 1)];
  });
}

/** Applies one line each; 400 `RUN is not a valid change command`. */
export function applyChanges(base: ContainerConfig, changes: readonly string[]): ContainerConfig {
  const config: ContainerConfig = { ...base };
  for (const line of changes.flatMap((change) => change.split('\n')).map((text) => text.trim()).filter((text) => text !== '' && !text.startsWith('#'))) {
    const [name = ''] = line.split(/\s+/, 1);
    const instruction = name.toUpperCase();
    const rest = line.slice(name.length).trim();
    if (!VALID.includes(instruction)) throw new DaemonError(400, `${instruction} is not a valid change command`);
    switch (instruction) {
      case 'CMD':
        config.Cmd = commandOf(rest, config);
        break;
      case 'ENTRYPOINT':
        config.Entrypoint = commandOf(rest, config);
        // A new entry point makes the image's old command meaningless.
        if (!changes.some((change) => /^\s*CMD\s/i.test(change))) config.Cmd = null;
        break;
      case 'ENV': {
        const env = new Map((config.Env ?? []).map((entry): [string, string] => [entry.split('=', 1)[0]!, entry.slice(entry.indexOf('=') + 1)]));
        for (const [key, value] of pairs('ENV', rest)) env.set(key, value);
        config.Env = [...env].map(([key, value]) => `${key}=${value}`);
        break;
      }
      case 'LABEL':
        config.Labels = { ...config.Labels, ...Object.fromEntries(pairs('LABEL', rest)) };
        break;
      case 'EXPOSE':
        config.ExposedPorts = { ...config.ExposedPorts, ...Object.fromEntries(words(rest).map((port) => [port.includes('/') ? port : `${port}/tcp`, {}])) };
        break;
      case 'VOLUME':
        config.Volumes = { ...config.Volumes, ...Object.fromEntries((jsonArray(rest) ?? words(rest)).map((path) => [path, {}])) };
        break;
      case 'USER':
        config.User = rest;
        break;
      case 'WORKDIR':
        config.WorkingDir = rest.startsWith('/') ? rest : `${config.WorkingDir.replace(/\/$/, '')}/${rest}`;
        break;
      case 'STOPSIGNAL':
        config.StopSignal = rest;
        break;
      case 'ONBUILD':
        config.OnBuild = [...(config.OnBuild ?? []), rest];
        break;
      case 'HEALTHCHECK': {
        const m = /(?:^|\s)(NONE|CMD)\b\s*(.*)$/i.exec(rest);
        if (m?.[1]?.toUpperCase() === 'NONE') config.Healthcheck = { Test: ['NONE'] };
        else config.Healthcheck = { Test: jsonArray(m?.[2] ?? '') ? ['CMD', ...jsonArray(m?.[2] ?? '')!] : ['CMD-SHELL', m?.[2] ?? ''] };
        break;
      }
    }
  }
  return config;
}
