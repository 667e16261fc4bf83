import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { checkBy } from '../check-manifests.ts';
import { describeRule } from '../test-support/describe-rule.ts';
import { object } from '../test-support/manifests.ts';
import { elementDefaultIsExplicit } from './element-default-is-explicit.ts';

const route = (spec: object) => object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'web', { spec });
const parent = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public' };
const backend = { group: '', kind: 'Service', name: 'web', port: 80, weight: 1 };
const matches = [{ path: { type: 'PathPrefix', value: '/' } }];

describeRule(elementDefaultIsExplicit, {
  accepts: {
    'a route with everything said': route({ parentRefs: [parent], rules: [{ matches, backendRefs: [backend] }] }),
    'a claim template with its type': object('apps/v1', 'StatefulSet', 'db', { spec: { volumeClaimTemplates: [{ apiVersion: 'v1', kind: 'PersistentVolumeClaim' }] } }),
    'a monitor that relabels nothing': object('monitoring.coreos.com/v1', 'ServiceMonitor', 'web', { spec: { endpoints: [{ port: 'http' }] } }),
    'a spec of another shape': route([null]),
  },
  rejects: {
    'a parent without group and kind': [route({ parentRefs: [{ name: 'public' }] }), ['spec.parentRefs[0].group', 'spec.parentRefs[0].kind']],
    'a rule without matches': [route({ rules: [{ backendRefs: [backend] }] }), ['spec.rules[0].matches']],
    'a path without a type': [route({ rules: [{ matches: [{ path: { value: '/a' } }] }] }), ['spec.rules[0].matches[0].path.type']],
    'a backend with a name and a port alone': [
      route({ rules: [{ matches, backendRefs: [backend, { name: 'web', port: 80 }] }] }),
      ['spec.rules[0].backendRefs[1].group', 'spec.rules[0].backendRefs[1].kind', 'spec.rules[0].backendRefs[1].weight'],
    ],
    'a relabelling without an action': [
      object('monitoring.coreos.com/v1', 'ServiceMonitor', 'web', { spec: { endpoints: [{ metricRelabelings: [{ regex: 'go_.*' }] }] } }),
      ['spec.endpoints[0].metricRelabelings[0].action'],
    ],
    'a claim template without its type': [
      object('apps/v1', 'StatefulSet', 'db', { spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] } }),
      ['spec.volumeClaimTemplates[0].apiVersion', 'spec.volumeClaimTemplates[0].kind'],
    ],
    'a merge of secret keys without its policy': [
      object('external-secrets.io/v1', 'ExternalSecret', 'x', { spec: { dataFrom: [{ rewrite: [{ merge: { into: 'all', strategy: 'JSON', priorityPolicy: 'Strict' } }] }] } }),
      ['spec.dataFrom[0].rewrite[0].merge.conflictPolicy'],
    ],
  },
});

/** Definitions are no part of a user's clone. */
const CRDS = join(__dirname, '../../../../shared/crds');
const DEFINITIONS: readonly (readonly [kind: string, file: string])[] = [
  ['HTTPRoute', 'gateway.networking.k8s.io/httproutes.yaml'],
  ['GRPCRoute', 'gateway.networking.k8s.io/grpcroutes.yaml'],
  ['Gateway', 'gateway.networking.k8s.io/gateways.yaml'],
  ['ServiceMonitor', 'monitoring.coreos.com/servicemonitors.yaml'],
  ['ExternalSecret', 'external-secrets.io/externalsecrets.yaml'],
  ['Cluster', 'postgresql.cnpg.io/clusters.yaml'],
];

describe('the defaults of list elements', () => {
  const orSkip = existsSync(CRDS) ? it : it.skip;
  orSkip.each(DEFINITIONS)('are those of the definition of %s', (_kind, file) => {
    const definition = parse(readFileSync(join(CRDS, file), 'utf8'));
    const { group, names, versions } = definition.spec;
    for (const { name, schema } of versions.slice(0, 1)) {
      const filled = sample(schema.openAPIV3Schema.properties.spec);
      const manifest = { apiVersion: `${group}/${name}`, kind: names.kind, metadata: { name: 'x', namespace: 'y' }, spec: filled };
      const found = checkBy([elementDefaultIsExplicit], [manifest]);
      for (const { path, fix } of found) {
        const schemaHere = schemaAt(schema.openAPIV3Schema, path);
        expect([path, fix]).toEqual([path, `${path.split('.').pop()}: ${JSON.stringify(schemaHere.default)}`]);
      }
      expect(found.length).toBeGreaterThan(1);
    }
  });
});

/** A value with one element in each list and nothing in it that has a default. */
function sample(schema: Schema): unknown {
  if (schema.type === 'array') return [sample(schema.items!)];
  if (schema.properties === undefined) return 'x';
  return Object.fromEntries(Object.entries(schema.properties).flatMap(([key, child]) => (child.default === undefined ? [[key, sample(child)]] : [])));
}

function schemaAt(schema: Schema, path: string): Schema {
  return path.split(/[.[]/).reduce((here, step) => (step.endsWith(']') ? here.items! : here.properties![step]!), schema);
}

interface Schema {
  readonly type?: string;
  readonly default?: unknown;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}
