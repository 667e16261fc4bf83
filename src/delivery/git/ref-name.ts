import { quoted, UserError } from '../../kernel/problem.ts';

/**
 * What is wrong with the name of a branch, in words; undefined when it is one.
 *
 * @see https://git-scm.com/docs/git-check-ref-format
 */
export function branchFault(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (name.length > 200) return 'is longer than 200 characters';
  if (name.startsWith('-')) return 'begins with "-", as options do';
  if (name === '@' || name === 'HEAD') return 'means something else to git';
  if (name.startsWith('refs/')) return 'begins with "refs/": write the branch alone';
  if (/[\0-\x20\x7f~^:?*[\\]/.test(name) || /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(name)) return 'holds a character that no branch may hold';
  if (name.includes('..') || name.includes('@{')) return 'holds ".." or "@{"';
  if (name.endsWith('.')) return 'ends with "."';
  for (const part of name.split('/')) {
    if (part === '') return 'has an empty part';
    if (part.startsWith('.')) return 'has a part that begins with "."';
    if (part.endsWith('.lock')) return 'has a part that ends with ".lock"';
  }
  return undefined;
}

/**
 * The full name of a branch.
 *
 * @throws UserError when git would take no branch of that name
 */
export function branchRef(name: string, option: string): string {
  const fault = branchFault(name);
  if (fault !== undefined) throw new UserError({ message: `the branch ${quoted(name)} ${fault}`, allowed: 'letters, digits, "-", "_", "." and "/" between them', fix: `${option} main` });
  return `refs/heads/${name}`;
}
