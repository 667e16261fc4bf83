import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './cli-project.ts';

const FILE = join(ROOT, 'bin', 'failure-note.js');
const { takeNote } = require(FILE) as { takeNote(root: string): readonly object[] | undefined };

describe('the note of a failed app', () => {
  let root: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-note-')));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const leave = (): string => `require(${JSON.stringify(FILE)}).leaveNote(${JSON.stringify(root)}, [{ message: 'a\\nb' }])`;
  const notes = () => (existsSync(join(root, '.slipway/failed')) ? readdirSync(join(root, '.slipway/failed')) : []);

  it.each([
    ['its child', () => spawnSync(process.execPath, ['-e', leave()])],
    ['the child of a shell', () => spawnSync('sh', ['-c', '"$0" -e "$1"; true', process.execPath, leave()])],
  ])('is found by the process that ran the app as %s, once', (_how, run) => {
    run();
    expect(notes()).toHaveLength(1);
    expect([takeNote(root), takeNote(root)]).toEqual([[{ message: 'a\nb' }], undefined]);
    expect(notes()).toEqual([]);
  });

  it('is left alone by another run, and taken for nobody\'s when it is older than the process', () => {
    mkdirSync(join(root, '.slipway/failed'), { recursive: true });
    writeFileSync(join(root, '.slipway/failed/1'), '999999998 999999999');
    writeFileSync(join(root, '.slipway/failed/2'), `${process.pid}`);
    utimesSync(join(root, '.slipway/failed/2'), new Date(0), new Date(0));
    expect(takeNote(root)).toBeUndefined();
    expect(notes()).toEqual(['1']);
  });

  it('is none where nothing failed', () => expect(takeNote(root)).toBeUndefined());
});
