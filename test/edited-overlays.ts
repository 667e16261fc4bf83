import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type RenderedDist, renderDist } from '../src/render/render-all.ts';
import { systems } from '../src/systems/registry.ts';
import { ROOT } from './cli-project.ts';

/** Files of a copy of this repository's overlays, by path from the project's root. */
export interface Overlays {
  read(file: string): string;
  write(file: string, text: string): void;
  remove(file: string): void;
}

/** What this repository's systems render to with other overlays. */
export function renderEdited(edit: (overlays: Overlays) => void): RenderedDist {
  const root = mkdtempSync(join(tmpdir(), 'slipway-edited-'));
  try {
    cpSync(join(ROOT, 'overlays'), join(root, 'overlays'), { recursive: true });
    edit({
      read: (file) => readFileSync(join(root, file), 'utf8'),
      write: (file, text) => {
        mkdirSync(dirname(join(root, file)), { recursive: true });
        writeFileSync(join(root, file), text);
      },
      remove: (file) => rmSync(join(root, file)),
    });
    return renderDist({ root, systems });
  } finally {
    rmSync(root, { recursive: true });
  }
}
