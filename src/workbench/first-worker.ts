// A script of its own, ahead of the page's: so the machine's code is on its way before that of the page is there.

/** The literal arguments are how the bundler finds the worker. */
function spawn(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
}

let waiting: Worker | undefined;
try {
  waiting = spawn();
  waiting.addEventListener('error', () => void (waiting = undefined));
} catch {
  // The page meets what went wrong when it starts, and says so.
}

/** The worker that was begun with the page, once; then new ones. */
export function nextWorker(): Worker {
  const worker = waiting ?? spawn();
  waiting = undefined;
  return worker;
}
