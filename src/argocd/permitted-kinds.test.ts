import { describe, expect, it } from '@jest/globals';
import { ApiObject, App, Chart } from 'cdk8s';
import { type Construct } from 'constructs';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLUSTER_SCOPED } from '../../imports/scopes.ts';
import { groupOf } from '../kernel/manifest.ts';
import { clusterKinds, clusterNamesOf, KINDS_BY_DECLARATION, namespacedKinds, shownKind } from './permitted-kinds.ts';

const CONSTRUCTS = join(__dirname, '..', 'constructs');
type ObjectClass = new (scope: Construct, id: string) => Construct;

/** Sources of the constructs by name. */
const sources = readdirSync(CONSTRUCTS)
  .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|test-support/.test(name))
  .map((name) => [name, readFileSync(join(CONSTRUCTS, name), 'utf8')] as const);

/** Every kind that a construct makes, as `group/Kind`, found in its source: classes of `imports/` and of cdk8s-plus, and plain ApiObjects. */
function kindsMadeIn(name: string, source: string): string[] {
  const kinds: string[] = [];
  for (const [, names, module] of source.matchAll(/^import (?:type )?\{([^}]*)\} from '(\.\.\/\.\.\/imports\/[^']+|cdk8s-plus-28[^']*)';/gm)) {
    const loaded = require(module!.startsWith('.') ? join(CONSTRUCTS, module!) : module!) as Record<string, unknown>;
    for (const imported of names!.split(',').map((one) => one.trim()).filter((one) => one !== '')) {
      const [original, local = original] = imported.split(' as ') as [string, string?];
      if (original.startsWith('type ') || !new RegExp(`new ${local}\\(`).test(source)) continue;
      kinds.push(...kindsOfClass(loaded[original] as ObjectClass));
    }
  }
  for (const [, body] of source.matchAll(/(?:new ApiObject\(|extends ApiObject \{)([\s\S]{0,400})/g)) {
    const [, apiVersion] = /apiVersion: '([^']+)'/.exec(body!) ?? [];
    const [, kind] = /kind: '([^']+)'/.exec(body!) ?? [];
    if (apiVersion === undefined || kind === undefined) throw new Error(`${name} makes an ApiObject whose kind the test cannot read`);
    kinds.push(`${groupOf(apiVersion)}/${kind}`);
  }
  return kinds;
}

function kindsOfClass(made: ObjectClass & { apiVersion?: string; kind?: string }): string[] {
  if (typeof made.apiVersion === 'string' && typeof made.kind === 'string') return [`${groupOf(made.apiVersion)}/${made.kind}`];
  const chart = new Chart(new App(), 'kinds');
  new made(chart, 'one');
  return chart.node.findAll().filter((node) => ApiObject.isApiObject(node)).map(({ apiGroup, kind }) => `${apiGroup === 'core' ? '' : apiGroup}/${kind}`);
}

const made = [...new Set(sources.flatMap(([name, source]) => kindsMadeIn(name, source)))].sort();
const keys = (kinds: readonly { group: string; kind: string }[]): string[] => kinds.map(({ group, kind }) => `${group}/${kind}`);

describe('the kinds that an AppProject permits', () => {
  it('are those that the constructs make, every one of them', () => {
    expect(made.length).toBeGreaterThan(20);
    expect(keys(namespacedKinds(KINDS_BY_DECLARATION))).toEqual(made.filter((kind) => !CLUSTER_SCOPED.has(kind)));
    expect(keys(clusterKinds([]))).toEqual(made.filter((kind) => CLUSTER_SCOPED.has(kind)));
  });

  it('give rights to nobody unless environments.yaml permits that', () => {
    expect(keys(namespacedKinds([])).filter((kind) => kind.startsWith('rbac.'))).toEqual([]);
    expect(keys(KINDS_BY_DECLARATION)).toEqual(['rbac.authorization.k8s.io/Role', 'rbac.authorization.k8s.io/RoleBinding']);
  });

  it.each([
    ['a class of imports', "import { Deployment } from '../../imports/kubernetes.ts';\nnew Deployment(scope, 'x', {});", ['apps/Deployment']],
    ['a renamed class', "import { type PodSpec, Job as ApiJob } from '../../imports/kubernetes.ts';\nnew ApiJob(scope, 'x', {});", ['batch/Job']],
    ['a class of cdk8s-plus', "import { ConfigMap } from 'cdk8s-plus-28/lib/config-map';\nnew ConfigMap(scope, 'x');", ['/ConfigMap']],
    ['a plain object', "new ApiObject(scope, 'x', { apiVersion: 'acme.example/v1', kind: 'Widget' });", ['acme.example/Widget']],
    ['a class that is only a type', "import { type Job } from '../../imports/kubernetes.ts';", []],
  ])('are found in a source with %s', (_name, source, expected) => {
    expect(kindsMadeIn('example.ts', source)).toEqual(expected);
  });

  it('are more where systems make more, each in its place and only once', () => {
    const declared = [{ group: 'batch', kind: 'CronJob' }, { group: 'batch', kind: 'Job' }, { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' }];
    expect(keys(namespacedKinds(declared)).filter((kind) => kind.startsWith('batch/'))).toEqual(['batch/CronJob', 'batch/Job']);
    expect(keys(clusterKinds(declared))).toEqual(['/Namespace', 'policies.kyverno.io/ImageValidatingPolicy', 'policy.sigstore.dev/ClusterImagePolicy', 'rbac.authorization.k8s.io/ClusterRole', 'scheduling.k8s.io/PriorityClass']);
  });

  it('carry the instance in their names where they belong to the whole cluster', () => {
    expect(clusterNamesOf({ group: '', kind: 'Namespace' }, 'shop-dev')).toEqual(['shop-dev']);
    expect(clusterNamesOf({ group: 'scheduling.k8s.io', kind: 'PriorityClass' }, 'shop-dev')).toEqual(['shop-dev', 'shop-dev-*']);
  });

  it('are shown as environments.yaml has them', () => {
    expect([{ group: '', kind: 'Pod' }, { group: 'batch', kind: 'CronJob' }].map(shownKind)).toEqual(['Pod', 'batch/CronJob']);
  });
});
