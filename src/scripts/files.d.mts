import type { Server } from 'node:http';

export function fileServer(folder: string): Server;
export function listen(server: Server, port: number, host: string): Promise<boolean>;
