// Written by src/scripts/command-table.mjs: run it after adding a subcommand or changing its texts.
import { Deferred } from '../kernel/deferred.ts';
import { noArgs } from './args.ts';
import type { Command, CommandHead } from './command.ts';

const builderBake: CommandHead = { use: 'bake [OPTIONS] [TARGET...]', short: 'Build from a file', aliasLine: 'docker buildx bake', top: 5, version: '1.31', rest: new Deferred(() => import('./builder/bake.ts').then((module) => module.command)) };
const builderPrune: CommandHead = { use: 'prune', short: 'Remove build cache', version: '1.39', rest: new Deferred(() => import('./builder/prune.ts').then((module) => module.command)) };
const checkpointCreate: CommandHead = { use: 'create [OPTIONS] CONTAINER CHECKPOINT', short: 'Create a checkpoint from a running container', rest: new Deferred(() => import('./checkpoint/create.ts').then((module) => module.command)) };
const checkpointLs: CommandHead = { use: 'ls [OPTIONS] CONTAINER', short: 'List checkpoints for a container', aliases: ['list'], rest: new Deferred(() => import('./checkpoint/ls.ts').then((module) => module.command)) };
const checkpointRm: CommandHead = { use: 'rm [OPTIONS] CONTAINER CHECKPOINT', short: 'Remove a checkpoint', aliases: ['remove'], rest: new Deferred(() => import('./checkpoint/rm.ts').then((module) => module.command)) };
const configCreate: CommandHead = { use: 'create [OPTIONS] CONFIG file|-', short: 'Create a config from a file or STDIN', rest: new Deferred(() => import('./config/create.ts').then((module) => module.command)) };
const configInspect: CommandHead = { use: 'inspect [OPTIONS] CONFIG [CONFIG...]', short: 'Display detailed information on one or more configs', rest: new Deferred(() => import('./config/inspect.ts').then((module) => module.command)) };
const configLs: CommandHead = { use: 'ls [OPTIONS]', short: 'List configs', aliases: ['list'], rest: new Deferred(() => import('./config/ls.ts').then((module) => module.command)) };
const configRm: CommandHead = { use: 'rm CONFIG [CONFIG...]', short: 'Remove one or more configs', aliases: ['remove'], rest: new Deferred(() => import('./config/rm.ts').then((module) => module.command)) };
const containerAttach: CommandHead = { use: 'attach [OPTIONS] CONTAINER', short: 'Attach local standard input, output, and error streams to a running container', aliasLine: 'docker container attach, docker attach', rest: new Deferred(() => import('./container/attach.ts').then((module) => module.command)) };
const containerCommit: CommandHead = { use: 'commit [OPTIONS] CONTAINER [REPOSITORY[:TAG]]', short: 'Create a new image from a container\'s changes', aliasLine: 'docker container commit, docker commit', rest: new Deferred(() => import('./container/commit.ts').then((module) => module.command)) };
const containerCp: CommandHead = { use: 'cp [OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-\n\tdocker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH', short: 'Copy files/folders between a container and the local filesystem', aliasLine: 'docker container cp, docker cp', rest: new Deferred(() => import('./container/cp.ts').then((module) => module.command)) };
const containerCreate: CommandHead = { use: 'create [OPTIONS] IMAGE [COMMAND] [ARG...]', short: 'Create a new container', aliasLine: 'docker container create, docker create', rest: new Deferred(() => import('./container/create.ts').then((module) => module.command)) };
const containerDiff: CommandHead = { use: 'diff CONTAINER', short: 'Inspect changes to files or directories on a container\'s filesystem', aliasLine: 'docker container diff, docker diff', rest: new Deferred(() => import('./container/diff.ts').then((module) => module.command)) };
const containerExec: CommandHead = { use: 'exec [OPTIONS] CONTAINER COMMAND [ARG...]', short: 'Execute a command in a running container', aliasLine: 'docker container exec, docker exec', top: 2, rest: new Deferred(() => import('./container/exec.ts').then((module) => module.command)) };
const containerExport: CommandHead = { use: 'export [OPTIONS] CONTAINER', short: 'Export a container\'s filesystem as a tar archive', aliasLine: 'docker container export, docker export', rest: new Deferred(() => import('./container/export.ts').then((module) => module.command)) };
const containerInspect: CommandHead = { use: 'inspect [OPTIONS] CONTAINER [CONTAINER...]', short: 'Display detailed information on one or more containers', rest: new Deferred(() => import('./container/inspect.ts').then((module) => module.command)) };
const containerKill: CommandHead = { use: 'kill [OPTIONS] CONTAINER [CONTAINER...]', short: 'Kill one or more running containers', aliasLine: 'docker container kill, docker kill', rest: new Deferred(() => import('./container/kill.ts').then((module) => module.command)) };
const containerLogs: CommandHead = { use: 'logs [OPTIONS] CONTAINER', short: 'Fetch the logs of a container', aliasLine: 'docker container logs, docker logs', rest: new Deferred(() => import('./container/logs.ts').then((module) => module.command)) };
const containerLs: CommandHead = { use: 'ls [OPTIONS]', short: 'List containers', aliases: ['ps', 'list'], aliasLine: 'docker container ls, docker container list, docker container ps, docker ps', top: 3, rest: new Deferred(() => import('./container/ls.ts').then((module) => module.command)) };
const containerPause: CommandHead = { use: 'pause CONTAINER [CONTAINER...]', short: 'Pause all processes within one or more containers', aliasLine: 'docker container pause, docker pause', rest: new Deferred(() => import('./container/pause.ts').then((module) => module.command)) };
const containerPort: CommandHead = { use: 'port CONTAINER [PRIVATE_PORT[/PROTO]]', short: 'List port mappings or a specific mapping for the container', aliasLine: 'docker container port, docker port', rest: new Deferred(() => import('./container/port.ts').then((module) => module.command)) };
const containerPrune: CommandHead = { use: 'prune [OPTIONS]', short: 'Remove all stopped containers', version: '1.25', rest: new Deferred(() => import('./container/prune.ts').then((module) => module.command)) };
const containerRename: CommandHead = { use: 'rename CONTAINER NEW_NAME', short: 'Rename a container', aliasLine: 'docker container rename, docker rename', rest: new Deferred(() => import('./container/rename.ts').then((module) => module.command)) };
const containerRestart: CommandHead = { use: 'restart [OPTIONS] CONTAINER [CONTAINER...]', short: 'Restart one or more containers', aliasLine: 'docker container restart, docker restart', rest: new Deferred(() => import('./container/restart.ts').then((module) => module.command)) };
const containerRm: CommandHead = { use: 'rm [OPTIONS] CONTAINER [CONTAINER...]', short: 'Remove one or more containers', aliases: ['remove'], aliasLine: 'docker container rm, docker container remove, docker rm', rest: new Deferred(() => import('./container/rm.ts').then((module) => module.command)) };
const containerRun: CommandHead = { use: 'run [OPTIONS] IMAGE [COMMAND] [ARG...]', short: 'Create and run a new container from an image', aliasLine: 'docker container run, docker run', top: 1, rest: new Deferred(() => import('./container/run.ts').then((module) => module.command)) };
const containerStart: CommandHead = { use: 'start [OPTIONS] CONTAINER [CONTAINER...]', short: 'Start one or more stopped containers', aliasLine: 'docker container start, docker start', rest: new Deferred(() => import('./container/start.ts').then((module) => module.command)) };
const containerStats: CommandHead = { use: 'stats [OPTIONS] [CONTAINER...]', short: 'Display a live stream of container(s) resource usage statistics', aliasLine: 'docker container stats, docker stats', rest: new Deferred(() => import('./container/stats.ts').then((module) => module.command)) };
const containerStop: CommandHead = { use: 'stop [OPTIONS] CONTAINER [CONTAINER...]', short: 'Stop one or more running containers', aliasLine: 'docker container stop, docker stop', rest: new Deferred(() => import('./container/stop.ts').then((module) => module.command)) };
const containerTop: CommandHead = { use: 'top CONTAINER [ps OPTIONS]', short: 'Display the running processes of a container', aliasLine: 'docker container top, docker top', rest: new Deferred(() => import('./container/top.ts').then((module) => module.command)) };
const containerUnpause: CommandHead = { use: 'unpause CONTAINER [CONTAINER...]', short: 'Unpause all processes within one or more containers', aliasLine: 'docker container unpause, docker unpause', rest: new Deferred(() => import('./container/unpause.ts').then((module) => module.command)) };
const containerUpdate: CommandHead = { use: 'update [OPTIONS] CONTAINER [CONTAINER...]', short: 'Update configuration of one or more containers', aliasLine: 'docker container update, docker update', rest: new Deferred(() => import('./container/update.ts').then((module) => module.command)) };
const containerWait: CommandHead = { use: 'wait CONTAINER [CONTAINER...]', short: 'Block until one or more containers stop, then print their exit codes', aliasLine: 'docker container wait, docker wait', rest: new Deferred(() => import('./container/wait.ts').then((module) => module.command)) };
const contextCreate: CommandHead = { use: 'create [OPTIONS] CONTEXT', short: 'Create a context', rest: new Deferred(() => import('./context/create.ts').then((module) => module.command)) };
const contextExport: CommandHead = { use: 'export [OPTIONS] CONTEXT [FILE|-]', short: 'Export a context to a tar archive FILE or a tar stream on STDOUT.', rest: new Deferred(() => import('./context/export.ts').then((module) => module.command)) };
const contextImport: CommandHead = { use: 'import CONTEXT FILE|-', short: 'Import a context from a tar or zip file', rest: new Deferred(() => import('./context/import.ts').then((module) => module.command)) };
const contextInspect: CommandHead = { use: 'inspect [OPTIONS] [CONTEXT] [CONTEXT...]', short: 'Display detailed information on one or more contexts', rest: new Deferred(() => import('./context/inspect.ts').then((module) => module.command)) };
const contextLs: CommandHead = { use: 'ls [OPTIONS]', short: 'List contexts', aliases: ['list'], rest: new Deferred(() => import('./context/ls.ts').then((module) => module.command)) };
const contextRm: CommandHead = { use: 'rm CONTEXT [CONTEXT...]', short: 'Remove one or more contexts', aliases: ['remove'], rest: new Deferred(() => import('./context/rm.ts').then((module) => module.command)) };
const contextShow: CommandHead = { use: 'show', short: 'Print the name of the current context', rest: new Deferred(() => import('./context/show.ts').then((module) => module.command)) };
const contextUpdate: CommandHead = { use: 'update [OPTIONS] CONTEXT', short: 'Update a context', rest: new Deferred(() => import('./context/update.ts').then((module) => module.command)) };
const contextUse: CommandHead = { use: 'use CONTEXT', short: 'Set the current docker context', rest: new Deferred(() => import('./context/use.ts').then((module) => module.command)) };
const imageBuild: CommandHead = { use: 'build [OPTIONS] PATH | URL | -', short: 'Build an image from a Dockerfile', aliasLine: 'docker image build, docker build, docker builder build', top: 4, rest: new Deferred(() => import('./image/build.ts').then((module) => module.command)) };
const imageHistory: CommandHead = { use: 'history [OPTIONS] IMAGE', short: 'Show the history of an image', aliasLine: 'docker image history, docker history', rest: new Deferred(() => import('./image/history.ts').then((module) => module.command)) };
const imageImport: CommandHead = { use: 'import [OPTIONS] file|URL|- [REPOSITORY[:TAG]]', short: 'Import the contents from a tarball to create a filesystem image', aliasLine: 'docker image import, docker import', rest: new Deferred(() => import('./image/import.ts').then((module) => module.command)) };
const imageInspect: CommandHead = { use: 'inspect [OPTIONS] IMAGE [IMAGE...]', short: 'Display detailed information on one or more images', rest: new Deferred(() => import('./image/inspect.ts').then((module) => module.command)) };
const imageLoad: CommandHead = { use: 'load [OPTIONS]', short: 'Load an image from a tar archive or STDIN', aliasLine: 'docker image load, docker load', rest: new Deferred(() => import('./image/load.ts').then((module) => module.command)) };
const imageLs: CommandHead = { use: 'ls [OPTIONS] [REPOSITORY[:TAG]]', short: 'List images', aliases: ['list'], aliasLine: 'docker image ls, docker image list, docker images', top: 7, rest: new Deferred(() => import('./image/ls.ts').then((module) => module.command)) };
const imagePrune: CommandHead = { use: 'prune [OPTIONS]', short: 'Remove unused images', version: '1.25', rest: new Deferred(() => import('./image/prune.ts').then((module) => module.command)) };
const imagePull: CommandHead = { use: 'pull [OPTIONS] NAME[:TAG|@DIGEST]', short: 'Download an image from a registry', aliasLine: 'docker image pull, docker pull', top: 5, rest: new Deferred(() => import('./image/pull.ts').then((module) => module.command)) };
const imagePush: CommandHead = { use: 'push [OPTIONS] NAME[:TAG]', short: 'Upload an image to a registry', aliasLine: 'docker image push, docker push', top: 6, rest: new Deferred(() => import('./image/push.ts').then((module) => module.command)) };
const imageRm: CommandHead = { use: 'rm [OPTIONS] IMAGE [IMAGE...]', short: 'Remove one or more images', aliases: ['rmi', 'remove'], aliasLine: 'docker image rm, docker image remove, docker rmi', rest: new Deferred(() => import('./image/rm.ts').then((module) => module.command)) };
const imageSave: CommandHead = { use: 'save [OPTIONS] IMAGE [IMAGE...]', short: 'Save one or more images to a tar archive (streamed to STDOUT by default)', aliasLine: 'docker image save, docker save', rest: new Deferred(() => import('./image/save.ts').then((module) => module.command)) };
const imageTag: CommandHead = { use: 'tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]', short: 'Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE', aliasLine: 'docker image tag, docker tag', rest: new Deferred(() => import('./image/tag.ts').then((module) => module.command)) };
const manifestAnnotate: CommandHead = { use: 'annotate [OPTIONS] MANIFEST_LIST MANIFEST', short: 'Add additional information to a local image manifest', rest: new Deferred(() => import('./manifest/annotate.ts').then((module) => module.command)) };
const manifestCreate: CommandHead = { use: 'create MANIFEST_LIST MANIFEST [MANIFEST...]', short: 'Create a local manifest list for annotating and pushing to a registry', rest: new Deferred(() => import('./manifest/create.ts').then((module) => module.command)) };
const manifestInspect: CommandHead = { use: 'inspect [OPTIONS] [MANIFEST_LIST] MANIFEST', short: 'Display an image manifest, or manifest list', rest: new Deferred(() => import('./manifest/inspect.ts').then((module) => module.command)) };
const manifestPush: CommandHead = { use: 'push [OPTIONS] MANIFEST_LIST', short: 'Push a manifest list to a repository', rest: new Deferred(() => import('./manifest/push.ts').then((module) => module.command)) };
const manifestRm: CommandHead = { use: 'rm MANIFEST_LIST [MANIFEST_LIST...]', short: 'Delete one or more manifest lists from local storage', rest: new Deferred(() => import('./manifest/rm.ts').then((module) => module.command)) };
const networkConnect: CommandHead = { use: 'connect [OPTIONS] NETWORK CONTAINER', short: 'Connect a container to a network', rest: new Deferred(() => import('./network/connect.ts').then((module) => module.command)) };
const networkCreate: CommandHead = { use: 'create [OPTIONS] NETWORK', short: 'Create a network', rest: new Deferred(() => import('./network/create.ts').then((module) => module.command)) };
const networkDisconnect: CommandHead = { use: 'disconnect [OPTIONS] NETWORK CONTAINER', short: 'Disconnect a container from a network', rest: new Deferred(() => import('./network/disconnect.ts').then((module) => module.command)) };
const networkInspect: CommandHead = { use: 'inspect [OPTIONS] NETWORK [NETWORK...]', short: 'Display detailed information on one or more networks', rest: new Deferred(() => import('./network/inspect.ts').then((module) => module.command)) };
const networkLs: CommandHead = { use: 'ls [OPTIONS]', short: 'List networks', aliases: ['list'], rest: new Deferred(() => import('./network/ls.ts').then((module) => module.command)) };
const networkPrune: CommandHead = { use: 'prune [OPTIONS]', short: 'Remove all unused networks', version: '1.25', rest: new Deferred(() => import('./network/prune.ts').then((module) => module.command)) };
const networkRm: CommandHead = { use: 'rm NETWORK [NETWORK...]', short: 'Remove one or more networks', aliases: ['remove'], rest: new Deferred(() => import('./network/rm.ts').then((module) => module.command)) };
const nodeDemote: CommandHead = { use: 'demote NODE [NODE...]', short: 'Demote one or more nodes from manager in the swarm', rest: new Deferred(() => import('./node/demote.ts').then((module) => module.command)) };
const nodeInspect: CommandHead = { use: 'inspect [OPTIONS] self|NODE [NODE...]', short: 'Display detailed information on one or more nodes', rest: new Deferred(() => import('./node/inspect.ts').then((module) => module.command)) };
const nodeLs: CommandHead = { use: 'ls [OPTIONS]', short: 'List nodes in the swarm', aliases: ['list'], rest: new Deferred(() => import('./node/ls.ts').then((module) => module.command)) };
const nodePromote: CommandHead = { use: 'promote NODE [NODE...]', short: 'Promote one or more nodes to manager in the swarm', rest: new Deferred(() => import('./node/promote.ts').then((module) => module.command)) };
const nodePs: CommandHead = { use: 'ps [OPTIONS] [NODE...]', short: 'List tasks running on one or more nodes, defaults to current node', rest: new Deferred(() => import('./node/ps.ts').then((module) => module.command)) };
const nodeRm: CommandHead = { use: 'rm [OPTIONS] NODE [NODE...]', short: 'Remove one or more nodes from the swarm', aliases: ['remove'], rest: new Deferred(() => import('./node/rm.ts').then((module) => module.command)) };
const nodeUpdate: CommandHead = { use: 'update [OPTIONS] NODE', short: 'Update a node', rest: new Deferred(() => import('./node/update.ts').then((module) => module.command)) };
const pluginCreate: CommandHead = { use: 'create [OPTIONS] PLUGIN PLUGIN-DATA-DIR', short: 'Create a plugin from a rootfs and configuration. Plugin data directory must contain config.json and rootfs directory.', rest: new Deferred(() => import('./plugin/create.ts').then((module) => module.command)) };
const pluginDisable: CommandHead = { use: 'disable [OPTIONS] PLUGIN', short: 'Disable a plugin', rest: new Deferred(() => import('./plugin/disable.ts').then((module) => module.command)) };
const pluginEnable: CommandHead = { use: 'enable [OPTIONS] PLUGIN', short: 'Enable a plugin', rest: new Deferred(() => import('./plugin/enable.ts').then((module) => module.command)) };
const pluginInspect: CommandHead = { use: 'inspect [OPTIONS] PLUGIN [PLUGIN...]', short: 'Display detailed information on one or more plugins', rest: new Deferred(() => import('./plugin/inspect.ts').then((module) => module.command)) };
const pluginInstall: CommandHead = { use: 'install [OPTIONS] PLUGIN [KEY=VALUE...]', short: 'Install a plugin', rest: new Deferred(() => import('./plugin/install.ts').then((module) => module.command)) };
const pluginLs: CommandHead = { use: 'ls [OPTIONS]', short: 'List plugins', aliases: ['list'], rest: new Deferred(() => import('./plugin/ls.ts').then((module) => module.command)) };
const pluginPush: CommandHead = { use: 'push [OPTIONS] PLUGIN[:TAG]', short: 'Push a plugin to a registry', rest: new Deferred(() => import('./plugin/push.ts').then((module) => module.command)) };
const pluginRm: CommandHead = { use: 'rm [OPTIONS] PLUGIN [PLUGIN...]', short: 'Remove one or more plugins', aliases: ['remove'], rest: new Deferred(() => import('./plugin/rm.ts').then((module) => module.command)) };
const pluginSet: CommandHead = { use: 'set PLUGIN KEY=VALUE [KEY=VALUE...]', short: 'Change settings for a plugin', rest: new Deferred(() => import('./plugin/set.ts').then((module) => module.command)) };
const pluginUpgrade: CommandHead = { use: 'upgrade [OPTIONS] PLUGIN [REMOTE]', short: 'Upgrade an existing plugin', version: '1.26', rest: new Deferred(() => import('./plugin/upgrade.ts').then((module) => module.command)) };
const registryLogin: CommandHead = { use: 'login [OPTIONS] [SERVER]', short: 'Authenticate to a registry', top: 8, rest: new Deferred(() => import('./registry/login.ts').then((module) => module.command)) };
const registryLogout: CommandHead = { use: 'logout [SERVER]', short: 'Log out from a registry', top: 9, rest: new Deferred(() => import('./registry/logout.ts').then((module) => module.command)) };
const registrySearch: CommandHead = { use: 'search [OPTIONS] TERM', short: 'Search Docker Hub for images', top: 10, rest: new Deferred(() => import('./registry/search.ts').then((module) => module.command)) };
const secretCreate: CommandHead = { use: 'create [OPTIONS] SECRET [file|-]', short: 'Create a secret from a file or STDIN as content', rest: new Deferred(() => import('./secret/create.ts').then((module) => module.command)) };
const secretInspect: CommandHead = { use: 'inspect [OPTIONS] SECRET [SECRET...]', short: 'Display detailed information on one or more secrets', rest: new Deferred(() => import('./secret/inspect.ts').then((module) => module.command)) };
const secretLs: CommandHead = { use: 'ls [OPTIONS]', short: 'List secrets', aliases: ['list'], rest: new Deferred(() => import('./secret/ls.ts').then((module) => module.command)) };
const secretRm: CommandHead = { use: 'rm SECRET [SECRET...]', short: 'Remove one or more secrets', aliases: ['remove'], rest: new Deferred(() => import('./secret/rm.ts').then((module) => module.command)) };
const serviceCreate: CommandHead = { use: 'create [OPTIONS] IMAGE [COMMAND] [ARG...]', short: 'Create a new service', rest: new Deferred(() => import('./service/create.ts').then((module) => module.command)) };
const serviceInspect: CommandHead = { use: 'inspect [OPTIONS] SERVICE [SERVICE...]', short: 'Display detailed information on one or more services', rest: new Deferred(() => import('./service/inspect.ts').then((module) => module.command)) };
const serviceLogs: CommandHead = { use: 'logs [OPTIONS] SERVICE|TASK', short: 'Fetch the logs of a service or task', version: '1.29', rest: new Deferred(() => import('./service/logs.ts').then((module) => module.command)) };
const serviceLs: CommandHead = { use: 'ls [OPTIONS]', short: 'List services', aliases: ['list'], rest: new Deferred(() => import('./service/ls.ts').then((module) => module.command)) };
const servicePs: CommandHead = { use: 'ps [OPTIONS] SERVICE [SERVICE...]', short: 'List the tasks of one or more services', rest: new Deferred(() => import('./service/ps.ts').then((module) => module.command)) };
const serviceRm: CommandHead = { use: 'rm SERVICE [SERVICE...]', short: 'Remove one or more services', aliases: ['remove'], rest: new Deferred(() => import('./service/rm.ts').then((module) => module.command)) };
const serviceRollback: CommandHead = { use: 'rollback [OPTIONS] SERVICE', short: 'Revert changes to a service\'s configuration', version: '1.31', rest: new Deferred(() => import('./service/rollback.ts').then((module) => module.command)) };
const serviceScale: CommandHead = { use: 'scale SERVICE=REPLICAS [SERVICE=REPLICAS...]', short: 'Scale one or multiple replicated services', rest: new Deferred(() => import('./service/scale.ts').then((module) => module.command)) };
const serviceUpdate: CommandHead = { use: 'update [OPTIONS] SERVICE', short: 'Update a service', rest: new Deferred(() => import('./service/update.ts').then((module) => module.command)) };
const stackConfig: CommandHead = { use: 'config [OPTIONS]', short: 'Outputs the final config file, after doing merges and interpolations', rest: new Deferred(() => import('./stack/config.ts').then((module) => module.command)) };
const stackDeploy: CommandHead = { use: 'deploy [OPTIONS] STACK', short: 'Deploy a new stack or update an existing stack', aliases: ['up'], rest: new Deferred(() => import('./stack/deploy.ts').then((module) => module.command)) };
const stackLs: CommandHead = { use: 'ls [OPTIONS]', short: 'List stacks', aliases: ['list'], rest: new Deferred(() => import('./stack/ls.ts').then((module) => module.command)) };
const stackPs: CommandHead = { use: 'ps [OPTIONS] STACK', short: 'List the tasks in the stack', rest: new Deferred(() => import('./stack/ps.ts').then((module) => module.command)) };
const stackRm: CommandHead = { use: 'rm [OPTIONS] STACK [STACK...]', short: 'Remove one or more stacks', aliases: ['remove', 'down'], rest: new Deferred(() => import('./stack/rm.ts').then((module) => module.command)) };
const stackServices: CommandHead = { use: 'services [OPTIONS] STACK', short: 'List the services in the stack', rest: new Deferred(() => import('./stack/services.ts').then((module) => module.command)) };
const swarmCa: CommandHead = { use: 'ca [OPTIONS]', short: 'Display and rotate the root CA', version: '1.30', swarm: 'manager', rest: new Deferred(() => import('./swarm/ca.ts').then((module) => module.command)) };
const swarmInit: CommandHead = { use: 'init [OPTIONS]', short: 'Initialize a swarm', version: '1.24', swarm: '', rest: new Deferred(() => import('./swarm/init.ts').then((module) => module.command)) };
const swarmJoinToken: CommandHead = { use: 'join-token [OPTIONS] (worker|manager)', short: 'Manage join tokens', version: '1.24', swarm: 'manager', rest: new Deferred(() => import('./swarm/join-token.ts').then((module) => module.command)) };
const swarmJoin: CommandHead = { use: 'join [OPTIONS] HOST:PORT', short: 'Join a swarm as a node and/or manager', version: '1.24', swarm: '', rest: new Deferred(() => import('./swarm/join.ts').then((module) => module.command)) };
const swarmLeave: CommandHead = { use: 'leave [OPTIONS]', short: 'Leave the swarm', version: '1.24', swarm: 'active', rest: new Deferred(() => import('./swarm/leave.ts').then((module) => module.command)) };
const swarmUnlockKey: CommandHead = { use: 'unlock-key [OPTIONS]', short: 'Manage the unlock key', version: '1.24', swarm: 'manager', rest: new Deferred(() => import('./swarm/unlock-key.ts').then((module) => module.command)) };
const swarmUnlock: CommandHead = { use: 'unlock', short: 'Unlock swarm', version: '1.24', swarm: 'manager', rest: new Deferred(() => import('./swarm/unlock.ts').then((module) => module.command)) };
const swarmUpdate: CommandHead = { use: 'update [OPTIONS]', short: 'Update the swarm', version: '1.24', swarm: 'manager', rest: new Deferred(() => import('./swarm/update.ts').then((module) => module.command)) };
const systemDf: CommandHead = { use: 'df [OPTIONS]', short: 'Show docker disk usage', version: '1.25', rest: new Deferred(() => import('./system/df.ts').then((module) => module.command)) };
const systemDialStdio: CommandHead = { use: 'dial-stdio', short: 'Proxy the stdio stream to the daemon connection. Should not be invoked manually.', hidden: true, rest: new Deferred(() => import('./system/dial-stdio.ts').then((module) => module.command)) };
const systemEvents: CommandHead = { use: 'events [OPTIONS]', short: 'Get real time events from the server', aliasLine: 'docker system events, docker events', rest: new Deferred(() => import('./system/events.ts').then((module) => module.command)) };
const systemInfo: CommandHead = { use: 'info [OPTIONS]', short: 'Display system-wide information', aliasLine: 'docker system info, docker info', top: 12, rest: new Deferred(() => import('./system/info.ts').then((module) => module.command)) };
const systemInspect: CommandHead = { use: 'inspect [OPTIONS] NAME|ID [NAME|ID...]', short: 'Return low-level information on Docker objects', rest: new Deferred(() => import('./system/inspect.ts').then((module) => module.command)) };
const systemPrune: CommandHead = { use: 'prune [OPTIONS]', short: 'Remove unused data', version: '1.25', rest: new Deferred(() => import('./system/prune.ts').then((module) => module.command)) };
const systemVersion: CommandHead = { use: 'version [OPTIONS]', short: 'Show the Docker version information', top: 10, rest: new Deferred(() => import('./system/version.ts').then((module) => module.command)) };
const trustInspect: CommandHead = { use: 'inspect IMAGE[:TAG] [IMAGE[:TAG]...]', short: 'Return low-level information about keys and signatures', rest: new Deferred(() => import('./trust/inspect.ts').then((module) => module.command)) };
const trustKeyGenerate: CommandHead = { use: 'generate NAME', short: 'Generate and load a signing key-pair', rest: new Deferred(() => import('./trust/key/generate.ts').then((module) => module.command)) };
const trustKeyLoad: CommandHead = { use: 'load [OPTIONS] KEYFILE', short: 'Load a private key file for signing', rest: new Deferred(() => import('./trust/key/load.ts').then((module) => module.command)) };
const trustRevoke: CommandHead = { use: 'revoke [OPTIONS] IMAGE[:TAG]', short: 'Remove trust for an image', rest: new Deferred(() => import('./trust/revoke.ts').then((module) => module.command)) };
const trustSign: CommandHead = { use: 'sign IMAGE:TAG', short: 'Sign an image', rest: new Deferred(() => import('./trust/sign.ts').then((module) => module.command)) };
const trustSignerAdd: CommandHead = { use: 'add OPTIONS NAME REPOSITORY [REPOSITORY...] ', short: 'Add a signer', rest: new Deferred(() => import('./trust/signer/add.ts').then((module) => module.command)) };
const trustSignerRemove: CommandHead = { use: 'remove [OPTIONS] NAME REPOSITORY [REPOSITORY...]', short: 'Remove a signer', rest: new Deferred(() => import('./trust/signer/remove.ts').then((module) => module.command)) };
const volumeCreate: CommandHead = { use: 'create [OPTIONS] [VOLUME]', short: 'Create a volume', rest: new Deferred(() => import('./volume/create.ts').then((module) => module.command)) };
const volumeInspect: CommandHead = { use: 'inspect [OPTIONS] VOLUME [VOLUME...]', short: 'Display detailed information on one or more volumes', rest: new Deferred(() => import('./volume/inspect.ts').then((module) => module.command)) };
const volumeLs: CommandHead = { use: 'ls [OPTIONS]', short: 'List volumes', aliases: ['list'], rest: new Deferred(() => import('./volume/ls.ts').then((module) => module.command)) };
const volumePrune: CommandHead = { use: 'prune [OPTIONS]', short: 'Remove unused local volumes', version: '1.25', rest: new Deferred(() => import('./volume/prune.ts').then((module) => module.command)) };
const volumeRm: CommandHead = { use: 'rm [OPTIONS] VOLUME [VOLUME...]', short: 'Remove one or more volumes', aliases: ['remove'], rest: new Deferred(() => import('./volume/rm.ts').then((module) => module.command)) };
const volumeUpdate: CommandHead = { use: 'update [OPTIONS] [VOLUME]', short: 'Update a volume (cluster volumes only)', version: '1.42', swarm: 'manager', rest: new Deferred(() => import('./volume/update.ts').then((module) => module.command)) };

