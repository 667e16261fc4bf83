import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { defineSystem } from '../render/system-definition.ts';
import { selectPairs, type SelectionOptions } from './publish-selection.ts';

const shop = defineSystem({ name: 'shop', images: ['app'], overlay: z.strictObject({}), build: () => undefined });
const RELEASE = `schema: slipway.release/v1\nversion: v1.0.0\nsource: { repository: https://git.acme.example/app, commit: ${'a1'.repeat(20)} }\nimages:\n  app: { name: ghcr.io/acme/app, digest: "sha256:${'2'.repeat(64)}" }\n`;

describe('what is published', () => {
  const root = mkdtempSync(join(tmpdir(), 'slipway-selection-'));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const environments = (...promoted: string[]): void =>
    write('overlays/environments.yaml', `schema: slipway.environments/v1\ndefaults:\n  kubernetes: "1.34"\n  zones: [zone-a]\n  probeImage: ghcr.io/acme/probe@sha256:${'1'.repeat(64)}\nenvironments:\n${['dev', 'production', 'staging'].map((name, order) => `  ${name}: { cluster: { name: ${name} }, domain: ${name}.acme.example, apiServer: { cidrs: [10.${order}.0.1/32] }${promoted.includes(name) ? ', promotion: { from: staging, requires: [] }' : ''} }\n`).join('')}`);
  const select = (options: Partial<SelectionOptions> = {}) => selectPairs({ root, systems: [shop], ...options });

  beforeAll(() => {
    environments('production');
    for (const environment of ['dev', 'production', 'staging']) {
      write(`overlays/shop/${environment}.yaml`, 'schema: slipway.overlay/v1\n');
      write(`overlays/shop/${environment}.release.yaml`, RELEASE);
    }
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it.each<[string, Partial<SelectionOptions>, { pairs: string[]; scope: object; shared: boolean }]>([
    ['everything', {}, { pairs: ['dev', 'production', 'staging'], scope: { environments: [], systems: [] }, shared: true }],
    ['an environment', { environments: ['dev'] }, { pairs: ['dev'], scope: { environments: ['dev'], systems: [] }, shared: false }],
    ['a system', { names: ['shop'] }, { pairs: ['dev', 'production', 'staging'], scope: { environments: [], systems: ['shop'] }, shared: false }],
    ['what releases reach', { reachedBy: 'release' }, { pairs: ['dev', 'staging'], scope: { environments: ['dev', 'staging'], systems: [] }, shared: false }],
    ['what promotions reach, with what belongs to no pair and with what is no more', { reachedBy: 'promotion' }, { pairs: ['production'], scope: { environments: [], systems: [], except: ['dev', 'staging'] }, shared: true }],
    ['a system of what promotions reach', { reachedBy: 'promotion', names: ['shop'] }, { pairs: ['production'], scope: { environments: [], systems: ['shop'], except: ['dev', 'staging'] }, shared: false }],
  ])('is %s', (_, options, { pairs, scope, shared }) => {
    const selection = select(options);
    expect({ pairs: selection.overlays.pairs.map(({ environment }) => environment), scope: selection.scope, shared: selection.shared }).toEqual({ pairs, scope, shared });
  });

  it.each<[string, Partial<SelectionOptions>, string]>([
    ['an environment that is mistyped', { environments: ['prodution'] }, 'there is no environment "prodution", did you mean "production"?\nallowed: dev, production, staging\nfix: --env production, or where it was deleted: npx slipway publish '],
    ['an environment that is no more', { environments: ['mars'] }, 'there is no environment "mars"\nallowed: dev, production, staging\nfix: --env dev, or where it was deleted: npx slipway publish '],
    ['a system that is no more', { names: ['crm'] }, 'there is no system "crm"\nallowed: shop\nfix: --system shop, or where it was deleted: npx slipway publish '],
    ['no environment at all', { environments: [] }, '--env names nothing\nallowed: one name or several, with commas between them\nfix: leave out --env'],
    ['no system at all', { names: [] }, '--system names nothing'],
  ])('is not guessed from %s', (_, options, says) => {
    expect(() => select(options)).toThrow(says);
  });
});
