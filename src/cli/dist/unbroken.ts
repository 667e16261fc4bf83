const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Whether signals are held back at present. */
let isHolding = false;

/**
 * Runs something short that a signal to end must not break off. The process ends by the signal all the same, as
 * soon as it is done.
 *
 * @param run waits for nothing
 */
export function unbroken(run: () => void): void {
  hold();
  run();
}

function hold(): void {
  if (isHolding) return;
  isHolding = true;
  for (const signal of SIGNALS) process.on(signal, end);
  // Node tells of signals in its next turn, whatever became of what was run.
  setImmediate(release);
}

function release(): void {
  for (const signal of SIGNALS) process.off(signal, end);
  isHolding = false;
}

function end(signal: NodeJS.Signals): void {
  release();
  process.kill(process.pid, signal);
}
