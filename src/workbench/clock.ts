// The real clock of the worker: the one place where the simulation meets it.
import type { PacerClock } from './pacer.ts';

/** `after(0)` goes through a message channel: timers of a browser wait at least 4 ms. */
export function realClock(): PacerClock {
  const channel = new MessageChannel();
  const soon: (() => void)[] = [];
  channel.port1.onmessage = () => soon.shift()?.();
  return {
    now: () => performance.now(),
    after(milliseconds, callback) {
      let live = true;
      const call = () => {
        if (live) callback();
      };
      if (milliseconds <= 0) {
        soon.push(call);
        channel.port2.postMessage(0);
        return () => void (live = false);
      }
      const timer = setTimeout(call, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}
