import { expect } from '@jest/globals';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BrokenOverlay, writeFiles } from './broken-overlays.ts';
import { CliProject, type Outcome, ROOT, treeOf } from './cli-project.ts';
import { demoOverlays } from './demo-overlays.ts';

/** Three environments of the demo system, whose every value shows in what is rendered. */
const MAIN = `
import { ApiObject } from 'cdk8s';
import { run } from ${JSON.stringify(join(ROOT, 'src/cli/index.ts'))};
import { WAVE } from ${JSON.stringify(join(ROOT, 'src/constructs/wave.ts'))};
import { defineSystem } from ${JSON.stringify(join(ROOT, 'src/render/system-definition.ts'))};
import { demoSystem } from ${JSON.stringify(join(ROOT, 'test/demo-overlays.ts'))};

const shop = defineSystem({
  ...demoSystem,
  build(system, { overlay }) {
    new ApiObject(system, 'values', { apiVersion: 'v1', kind: 'ConfigMap', metadata: system.metadata({ name: 'values', wave: WAVE.foundation }), data: { values: JSON.stringify(overlay) } });
  },
});

if (process.env['FAIL_AT_START'] !== undefined) throw new Error('this app fails at its start');
export const app = run([shop]);
`;

/** A project whose dist is current, and whose overlays can be broken. */
export class BrokenProject {
  private readonly project = new CliProject(MAIN);
  private dist: ReadonlyMap<string, string> = new Map();

  static async make(): Promise<BrokenProject> {
    const made = new BrokenProject();
    writeFiles(made.project.folder, demoOverlays);
    expect(await made.project.slipway(['synth'])).toMatchObject({ code: 0, stderr: '' });
    made.dist = treeOf(made.project.path('dist'));
    expect(made.dist.size).toBe(3);
    return made;
  }

  remove(): void {
    this.project.remove();
  }

  /** Runs `slipway synth` over overlays with these edits. */
  slipway(edits: BrokenOverlay['edits'], argv: readonly string[] = [], env = {}): Promise<Outcome> {
    this.edit(edits);
    return this.project.slipway(['synth', ...argv], { env });
  }

  /** Runs `cdk8s synth` over overlays with these edits. */
  cdk8s(edits: BrokenOverlay['edits'], argv: readonly string[] = [], env = {}): Promise<Outcome> {
    this.edit(edits);
    return this.project.cdk8s(argv, { env });
  }

  /** Byte for byte, and nothing besides. */
  expectDistAsItWas(): void {
    expect(treeOf(this.project.path('dist'))).toEqual(this.dist);
  }

  private edit(edits: BrokenOverlay['edits']): void {
    rmSync(this.project.path('overlays'), { recursive: true });
    writeFiles(this.project.folder, demoOverlays, edits);
  }
}

/** What everybody must read who broke an overlay: where, what, the way out; and no stack. */
export function expectExplained({ file, line, says, fix, hides }: BrokenOverlay, text: string): void {
  expect(text).toContain(line === undefined ? file : `${file}:${line}`);
  for (const part of says) expect(text).toContain(part);
  expect(text.split('\n').filter((written) => written.includes('fix: ')).join('\n')).toContain(fix);
  if (hides !== undefined) expect(text).not.toContain(hides);
  expect(text).toMatch(/\d+ problems?; dist is as it was\n/);
}

/** A line of a stack trace. */
export const STACK = /^\s+at .*[:(]/m;
