/** Joins a real socket and a connection of the simulation, both ways, with half-close and back-pressure. */
import type { Socket } from 'node:net';
import type { OutsideConnection } from '../kernel/net/outside.ts';

/** `kick` lets the simulation take up what has come. The real socket must allow to be half open. */
export function bridge(socket: Socket, inner: OutsideConnection, kick: () => void): void {
  inner.onData = (data) => {
    if (!socket.destroyed && !socket.write(data)) inner.pause();
  };
  inner.onEnd = () => void socket.end();
  inner.onError = () => void socket.destroy();
  inner.onDrain = () => void socket.resume();
  socket.on('drain', () => {
    inner.resume();
    kick();
  });
  socket.on('data', (data) => {
    if (!inner.write(data)) socket.pause();
    kick();
  });
  socket.on('end', () => {
    inner.end();
    kick();
  });
  // A reset shows as 'close' too; what it was called does not matter to the other end.
  socket.on('error', () => {});
  socket.on('close', () => {
    inner.close();
    kick();
  });
}
