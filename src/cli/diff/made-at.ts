import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest } from '../../kernel/manifest.ts';
import { type WrittenAt } from '../../reports/diff-report.ts';

/**
 * Finds the line of a system's own code that makes an object: the one line where the component that the object is
 * labelled with is named as a construct is. Nothing where there is no such line, or more than one.
 */
export class MadeAt {
  readonly #lines = new Map<string, readonly (WrittenAt & { readonly text: string })[]>();

  /** @param root the project's folder, with its systems in `src/systems` */
  constructor(private readonly root: string) {}

  of(system: string, manifest: Manifest | undefined): WrittenAt | undefined {
    const component = manifest?.metadata.labels?.['app.kubernetes.io/component'];
    if (typeof component !== 'string' || !/^[a-z0-9][a-z0-9.-]*$/.test(component) || !/^[a-z0-9][a-z0-9-]*$/.test(system)) return undefined;
    const named = this.#linesOf(system).filter(({ text }) => text.includes(`'${component}'`) || text.includes(`"${component}"`));
    const made = named.filter(({ text }) => new RegExp(`(?:\\bnew \\w+|\\.\\w+)\\(\\w+, (['"])${component.replace(/[.]/g, '\\.')}\\1`).test(text));
    const [found, ...more] = made.length > 0 ? made : named;
    return found === undefined || more.length > 0 ? undefined : { file: found.file, line: found.line! };
  }

  #linesOf(system: string): readonly (WrittenAt & { readonly text: string })[] {
    const known = this.#lines.get(system);
    if (known !== undefined) return known;
    const folder = `src/systems/${system}`;
    const lines = filesIn(join(this.root, folder)).flatMap((name) => readFileSync(join(this.root, folder, name), 'utf8').split('\n').map((text, index) => ({ file: `${folder}/${name}`, line: index + 1, text })));
    this.#lines.set(system, lines);
    return lines;
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts')).map(({ name }) => name).sort();
  } catch {
    return []; // a system that is not laid out like that has no such line
  }
}
