import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectToKnown } from './project-known.ts';

const PAIR = { environment: 'production', system: 'shop' };
const ROOT = join(__dirname, '..', '..', '..');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-known-'));
  mkdirSync(join(folder, 'overlays', 'shop'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, text: string): void => writeFileSync(join(folder, 'overlays', file), text);
const read = (file: string): string => readFileSync(join(folder, 'overlays', file), 'utf8');
const own = (file: string): string => readFileSync(join(ROOT, 'overlays', file), 'utf8');

describe('facts that are handed to a former definition', () => {
  it('lose the keys that it does not know, at every depth, and nothing else', () => {
    write('environments.schema.json', own('environments.schema.json'));
    write('environments.yaml', own('environments.yaml').replace('gitops:\n', 'weather: sunny\ngitops:\n').replace('  production:\n', '  production:\n    mood: calm\n').replace('promotion:\n      from', 'promotion:\n      pace: slow\n      from'));
    expect(projectToKnown(folder, PAIR)).toEqual(['weather', 'environments.production.mood', 'environments.production.promotion.pace'].map((path) => `overlays/environments.yaml › ${path}`));
    expect(JSON.parse(read('environments.yaml'))).toMatchObject({ schema: 'slipway.environments/v1', environments: { production: { cluster: { name: 'production' }, promotion: { from: 'staging' } }, staging: {} } });
    expect(projectToKnown(folder, PAIR)).toEqual([]);
  });

  it('lose them in the release file, too', () => {
    write('release.schema.json', own('release.schema.json'));
    write('shop/production.release.yaml', `${own('capakraken/production.release.yaml')}mood: calm\n`);
    expect(projectToKnown(folder, PAIR)).toEqual(['overlays/shop/production.release.yaml › mood']);
  });

  it('stay the bytes that they are where it knows them all, or says nothing of what it knows', () => {
    write('environments.yaml', `${own('environments.yaml')}\nweather: sunny\n`);
    expect(projectToKnown(folder, PAIR)).toEqual([]);
    write('environments.schema.json', own('environments.schema.json'));
    write('environments.yaml', own('environments.yaml'));
    expect(projectToKnown(folder, PAIR)).toEqual([]);
    expect(read('environments.yaml')).toBe(own('environments.yaml'));
  });

  it('keep what cannot be read, which the definition itself refuses', () => {
    write('environments.schema.json', own('environments.schema.json'));
    write('environments.yaml', 'a: [');
    expect(projectToKnown(folder, PAIR)).toEqual([]);
    expect(read('environments.yaml')).toBe('a: [');
  });
});
