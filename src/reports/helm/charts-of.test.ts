import { describe, expect, it, jest } from '@jest/globals';
import { load } from 'js-yaml';
import fc from 'fast-check';
import { anyCharacter } from '../../kernel/test-support/any-character.ts';
import { type Manifest, compareIdentity, identityOf } from '../../kernel/manifest.ts';
import { UserError } from '../../kernel/problem.ts';
import { CHART_MARK, type ChartSource } from './chart-source.ts';
import { chartsOf } from './charts-of.ts';
import { HARD } from './test-support/hard-source.ts';
import { renderedChart } from './test-support/rendered-chart.ts';

jest.setTimeout(60_000);

const sorted = (manifests: readonly Manifest[]): Manifest[] => [...manifests].sort((a, b) => compareIdentity(identityOf(a), identityOf(b)));
const textOf = (source: ChartSource, path: string): string => chartsOf(source).find((file) => file.path === path)?.text ?? `no ${path}`;
const valuesOf = (source: ChartSource, path: string): unknown => load(textOf(source, path));

describe('the charts of a system', () => {
  it.each(HARD.environments)('render what $name has, object by object', ({ name, manifests }) => {
    expect(sorted(renderedChart(chartsOf(HARD), name))).toEqual(sorted(manifests));
  });

  it('are the same bytes whenever they are made, sorted by path, each marked as slipway\'s', () => {
    const files = chartsOf(HARD);
    expect(chartsOf(structuredClone(HARD))).toEqual(files);
    expect(files.map(({ path }) => path)).toEqual(files.map(({ path }) => path).sort());
    expect(files.filter(({ text }) => !text.slice(0, 400).replaceAll('\\"', '"').includes(CHART_MARK))).toEqual([]);
  });

  it('are an umbrella with a chart for each component that runs something', () => {
    const { dependencies, ...umbrella } = valuesOf(HARD, 'Chart.yaml') as { dependencies: unknown };
    expect(umbrella).toMatchObject({ apiVersion: 'v2', name: 'shop', type: 'application' });
    expect(dependencies).toEqual([
      { name: 'api', version: '0.1.0' },
      { name: 'cache', version: '0.1.0', condition: 'cache.enabled' },
      { name: 'web-front', version: '0.1.0' },
      { name: 'worker', version: '0.1.0' },
    ]);
  });

  it('have image, replicas, host and resources as values that read plainly', () => {
    expect(valuesOf(HARD, 'values-production.yaml')).toMatchObject({
      global: { namespace: 'shop-production', instance: 'shop-production', images: { api: { repository: 'registry.example:5000/shop/api', tag: 'v1.4.2' } }, names: { runtime: 'runtime-abcdef0123' }, hooks: 'argocd' },
      'web-front': { host: 'shop.acme.example', image: { repository: 'registry.example:5000/shop/web', tag: 'v1.4.2' }, resources: { limits: { cpu: 2, memory: '1Gi' } } },
      cache: { enabled: false },
      smoke: { image: { repository: 'registry.example/probe', tag: '1' } },
    });
    expect(valuesOf(HARD, 'values-production-us.yaml')).toMatchObject({ worker: { replicas: 1000000 }, api: { replicas: 1000000 } });
  });

  it('have defaults that leave out what some environment lacks, so that no file has to take it back', () => {
    const values = valuesOf(HARD, 'values.yaml') as Record<string, Record<string, unknown>>;
    expect(values['worker']).toMatchObject({ resources: { limits: { memory: '64Mi' }, requests: { cpu: '1' } } });
    expect(values['worker']).not.toHaveProperty('replicas');
    expect(JSON.stringify(HARD.environments.map(({ name }) => valuesOf(HARD, `values-${name}.yaml`)))).not.toContain('null');
  });

  it('escape every brace that is not an action of theirs', () => {
    expect(textOf(HARD, 'charts/api/templates/PrometheusRule.monitoring.coreos.com-api.yaml')).toContain('{{ "{{" }} $labels.pod }}');
    expect(textOf(HARD, 'charts/api/templates/ConfigMap-dashboard.yaml')).toContain('"legend": "{{ "{{" }} instance }} {{ "{{" }}{pod}}}"');
    expect(textOf(HARD, 'charts/api/templates/ConfigMap-dashboard.yaml')).toContain('/ {{ "{" }}{{ .Values.global.namespace }}}');
  });

  const images: Record<string, [path: readonly string[], changes: readonly string[]]> = {
    'of one component': [['web-front', 'image'], ['ConfigMap/shop-release', 'Deployment/web-front', 'Job/shop-smoke']],
    'that two components run': [['global', 'images', 'api'], ['ConfigMap/shop-release', 'Deployment/worker', 'Rollout/api']],
    'of no release': [['smoke', 'image'], ['Job/shop-smoke']],
  };
  it.each(Object.entries(images))('change with an image %s only what runs it or tells it', (_name, [path, changes]) => {
    const set = (values: object): never => {
      const copy = structuredClone(values) as never;
      Object.assign(path.reduce<Record<string, never>>((at, step) => at[step]!, copy), { tag: 'v9.9.9', digest: `sha256:${'9'.repeat(63)}8` });
      return copy;
    };
    const files = chartsOf(HARD);
    const before = sorted(renderedChart(files, 'production'));
    const after = sorted(renderedChart(files, 'production', set));
    expect(after.filter((manifest, index) => JSON.stringify(manifest) !== JSON.stringify(before[index])).map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort()).toEqual(changes);
    expect(JSON.stringify(after).replaceAll('v9.9.9', '').replaceAll('9', '')).not.toContain(path.at(-1) === 'image' && path[0] === 'smoke' ? 'probe:1' : 'nothing');
  });

  it('make hooks of Helm of the hooks where the values say so', () => {
    const helm = (values: object): never => ({ ...values, global: { ...(values as { global: object }).global, hooks: 'helm' } }) as never;
    const job = renderedChart(chartsOf(HARD), 'dev', helm).find(({ kind }) => kind === 'Job')!;
    expect(job.metadata.annotations).toEqual({
      'argocd.argoproj.io/hook': 'Sync',
      'argocd.argoproj.io/sync-wave': '1',
      'helm.sh/hook': 'post-install,post-upgrade',
      'helm.sh/hook-delete-policy': 'before-hook-creation',
      'helm.sh/hook-weight': '1',
    });
  });

  it('have a schema that knows every value of every environment, and nothing else', () => {
    const schema = JSON.parse(textOf(HARD, 'values.schema.json'));
    for (const file of ['values.yaml', ...HARD.environments.map(({ name }) => `values-${name}.yaml`)]) expect(strangers(valuesOf(HARD, file), schema)).toEqual([]);
    expect(strangers({ worker: { typo: 1 } }, schema)).toEqual(['worker.typo']);
    // An image that two components run is neither's; who sets it there reads where it is.
    expect(schema.properties.worker.properties.image).toMatchObject({ const: 'is global.images.api, which several components run' });
    expect(JSON.parse(textOf(HARD, 'charts/worker/values.schema.json')).properties.image).toMatchObject({ const: expect.stringContaining('global.images.api') });
    expect(schema.properties['web-front'].properties.image.properties).toHaveProperty('tag');
    expect(schema).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#', additionalProperties: false, required: expect.arrayContaining(['global', 'worker']) });
  });

  it('refuse a component that Helm could not tell from its own', () => {
    const manifest: Manifest = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'x', labels: { 'app.kubernetes.io/component': 'global' } } };
    expect(() => chartsOf({ system: 'shop', environments: [{ name: 'dev', manifests: [manifest] }] })).toThrow(UserError);
  });

  it('render whatever objects the environments have', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('{{', '}}', '{{ x }}', 'a\n', 'a\nb', '\n\n', 'a\n\n\n', ' a', 'yes', '1', 'shop-dev', 'a shop-dev b\nc {shop-dev}', 'shop-prod', '%s', '`', '\\', '#', '- ', ': '), fc.string({ unit: anyCharacter }).filter((value) => !/\p{Cs}/u.test(value)));
    const json = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, text, fc.boolean(), fc.integer(), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.constantFrom('a', 'b', 'name', 'image', 'replicas', 'spec', 'resources', 'requests', 'env', 'containers', 'enabled', 'x.y/z', '{{'), tie('value'), { maxKeys: 4 })),
    })).value;
    const object = fc.record({ kind: fc.constantFrom('Deployment', 'Odd', 'Service'), name: fc.constantFrom('app', 'app-0123456789', 'app-abcdef0123', 'other'), component: fc.constantFrom('app', 'system', 'a-b'), spec: fc.dictionary(fc.constantFrom('a', 'b', 'replicas', 'template', 'containers'), json, { maxKeys: 3 }) });
    const environment = fc.uniqueArray(object, { maxLength: 4, selector: ({ kind, name }) => `${kind}/${name}` });
    fc.assert(
      fc.property(environment, environment, environment, (...lists) => {
        const environments = lists.map((list, index) => {
          const namespace = ['shop-dev', 'shop-prod', 'shop-test'][index]!;
          return { name: ['dev', 'prod', 'test'][index]!, manifests: list.map(({ kind, name, component, spec }) => ({ apiVersion: 'v1', kind, metadata: { name, namespace, labels: { 'app.kubernetes.io/component': component, 'app.kubernetes.io/instance': namespace } }, spec })) };
        });
        const files = chartsOf({ system: 'shop', environments });
        for (const { name, manifests } of environments) expect(sorted(renderedChart(files, name))).toEqual(sorted(manifests));
      }),
      { numRuns: 60 },
    );
  });
});

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
}

/** Paths of the values that a schema does not have. */
function strangers(value: unknown, schema: Schema, path = ''): string[] {
  if (schema.properties === undefined || typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const below = path === '' ? key : `${path}.${key}`;
    return Object.hasOwn(schema.properties!, key) ? strangers(child, schema.properties![key]!, below) : [below];
  });
}
