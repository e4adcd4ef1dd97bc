/**
 * The tree of all commands (docker/cli cli/command/commands). Those at the top that are short forms are the same objects. The program reads
 * command-table.ts, which src/scripts/command-table.mjs writes from this: it loads a command when it is asked for more than its name.
 */
import { command as bake } from './builder/bake.ts';
import { command as builder } from './builder/builder.ts';
import { command as checkpoint } from './checkpoint/checkpoint.ts';
import { command as configCommand } from './config/config.ts';
import { command as attach } from './container/attach.ts';
import { command as commit } from './container/commit.ts';
import { command as container } from './container/container.ts';
import { command as cp } from './container/cp.ts';
import { command as create } from './container/create.ts';
import { command as diff } from './container/diff.ts';
import { command as execCommand } from './container/exec.ts';
import { command as exportCommand } from './container/export.ts';
import { command as kill } from './container/kill.ts';
import { command as logs } from './container/logs.ts';
import { command as containerLs } from './container/ls.ts';
import { command as pause } from './container/pause.ts';
import { command as port } from './container/port.ts';
import { command as rename } from './container/rename.ts';
import { command as restart } from './container/restart.ts';
import { command as rm } from './container/rm.ts';
import { command as run } from './container/run.ts';
import { command as start } from './container/start.ts';
import { command as stats } from './container/stats.ts';
import { command as stop } from './container/stop.ts';
import { command as top } from './container/top.ts';
import { command as unpause } from './container/unpause.ts';
import { command as update } from './container/update.ts';
import { command as wait } from './container/wait.ts';
import { command as context } from './context/context.ts';
import { command as build } from './image/build.ts';
import { command as history } from './image/history.ts';
import { command as image } from './image/image.ts';
import { command as importCommand } from './image/import.ts';
import { command as load } from './image/load.ts';
import { command as imageLs } from './image/ls.ts';
import { command as pull } from './image/pull.ts';
import { command as push } from './image/push.ts';
import { command as imageRm } from './image/rm.ts';
import { command as save } from './image/save.ts';
import { command as tag } from './image/tag.ts';
import { command as manifest } from './manifest/manifest.ts';
import { command as network } from './network/network.ts';
import { command as node } from './node/node.ts';
import { command as plugin } from './plugin/plugin.ts';
import { command as login } from './registry/login.ts';
import { command as logout } from './registry/logout.ts';
import { command as search } from './registry/search.ts';
import { command as secret } from './secret/secret.ts';
import { command as service } from './service/service.ts';
import { command as stack } from './stack/stack.ts';
import { command as swarm } from './swarm/swarm.ts';
import { command as events } from './system/events.ts';
import { command as info } from './system/info.ts';
import { command as inspect } from './system/inspect.ts';
import { command as system } from './system/system.ts';
import { command as version } from './system/version.ts';
import { command as trust } from './trust/trust.ts';
import { command as volume } from './volume/volume.ts';
import type { Command } from './command.ts';

export const COMMANDS: readonly Command[] = [
  attach,
  bake,
  build,
  builder,
  checkpoint,
  commit,
  configCommand,
  container,
  context,
  cp,
  create,
  diff,
  events,
  execCommand,
  exportCommand,
  history,
  image,
  { ...imageLs, use: 'images [OPTIONS] [REPOSITORY[:TAG]]', aliases: [] },
  importCommand,
  info,
  inspect,
  kill,
  load,
  login,
  logout,
  logs,
  manifest,
  network,
  node,
  pause,
  plugin,
  port,
  { ...containerLs, use: 'ps [OPTIONS]', aliases: [] },
  pull,
  push,
  rename,
  restart,
  rm,
  { ...imageRm, use: 'rmi [OPTIONS] IMAGE [IMAGE...]', aliases: [] },
  run,
  save,
  search,
  secret,
  service,
  stack,
  start,
  stats,
  stop,
  swarm,
  system,
  tag,
  top,
  trust,
  unpause,
  update,
  version,
  volume,
  wait,
];
