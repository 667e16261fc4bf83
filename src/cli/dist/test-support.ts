import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type RenderedPair } from '../../render/render-pair.ts';

/** A temporary folder for the time of a test. */
export function inFolder(run: (folder: string) => void | Promise<void>): () => Promise<void> {
  return async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-test-')));
    try {
      await run(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

/** Writes files by their relative path. */
export function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** All files below a folder by relative path, links and empty folders as what they are. */
export function tree(folder: string, below = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(join(folder, below), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      const inside = tree(folder, path);
      Object.assign(found, Object.keys(inside).length === 0 ? { [`${path}/`]: '' } : inside);
    } else {
      found[path] = entry.isSymbolicLink() ? '(link)' : readFileSync(join(folder, path), 'utf8');
    }
  }
  return found;
}

/** A rendered pair of ConfigMaps, by name and text. */
export function pair(way: string, files: Readonly<Record<string, string>>): RenderedPair {
  const [environment, system] = way.split('/') as [string, string];
  return {
    environment,
    system,
    files: Object.entries(files)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, text]) => ({ name, text, manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } } })),
  };
}

/** A manifest's text as far as it tells whose it is. */
export function ours(text: string): string {
  return `# ${text}\nmetadata:\n  labels:\n    app.kubernetes.io/managed-by: slipway\n`;
}
