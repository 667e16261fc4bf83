import { quoted, UserError } from '../../kernel/problem.ts';

/**
 * Refuses a path that could mean another one to git or to somebody's file system. What is
 * published comes from names of objects, and those from people.
 *
 * @throws UserError
 */
export function checkPath(path: string): void {
  for (const part of path.split('/')) {
    const fault = partFault(part);
    if (fault !== undefined) throw new UserError({ message: `nothing can be published at ${quoted(path)}: ${quoted(part)} ${fault}`, allowed: 'parts of letters, digits, ".", "_", "-" and "%", parted by "/"' });
  }
}

function partFault(part: string): string | undefined {
  if (part === '') return 'is empty';
  if (part === '.' || part === '..') return 'is another folder';
  if (part.length > 255) return 'is longer than 255';
  if (!/^[A-Za-z0-9._%-]+$/.test(part)) return 'holds a character that is not safe on every file system';
  // HFS and NTFS take several names for the same folder, and this one holds what git runs.
  if (/^\.git/i.test(part) || /^git~\d/i.test(part) || part.endsWith('.')) return 'is, or may be taken for, a name that git keeps for itself';
  return undefined;
}
