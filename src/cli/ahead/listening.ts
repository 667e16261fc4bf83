import { replace } from '../cache/replace.ts';

/**
 * Runs something, and holds back what it prints. Who would end the process gets an error instead: it is for
 * the one that runs it again to let it.
 */
export function listening<Result>(run: () => Result): { readonly result: Result; readonly talks: boolean } {
  let talks = false;
  const restore = [
    ...[process.stdout, process.stderr].map((stream) => replace(stream, 'write', { value: () => (talks = true), writable: true })),
    replace(process, 'emitWarning', { value: () => void (talks = true), writable: true }),
    replace(process, 'exit', {
      value: () => {
        throw new Error('not yet');
      },
      writable: true,
    }),
  ];
  try {
    return { result: run(), talks };
  } finally {
    for (const each of restore.reverse()) each();
  }
}
