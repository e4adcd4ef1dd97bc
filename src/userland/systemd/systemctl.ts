import { isSysError } from '../../kernel/errno.ts';
import { Lines } from '../../kernel/stdio.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { humanDuration, strftime } from '../dates.ts';
import { tool, type Tool } from '../tool.ts';
import { JOURNAL, readJournal } from './journal.ts';
import { CONTROL_SOCKET, type ControlReply, type ControlRequest, type UnitStatus } from './protocol.ts';
import { isEnabled, loadUnit, setting, unitName } from './unit.ts';

export const systemctl = tool({
  name: 'systemctl',
  package: 'systemd 252',
  synopsis: ['[OPTIONS...] COMMAND ...'],
  summary: 'Query or send control commands to the system manager.\n\nCommands: start stop restart reload status is-active is-enabled is-failed enable disable cat show\ndaemon-reload list-units list-unit-files reset-failed',
  options: [
    { short: 'n', long: 'lines', argument: 'INTEGER', help: 'Number of journal entries to show' },
    { short: 'l', long: 'full', help: "Don't ellipsize unit names on output" },
    { short: 'q', long: 'quiet', help: 'Suppress output' },
    { short: 't', long: 'type', argument: 'TYPE', help: 'List units of a particular type' },
    { short: 'a', long: 'all', help: 'Show all properties/all units' },
    { short: 'p', long: 'property', argument: 'NAME', help: 'Show only properties by this name' },
    { long: 'now', help: 'Start or stop unit after enabling or disabling it' },
    { long: 'no-pager', help: 'Do not pipe output into a pager' },
    { long: 'no-legend', help: 'Do not print a legend' },
    { long: 'value', help: 'When showing properties, only print the value' },
    { long: 'system', help: 'Connect to system manager' },
  ],
  *run(t) {
    const [verb = 'list-units', ...names] = t.operands;
    const units = names.map(unitName);
    switch (verb) {
      case 'list-units':
      case 'list-unit-files':
        return yield* list(t, verb === 'list-unit-files');
      case 'daemon-reload':
        return yield* act(t, { verb, unit: '', uid: t.proc.credentials.uid });
      case 'start': case 'stop': case 'restart': case 'reload': case 'reset-failed':
      case 'try-restart': case 'reload-or-restart': {
        if (units.length === 0) return yield* t.fail('Too few arguments.');
        for (const unit of units) {
          const code = yield* act(t, { verb: verb === 'try-restart' || verb === 'reload-or-restart' ? 'restart' : verb, unit, uid: t.proc.credentials.uid });
          if (code !== 0) t.exit = code;
        }
        return t.exit;
      }
      case 'status':
        for (const unit of units) yield* status(t, unit);
        return t.exit;
      case 'is-active': case 'is-failed': {
        let code = 3;
        for (const unit of units) {
          const { active } = yield* query(t.proc, unit);
          if (!t.has('quiet')) yield* t.print(`${active}\n`);
          if (active === (verb === 'is-active' ? 'active' : 'failed')) code = 0;
        }
        return verb === 'is-failed' && code !== 0 ? 1 : code;
      }
      case 'is-enabled': {
        let code = 1;
        for (const name of units) {
          const unit = loadUnit(t.proc.fs, name);
          if (!unit) yield* t.warn(`Failed to get unit file state for ${name}: No such file or directory`);
          else {
            const enabled = isEnabled(t.proc.fs, unit);
            yield* t.print(`${enabled ? 'enabled' : 'disabled'}\n`);
            if (enabled) code = 0;
          }
        }
        return code;
      }
      case 'enable': case 'disable':
        return yield* enable(t, verb === 'enable', units);
      case 'cat':
        for (const name of units) {
          const unit = loadUnit(t.proc.fs, name);
          if (!unit) yield* t.fail(`No files found for ${name}.`);
          else for (const path of [unit.fragment, ...unit.dropIns]) yield* t.print(`# ${path}\n${t.proc.readText(path)}\n`);
        }
        return t.exit;
      case 'show': {
        for (const name of units) {
          const state = yield* query(t.proc, name);
          const unit = loadUnit(t.proc.fs, name);
          const properties: Record<string, string> = { Id: name, ActiveState: state.active, SubState: state.sub, MainPID: String(state.pid), LoadState: unit ? 'loaded' : 'not-found', FragmentPath: unit?.fragment ?? '', UnitFileState: unit ? (isEnabled(t.proc.fs, unit) ? 'enabled' : 'disabled') : '' };
          const chosen = t.options.values('property').flatMap((value) => value.split(','));
          for (const [key, value] of Object.entries(properties)) if (chosen.length === 0 || chosen.includes(key)) yield* t.print(t.has('value') ? `${value}\n` : `${key}=${value}\n`);
        }
        return 0;
      }
      default:
        return yield* t.fail(`Unknown command verb ${verb}.`);
    }
  },
});

