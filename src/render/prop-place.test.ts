import { describe, expect, it } from '@jest/globals';
import { ExternalSecrets } from '../constructs/external-secrets.ts';
import { exampleSystem } from '../constructs/test-support.ts';
import { type Path, pathText } from '../kernel/path.ts';
import { propPlace } from './prop-place.ts';

const values = {
  api: { strategy: 'canary', canary: { steps: [{ weight: 10, pause: '5m' }] } },
  priceFeed: { host: 'feed.acme.example' },
  postgres: { password: { key: 'shop/postgres', property: 'password' }, client: { key: { key: 'shop/postgres', property: 'client-key' } } },
};
/** The line is the path itself, so that a table can tell. */
const pair = { values, files: [], sourceOf: (path: Path) => ({ file: pathText(path), line: 1, column: 1 }) };
const system = exampleSystem();
new ExternalSecrets(system, 'postgres', { name: 'postgres', as: { directory: '/etc/db' }, keys: { 'client-key.pem': 'shop/postgres#client-key', password: 'shop/postgres#password' } });

const written = { ...pair, sourceOf: (path: Path) => (existsAt(path) ? pair.sourceOf(path) : undefined) };
const existsAt = (path: Path): boolean => path.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], values) !== undefined;
const placed = (path: string, fix = 'x: y'): unknown => propPlace({ path, message: '', fix }, written, system);

describe('the line that a prop was written at', () => {
  it.each([
    ['a prop', 'api.strategy', 'api.strategy'],
    ['a prop in a list', 'api.canary.steps[0].pause', 'api.canary.steps[0].pause'],
    ['a prop of a component of two words', 'price-feed.host', 'priceFeed.host'],
    ['what a construct asks below it', 'api.strategy.more', 'api.strategy'],
    ['what is read from the secret store, and is not told which', 'postgres.composed.url', 'postgres.client.key'],
  ])('is that of %s', (_what, path, place) => {
    expect(placed(path)).toEqual({ file: place, line: 1, column: 1 });
  });

  it('is that of the reference, whatever the file is called that it becomes, with the key that stands there', () => {
    expect(placed('postgres.keys.client-key.pem', 'client-key.pem: { key: shop/postgres/client-key }')).toEqual({ file: 'postgres.client.key', line: 1, column: 1, fix: 'key: { key: shop/postgres/client-key }' });
    expect(placed('postgres.keys.password', 'password: { key: a }')).toMatchObject({ file: 'postgres.password', fix: 'password: { key: a }' });
  });

  it.each([
    ['no overlay says', 'api.ready.path'],
    ['no overlay knows the component of', 'web.host'],
    ['is no prop', ''],
  ])('is not told of what %s', (_what, path) => {
    expect(placed(path)).toEqual({});
  });
});
