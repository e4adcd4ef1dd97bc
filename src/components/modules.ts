// The modules of the course, in order: title and what one can do after it.
import type { Locale } from './locale.ts';

export const moduleTitles: Record<Locale, readonly (readonly [title: string, summary: string])[]> = {
  en: [
    ['Warm-up', 'The terminal, files and pipes'],
    ['Containers', 'Run, name, list, stop and remove; why a container ends'],
    ['Images', 'Names, tags, layers, and where they come from'],
    ['Dockerfile and build', 'Make images that are small and build fast'],
    ['Volumes and mounts', 'Data that outlives a container'],
    ['Networks', 'Ports, names, and who can reach whom'],
    ['Compose', 'An application of several containers in one file'],
    ['Registry', 'Share images, publicly and privately'],
    ['Operating', 'Logs, limits, health, disk space'],
    ['Daemon and security', 'The engine behind it, and how to keep it safe'],
  ],
  'zh-CN': [
    ['热身', '终端、文件与管道'],
    ['容器', '运行、命名、列出、停止、删除；容器为什么会结束'],
    ['镜像', '名称、标签、层，以及它们从哪里来'],
    ['Dockerfile 与构建', '构建又小又快的镜像'],
    ['卷与挂载', '让数据比容器活得更久'],
    ['网络', '端口、名称，以及谁能访问谁'],
    ['Compose', '用一个文件描述由多个容器组成的应用'],
    ['镜像仓库', '公开或私下分享镜像'],
    ['运维', '日志、限制、健康检查、磁盘空间'],
    ['守护进程与安全', '背后的引擎，以及如何保证安全'],
  ],
};