/** Sends a request to PID 1; undefined when no systemd runs (as in a container). */
function* control(proc: Proc, request: ControlRequest): Sys<ControlReply | undefined> {
  const fd = proc.socket('unix', 'stream');
  try {
    yield* proc.connect(fd, { family: 'unix', path: CONTROL_SOCKET });
    yield* proc.write(fd, `${JSON.stringify(request)}\n`);
    const line = yield* new Lines(proc, fd).next();
    return line === undefined ? undefined : (JSON.parse(line) as ControlReply);
  } catch (error) {
    if (!isSysError(error)) throw error;
    return undefined;
  } finally {
    proc.close(fd);
  }
}

function* query(proc: Proc, unit: string): Sys<UnitStatus> {
  const reply = yield* control(proc, { verb: 'status', unit, uid: proc.credentials.uid });
  return reply?.units?.[0] ?? { name: unit, active: 'inactive', sub: 'dead', pid: 0, since: '0', exit: '' };
}

function* notBooted(t: Tool): Sys<number> {
  yield* t.out.flush();
  yield* t.proc.write(2, "System has not been booted with systemd as init system (PID 1). Can't operate.\nFailed to connect to bus: Host is down\n");
  return 1;
}

function* act(t: Tool, request: ControlRequest): Sys<number> {
  const reply = yield* control(t.proc, request);
  if (!reply) return yield* notBooted(t);
  if (reply.ok) return 0;
  const name = request.unit;
  if (reply.error === 'failed') {
    yield* t.proc.write(2, `Job for ${name} failed because the control process exited with error code.\nSee "systemctl status ${name}" and "journalctl -xeu ${name}" for details.\n`);
    return 1;
  }
  const missing = reply.error?.endsWith('not found.') === true;
  yield* t.proc.write(2, `Failed to ${request.verb} ${name}: ${reply.error}\n${reply.error?.startsWith('Interactive') ? `See system logs and 'systemctl status ${name}' for details.\n` : ''}`);
  return missing ? 5 : 1;
}

function* list(t: Tool, files: boolean): Sys<number> {
  const reply = yield* control(t.proc, { verb: 'list', unit: '', uid: t.proc.credentials.uid });
  if (!reply) return yield* notBooted(t);
  const rows = (reply.units ?? []).filter((unit) => files || t.has('all') || unit.active !== 'inactive').map((unit) => {
    const loaded = loadUnit(t.proc.fs, unit.name);
    return files
      ? [unit.name, loaded && isEnabled(t.proc.fs, loaded) ? 'enabled' : 'disabled', 'enabled']
      : [unit.name, 'loaded', unit.active, unit.sub, (loaded && setting(loaded, 'Unit', 'Description')) ?? ''];
  });
  const heading = files ? ['UNIT FILE', 'STATE', 'PRESET'] : ['UNIT', 'LOAD', 'ACTIVE', 'SUB', 'DESCRIPTION'];
  const table = t.has('no-legend') ? rows : [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(0, ...table.map((row) => row[column]?.length ?? 0)));
  for (const row of table) yield* t.print(`${files ? '' : '  '}${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0))).join(' ')}\n`);
  if (!t.has('no-legend')) yield* t.print(`\n${rows.length} ${files ? 'unit files' : 'loaded units'} listed.\n`);
  return 0;
}

const DOTS: Readonly<Record<UnitStatus['active'], string>> = { active: '●', inactive: '○', failed: '×', activating: '●', deactivating: '●' };

