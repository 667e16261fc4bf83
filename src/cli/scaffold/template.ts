import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** New files by path, relative to the folder they are made in, with forward slashes. */
export type NewFiles = Map<string, string>;

/** What stands for something in a template's names and texts: `__SYSTEM__`. */
export type Placeholders = Readonly<Record<`__${string}__`, string>>;

/**
 * The files of a template, filled in. A name that begins with `dot-` begins with a dot: npm leaves
 * some files out of a package, or renames them, when they are called so.
 *
 * @param folder absolute path of the template
 */
export function fillTemplate(folder: string, placeholders: Placeholders): NewFiles {
  const files: NewFiles = new Map();
  for (const path of filesIn(folder, '')) {
    const name = path.replace(/(^|\/)dot-/g, '$1.');
    files.set(fill(name, placeholders), fill(readFileSync(join(folder, path), 'utf8'), placeholders));
  }
  return files;
}

function fill(text: string, placeholders: Placeholders): string {
  return text.replace(/__[A-Z]+(?:_[A-Z]+)*__/g, (found) => (Object.hasOwn(placeholders, found) ? placeholders[found as keyof Placeholders]! : found));
}

function filesIn(folder: string, below: string): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      return entry.isDirectory() ? filesIn(folder, path) : [path];
    });
}
