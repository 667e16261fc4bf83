import { at, isFields } from '../field.ts';
import { type Finding, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** Where the elements stand, `[]` for every element of the list before it; and what they must hold. */
type Element = readonly [steps: readonly string[], defaults: Readonly<Record<string, unknown>>];

const BACKEND = { group: '', kind: 'Service' };
const PARENT = { group: 'gateway.networking.k8s.io', kind: 'Gateway' };
const RELABEL = { action: 'replace' };

/** The protocol of a container's port, in the pods of custom resources; Kubernetes' own kinds have no such lists. */
function portsOf(spec: string): Record<string, Readonly<Record<string, unknown>>> {
  return Object.fromEntries(['containers', 'initContainers'].map((list) => [`${spec}.${list}.[].ports.[]`, { protocol: 'TCP' }]));
}

/** What tells clients apart. */
function clientSelectors(rules: string): Record<string, Readonly<Record<string, unknown>>> {
  const selector = `${rules}.[].clientSelectors.[]`;
  return {
    [`${selector}.headers.[]`]: { invert: false, type: 'Exact' },
    [`${selector}.methods.[]`]: { invert: false },
    [`${selector}.path`]: { invert: false, type: 'PathPrefix', value: '/' },
    [`${selector}.queryParams.[]`]: { invert: false, type: 'Exact' },
    [`${selector}.sourceCIDR`]: { invert: false, type: 'Exact' },
  };
}

const DEFAULTS: ReadonlyMap<string, readonly Element[]> = new Map([
  [
    'gateway.networking.k8s.io/HTTPRoute',
    elements({
      'spec.parentRefs.[]': PARENT,
      'spec.rules.[]': { matches: [{ path: { type: 'PathPrefix', value: '/' } }] },
      'spec.rules.[].matches.[]': { path: { type: 'PathPrefix', value: '/' } },
      'spec.rules.[].matches.[].path': { type: 'PathPrefix', value: '/' },
      'spec.rules.[].matches.[].headers.[]': { type: 'Exact' },
      'spec.rules.[].matches.[].queryParams.[]': { type: 'Exact' },
      'spec.rules.[].filters.[].requestMirror.backendRef': BACKEND,
      'spec.rules.[].filters.[].requestRedirect': { statusCode: 302 },
      'spec.rules.[].backendRefs.[]': { ...BACKEND, weight: 1 },
    }),
  ],
  [
    'gateway.networking.k8s.io/GRPCRoute',
    elements({
      'spec.parentRefs.[]': PARENT,
      'spec.rules.[].matches.[].method': { type: 'Exact' },
      'spec.rules.[].matches.[].headers.[]': { type: 'Exact' },
      'spec.rules.[].filters.[].requestMirror.backendRef': BACKEND,
      'spec.rules.[].backendRefs.[]': { ...BACKEND, weight: 1 },
    }),
  ],
  [
    'gateway.networking.k8s.io/Gateway',
    elements({
      'spec.addresses.[]': { type: 'IPAddress' },
      'spec.listeners.[]': { allowedRoutes: { namespaces: { from: 'Same' } } },
      'spec.listeners.[].allowedRoutes': { namespaces: { from: 'Same' } },
      'spec.listeners.[].allowedRoutes.namespaces': { from: 'Same' },
      'spec.listeners.[].allowedRoutes.kinds.[]': { group: 'gateway.networking.k8s.io' },
      'spec.listeners.[].tls': { mode: 'Terminate' },
      'spec.listeners.[].tls.certificateRefs.[]': { group: '', kind: 'Secret' },
    }),
  ],
  ['monitoring.coreos.com/ServiceMonitor', elements({ 'spec.endpoints.[].relabelings.[]': RELABEL, 'spec.endpoints.[].metricRelabelings.[]': RELABEL })],
  [
    'monitoring.coreos.com/Probe',
    elements({ 'spec.metricRelabelings.[]': RELABEL, 'spec.targets.ingress.relabelingConfigs.[]': RELABEL, 'spec.targets.staticConfig.relabelingConfigs.[]': RELABEL }),
  ],
  ['monitoring.coreos.com/PodMonitor', elements({ 'spec.podMetricsEndpoints.[].relabelings.[]': RELABEL, 'spec.podMetricsEndpoints.[].metricRelabelings.[]': RELABEL })],
  [
    'external-secrets.io/ExternalSecret',
    elements({
      'spec.data.[].sourceRef.generatorRef': { apiVersion: 'generators.external-secrets.io/v1alpha1' },
      'spec.dataFrom.[].sourceRef.generatorRef': { apiVersion: 'generators.external-secrets.io/v1alpha1' },
      'spec.dataFrom.[].rewrite.[].merge': { conflictPolicy: 'Error', into: '', priorityPolicy: 'Strict', strategy: 'Extract' },
      'spec.target.template.templateFrom.[]': { target: 'Data' },
      'spec.target.template.templateFrom.[].configMap.items.[]': { templateAs: 'Values' },
      'spec.target.template.templateFrom.[].secret.items.[]': { templateAs: 'Values' },
    }),
  ],
  [
    'postgresql.cnpg.io/Cluster',
    elements({
      'spec.managed.roles.[]': { connectionLimit: -1, ensure: 'present', inherit: true },
      'spec.managed.services.additional.[]': { updateStrategy: 'patch' },
      'spec.externalClusters.[].plugin': { enabled: true, isWALArchiver: false },
      'spec.plugins.[]': { enabled: true, isWALArchiver: false },
      'spec.tablespaces.[]': { temporary: false },
      'spec.tablespaces.[].storage': { resizeInUseVolumes: true },
    }),
  ],
  ['argoproj.io/Rollout', elements(portsOf('spec.template.spec'))],
  ['argoproj.io/AnalysisTemplate', elements(portsOf('spec.metrics.[].provider.job.spec.template.spec'))],
  ['gateway.envoyproxy.io/BackendTrafficPolicy', elements({ ...clientSelectors('spec.rateLimit.local.rules'), ...clientSelectors('spec.rateLimit.global.rules') })],
  ['apps/StatefulSet', elements({ 'spec.volumeClaimTemplates.[]': { apiVersion: 'v1', kind: 'PersistentVolumeClaim' } })],
]);

function elements(table: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Element[] {
  return Object.entries(table).map(([path, defaults]) => [path.split('.'), defaults]);
}

export const elementDefaultIsExplicit: Rule = {
  id: 'element-default-is-explicit',
  severity: 'error',
  why: 'the structured-merge diff cannot see the API server\'s defaults inside a list, so that what is left out drifts for ever',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/diff-strategies/',
  kinds: [...DEFAULTS.keys()],
  keys: [...DEFAULTS.values()].flat().flatMap(([steps]) => steps.findLast((step) => step !== '[]') ?? []),
  *check({ manifest, kind }) {
    for (const [steps, defaults] of DEFAULTS.get(kind) ?? []) yield* missing(manifest, '', steps, defaults);
  },
};

function* missing(value: unknown, path: string, steps: readonly string[], defaults: Readonly<Record<string, unknown>>): Generator<Finding> {
  const [step, ...rest] = steps;
  if (step === undefined) {
    if (!isFields(value)) return;
    for (const [field, byDefault] of Object.entries(defaults)) {
      if (at(value, field) === undefined) yield {
        path: `${path}.${field}`,
        message: `Required value: the API server would add the default ${shown(byDefault)}`,
        fix: `${field}: ${JSON.stringify(byDefault)}`,
      };
    }
  } else if (step === '[]') {
    if (!Array.isArray(value)) return;
    for (let index = 0; index < value.length; index++) yield* missing(value[index], `${path}[${index}]`, rest, defaults);
  } else {
    yield* missing(at(value, step), path === '' ? step : `${path}.${step}`, rest, defaults);
  }
}
