/** What is over before anything is remembered, and so leaves nothing behind; what is begun in it may. */
const PASSING = new Set(['PROMISE', 'TickObject', 'Microtask', 'MESSAGEPORT']);

const watched = new WeakSet();

/**
 * Tells when work is begun that goes on by itself, such as a timer, a request or a thread: by what is watched, or by
 * what follows from it once promises are settled.
 *
 * @param owner is watched once, to its end
 * @param isWatched whether what runs just now is watched
 */
export function watchWork(owner: object, isWatched: () => boolean, onWork: () => void): void {
  if (watched.has(owner)) return;
  watched.add(owner);
  // Not imported, as long as nothing is rendered.
  const { createHook, executionAsyncId } = process.getBuiltinModule('node:async_hooks');
  const begun = new Set<number>();
  const hook = createHook({
    init(id, type) {
      if (!isWatched() && !begun.has(executionAsyncId())) return;
      if (PASSING.has(type)) return void begun.add(id);
      onWork();
      hook.disable();
    },
  });
  hook.enable();
}
