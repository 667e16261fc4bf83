import { lstatSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Problem, UserError } from '../../kernel/problem.ts';
import { type NewFiles } from './template.ts';

/** What is made, by path: text, or bytes. */
export type MadeFiles = ReadonlyMap<string, string | Buffer>;

/**
 * Makes new files and replaces others, all or none: what was made is taken back when one fails.
 *
 * @param replaced files that exist and get another content; they change last, each in one step
 * @throws UserError naming every new file that exists already, and nothing is made
 */
export function makeFiles(root: string, made: MadeFiles, replaced: NewFiles = new Map()): void {
  const taken: Problem[] = [...made.keys()].filter((path) => lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined).map((file) => ({ file, message: 'exists already, and is not overwritten' }));
  if (taken.length > 0) throw new UserError(taken);
  const undo: (() => void)[] = [];
  try {
    for (const [path, text] of made) {
      makeFolder(dirname(join(root, path)), undo);
      writeFileSync(join(root, path), text, { flag: 'wx' });
      undo.push(() => rmSync(join(root, path)));
    }
    const swaps = [...replaced].map(([path, text]) => ({ path, beside: `${join(root, path)}.new`, text }));
    for (const { beside, text } of swaps) {
      writeFileSync(beside, text, { flag: 'wx' });
      undo.push(() => rmSync(beside, { force: true }));
    }
    for (const { path, beside } of swaps) renameSync(beside, join(root, path));
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

function makeFolder(path: string, undo: (() => void)[]): void {
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) return;
  makeFolder(dirname(path), undo);
  mkdirSync(path);
  undo.push(() => rmdirSync(path));
}