/** The tree of all commands; those that do the work are loaded when they are asked for more than their names. */
export const COMMANDS: readonly (CommandHead | Command)[] = [
  containerAttach,
  builderBake,
  imageBuild,
  {
    use: 'builder', short: 'Manage builds', version: '1.31', args: noArgs, commands: [
      imageBuild,
      builderPrune,
    ],
  },
  {
    use: 'checkpoint', short: 'Manage checkpoints', version: '1.25', ostype: 'linux', experimental: true, args: noArgs, commands: [
      checkpointCreate,
      checkpointLs,
      checkpointRm,
    ],
  },
  containerCommit,
  {
    use: 'config', short: 'Manage Swarm configs', version: '1.30', swarm: 'manager', args: noArgs, commands: [
      configCreate,
      configInspect,
      configLs,
      configRm,
    ],
  },
  {
    use: 'container', short: 'Manage containers', args: noArgs, commands: [
      containerAttach,
      containerCommit,
      containerCp,
      containerCreate,
      containerDiff,
      containerExec,
      containerExport,
      containerInspect,
      containerKill,
      containerLogs,
      containerLs,
      containerPause,
      containerPort,
      containerPrune,
      containerRename,
      containerRestart,
      containerRm,
      containerRun,
      containerStart,
      containerStats,
      containerStop,
      containerTop,
      containerUnpause,
      containerUpdate,
      containerWait,
    ],
  },
  {
    use: 'context', short: 'Manage contexts', args: noArgs, commands: [
      contextCreate,
      contextExport,
      contextImport,
      contextInspect,
      contextLs,
      contextRm,
      contextShow,
      contextUpdate,
      contextUse,
    ],
  },
  containerCp,
  containerCreate,
  containerDiff,
  systemEvents,
  containerExec,
  containerExport,
  imageHistory,
  {
    use: 'image', short: 'Manage images', args: noArgs, commands: [
      imageBuild,
      imageHistory,
      imageImport,
      imageInspect,
      imageLoad,
      imageLs,
      imagePrune,
      imagePull,
      imagePush,
      imageRm,
      imageSave,
      imageTag,
    ],
  },
  { ...imageLs, use: 'images [OPTIONS] [REPOSITORY[:TAG]]', aliases: [] },
  imageImport,
  systemInfo,
  systemInspect,
  containerKill,
  imageLoad,
  registryLogin,
  registryLogout,
  containerLogs,
  {
    use: 'manifest COMMAND', short: 'Manage Docker image manifests and manifest lists', long: '\nThe **docker manifest** command has subcommands for managing image manifests and\nmanifest lists. A manifest list allows you to use one name to refer to the same image\nbuilt for multiple architectures.\n\nTo see help for a subcommand, use:\n\n    docker manifest CMD --help\n\nFor full details on using docker manifest lists, see the registry v2 specification.\n\n', experimentalCLI: true, args: noArgs, commands: [
      manifestAnnotate,
      manifestCreate,
      manifestInspect,
      manifestPush,
      manifestRm,
    ],
  },
  {
    use: 'network', short: 'Manage networks', version: '1.21', args: noArgs, commands: [
      networkConnect,
      networkCreate,
      networkDisconnect,
      networkInspect,
      networkLs,
      networkPrune,
      networkRm,
    ],
  },
  {
    use: 'node', short: 'Manage Swarm nodes', version: '1.24', swarm: 'manager', args: noArgs, commands: [
      nodeDemote,
      nodeInspect,
      nodeLs,
      nodePromote,
      nodePs,
      nodeRm,
      nodeUpdate,
    ],
  },
  containerPause,
  {
    use: 'plugin', short: 'Manage plugins', version: '1.25', args: noArgs, commands: [
      pluginCreate,
      pluginDisable,
      pluginEnable,
      pluginInspect,
      pluginInstall,
      pluginLs,
      pluginPush,
      pluginRm,
      pluginSet,
      pluginUpgrade,
    ],
  },
  containerPort,
  { ...containerLs, use: 'ps [OPTIONS]', aliases: [] },
  imagePull,
  imagePush,
  containerRename,
  containerRestart,
  containerRm,
  { ...imageRm, use: 'rmi [OPTIONS] IMAGE [IMAGE...]', aliases: [] },
  containerRun,
  imageSave,
  registrySearch,
  {
    use: 'secret', short: 'Manage Swarm secrets', version: '1.25', swarm: 'manager', args: noArgs, commands: [
      secretCreate,
      secretInspect,
      secretLs,
      secretRm,
    ],
  },
  {
    use: 'service', short: 'Manage Swarm services', version: '1.24', swarm: 'manager', args: noArgs, commands: [
      serviceCreate,
      serviceInspect,
      serviceLogs,
      serviceLs,
      servicePs,
      serviceRm,
      serviceRollback,
      serviceScale,
      serviceUpdate,
    ],
  },
  {
    use: 'stack [OPTIONS]', short: 'Manage Swarm stacks', version: '1.25', swarm: 'manager', args: noArgs, commands: [
      stackConfig,
      stackDeploy,
      stackLs,
      stackPs,
      stackRm,
      stackServices,
    ],
  },
  containerStart,
  containerStats,
  containerStop,
  {
    use: 'swarm', short: 'Manage Swarm', version: '1.24', swarm: '', args: noArgs, commands: [
      swarmCa,
      swarmInit,
      swarmJoin,
      swarmJoinToken,
      swarmLeave,
      swarmUnlock,
      swarmUnlockKey,
      swarmUpdate,
    ],
  },
  {
    use: 'system', short: 'Manage Docker', args: noArgs, commands: [
      systemDf,
      systemDialStdio,
      systemEvents,
      systemInfo,
      systemPrune,
    ],
  },
  imageTag,
  containerTop,
  {
    use: 'trust', short: 'Manage trust on Docker images', args: noArgs, commands: [
      trustInspect,
      {
        use: 'key', short: 'Manage keys for signing Docker images', args: noArgs, commands: [
          trustKeyGenerate,
          trustKeyLoad,
        ],
      },
      trustRevoke,
      trustSign,
      {
        use: 'signer', short: 'Manage entities who can sign Docker images', args: noArgs, commands: [
          trustSignerAdd,
          trustSignerRemove,
        ],
      },
    ],
  },
  containerUnpause,
  containerUpdate,
  systemVersion,
  {
    use: 'volume COMMAND', short: 'Manage volumes', version: '1.21', args: noArgs, commands: [
      volumeCreate,
      volumeInspect,
      volumeLs,
      volumePrune,
      volumeRm,
      volumeUpdate,
    ],
  },
  containerWait,
];
