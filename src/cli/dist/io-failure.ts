import { relative } from 'node:path';
import { UserError } from '../../kernel/problem.ts';

/** What the operating system refuses for reasons that lie with the machine, in words. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of the path is a file',
  EISDIR: 'it is a folder',
  ELOOP: 'too many links',
  ENAMETOOLONG: 'the path is too long',
  EMFILE: 'too many open files',
  EIO: 'the device failed',
};

/** Runs something that reads or writes files; what the machine refuses becomes a UserError. */
export function explainingIo<Result>(root: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw explained(root, error);
  }
}

/** The same of something that takes its time. */
export async function explainingIoLater<Result>(root: string, run: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw explained(root, error);
  }
}

function explained(root: string, error: unknown): unknown {
  const { code, path: named, dest, syscall } = error as NodeJS.ErrnoException & { dest?: string };
  // Any other file that is missing is one that we looked for in the wrong place.
  const reason = code === 'ENOENT' && syscall === 'mkdir' ? 'no folder can be made there' : code === undefined ? undefined : REASONS[code];
  if (reason === undefined) return error;
  // Of a link it is what it leads to, and no file at all.
  const path = syscall === 'symlink' ? dest : named;
  const file = path === undefined || !path.startsWith(`${root}/`) ? path : relative(root, path);
  return new UserError({ ...(file === undefined ? {} : { file }), message: `cannot ${syscall ?? 'use'} it: ${reason} (${code})`, ...(code === 'ENOENT' ? { fix: 'name another folder' } : {}) }, { cause: error });
}
