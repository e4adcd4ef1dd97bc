import type { Sys } from '../../kernel/sys.ts';
import { tool, type Tool } from '../tool.ts';
import { act, warnOfTriggers } from './act.ts';
import { query } from './control.ts';
import { list, listSockets } from './list.ts';
import { status } from './status.ts';
import { isEnabled, loadUnit, setting, unitName } from './unit.ts';

export const systemctl = tool({
  name: 'systemctl',
  package: 'systemd 252',
  synopsis: ['[OPTIONS...] COMMAND ...'],
  summary: 'Query or send control commands to the system manager.\n\nCommands: start stop restart reload status is-active is-enabled is-failed enable disable cat show\ndaemon-reload list-units list-unit-files reset-failed list-sockets kill',
  options: [
    { short: 'n', long: 'lines', argument: 'INTEGER', help: 'Number of journal entries to show' },
    { short: 'l', long: 'full', help: "Don't ellipsize unit names on output" },
    { short: 'q', long: 'quiet', help: 'Suppress output' },
    { short: 't', long: 'type', argument: 'TYPE', help: 'List units of a particular type' },
    { short: 'a', long: 'all', help: 'Show all properties/all units' },
    { short: 's', long: 'signal', argument: 'SIGNAL', help: 'Which signal to send' },
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
      case 'list-sockets':
        return yield* listSockets(t);
      case 'daemon-reload':
        return yield* act(t, { verb, unit: '', uid: t.proc.credentials.uid });
      case 'start': case 'stop': case 'restart': case 'reload': case 'reset-failed': case 'kill':
      case 'try-restart': case 'reload-or-restart': {
        if (units.length === 0) return yield* t.fail('Too few arguments.');
        for (const unit of units) {
          const code = yield* act(t, { verb: verb === 'try-restart' || verb === 'reload-or-restart' ? 'restart' : verb, unit, uid: t.proc.credentials.uid, ...(t.value('signal') === undefined ? {} : { signal: t.value('signal') ?? '' }) });
          if (code !== 0) t.exit = code;
        }
        if (verb === 'stop' && t.exit === 0 && !t.has('quiet')) yield* warnOfTriggers(t, units);
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