function* status(t: Tool, name: string): Sys<void> {
  const unit = loadUnit(t.proc.fs, name);
  if (!unit) {
    yield* t.out.flush();
    yield* t.proc.write(2, `Unit ${name} could not be found.\n`);
    t.exit = 4;
    return;
  }
  const reply = yield* control(t.proc, { verb: 'status', unit: name, uid: t.proc.credentials.uid });
  const state = reply?.units?.[0];
  if (!state) {
    t.exit = yield* notBooted(t);
    return;
  }
  const enabled = isEnabled(t.proc.fs, unit) ? 'enabled' : 'disabled';
  yield* t.print(`${DOTS[state.active]} ${name} - ${setting(unit, 'Unit', 'Description') ?? name}\n     Loaded: loaded (${unit.fragment}; ${enabled}; preset: enabled)\n`);
  if (unit.dropIns.length > 0) yield* t.print(`    Drop-In: ${unit.dropIns[0]?.replace(/\/[^/]*$/, '')}\n             └─${unit.dropIns.map((path) => path.slice(path.lastIndexOf('/') + 1)).join(', ')}\n`);
  const since = BigInt(state.since);
  const detail = state.active === 'failed' ? ` (Result: ${state.exit.includes('signal') ? 'signal' : 'exit-code'})` : ` (${state.sub})`;
  const when = since === 0n ? '' : ` since ${strftime('%a %Y-%m-%d %H:%M:%S UTC', since)}; ${humanDuration(Number((t.proc.realtime() - since) / 1_000_000_000n))} ago`;
  yield* t.print(`     Active: ${state.active}${detail}${when}\n`);
  const documentation = setting(unit, 'Unit', 'Documentation');
  if (documentation) yield* t.print(`       Docs: ${documentation}\n`);
  if (state.pid > 0) {
    const command = t.proc.fs.exists(`/proc/${state.pid}/cmdline`) ? t.proc.readText(`/proc/${state.pid}/cmdline`).replaceAll('\0', ' ').trim() : '';
    const executable = command.split(' ')[0] ?? '';
    yield* t.print(`   Main PID: ${state.pid} (${executable.slice(executable.lastIndexOf('/') + 1)})\n     CGroup: /system.slice/${name}\n             └─${state.pid} ${command}\n`);
  } else if (state.exit !== '') {
    yield* t.print(`    Process: ExecStart=${setting(unit, 'Service', 'ExecStart') ?? ''} (${state.exit})\n`);
  }
  if (!t.proc.access(JOURNAL, 4)) {
    yield* t.print('\n');
    yield* t.out.flush();
    yield* t.proc.write(2, 'Warning: some journal files were not opened due to insufficient permissions.\n');
    if (state.active !== 'active') t.exit = 3;
    return;
  }
  const lines = Number(t.value('lines') ?? 10);
  const identifier = (setting(unit, 'Service', 'ExecStart') ?? '').split(' ')[0]?.split('/').at(-1);
  const journal = readJournal(t.proc).filter((entry) => entry.identifier === identifier || entry.message.includes(name)).slice(-lines);
  if (journal.length > 0) yield* t.print('\n');
  for (const entry of journal) yield* t.print(`${strftime('%b %d %H:%M:%S', BigInt(entry.time))} ${t.proc.uts.hostname} ${entry.identifier}[${entry.pid}]: ${entry.message}\n`);
  if (state.active !== 'active') t.exit = 3;
}

function* enable(t: Tool, on: boolean, units: readonly string[]): Sys<number> {
  for (const name of units) {
    const unit = loadUnit(t.proc.fs, name);
    if (!unit) {
      yield* t.fail(`Failed to ${on ? 'enable' : 'disable'} unit: Unit file ${name} does not exist.`);
      continue;
    }
    for (const target of (setting(unit, 'Install', 'WantedBy') ?? '').split(/\s+/).filter((each) => each !== '')) {
      const directory = `/etc/systemd/system/${target}.wants`;
      const link = `${directory}/${name}`;
      try {
        if (on && !t.proc.fs.exists(link)) {
          t.proc.fs.mkdirs(directory);
          t.proc.fs.symlink(unit.fragment, link);
          yield* t.proc.write(2, `Created symlink ${link} → ${unit.fragment}.\n`);
        } else if (!on && t.proc.fs.exists(link)) {
          t.proc.fs.unlink(link);
          yield* t.proc.write(2, `Removed "${link}".\n`);
        }
      } catch (error) {
        yield* t.failed(`Failed to ${on ? 'enable' : 'disable'} unit`, error);
      }
    }
    if (t.has('now')) yield* act(t, { verb: on ? 'start' : 'stop', unit: name, uid: t.proc.credentials.uid });
  }
  return t.exit;
}
