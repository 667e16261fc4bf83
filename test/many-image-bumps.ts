import { compareSides } from '../src/cli/diff/compare-sides.ts';
import { type PairManifests } from '../src/cli/manifests/pair-manifests.ts';
import { readSchemas } from '../src/cli/validate/read-schemas.ts';
import { type Manifest } from '../src/kernel/manifest.ts';
import { type DiffReport } from '../src/reports/diff-report.ts';
import { ROOT } from './cli-project.ts';

const schemas = readSchemas(ROOT);
const ENVIRONMENTS = ['dev', 'production', 'staging'] as const;

/** So many systems in three environments, each with another image: the same for all, its own for each, or with another field besides so that no two are alike. */
export function manyImageBumps(systems: number, kind: 'same' | 'own' | 'different' = 'same'): DiffReport {
  const pairs = compareSides(side(systems, kind, 0), side(systems, kind, 1), { schemas, kubernetesOf: () => '1.34', isPlaced: false });
  return { before: 'dist of main at 1f2e3d4', after: 'the working tree, rendered', mode: 'change', pairs, notes: [] };
}

/** One side of them, before (0) or after (1). */
export function side(systems: number, kind: 'same' | 'own' | 'different', version: 0 | 1): PairManifests[] {
  return ENVIRONMENTS.flatMap((environment) =>
    Array.from({ length: systems }, (_, index): PairManifests => {
      const system = `shop-${index}`;
      return { environment, system, objects: objectsOf(system, environment, index, kind, version).map((manifest) => ({ manifest, file: `dist/${environment}/${system}/${manifest.kind}-app.yaml` })) };
    }),
  );
}

function objectsOf(system: string, environment: string, index: number, kind: 'same' | 'own' | 'different', version: 0 | 1): Manifest[] {
  const namespace = `${system}-${environment}`;
  const labels = { 'app.kubernetes.io/name': system, 'app.kubernetes.io/instance': namespace };
  const digest = String(kind === 'same' ? version + 1 : 1 + ((index * 7 + version) % 9)).repeat(64);
  const name = kind === 'same' ? 'ghcr.io/acme/shop' : `ghcr.io/acme/${system}`;
  const own = kind === 'different' && version === 1 ? { [`acme.example/own-${index}`]: environment } : {};
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'app', namespace, labels },
      spec: {
        replicas: environment === 'production' ? 3 : 1,
        selector: { matchLabels: labels },
        template: { metadata: { labels, annotations: own }, spec: { containers: [{ name: 'app', image: `${name}@sha256:${digest}`, ports: [{ containerPort: 8080 }], resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { memory: '256Mi' } } }] } },
      },
    },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'app', namespace, labels }, spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 8080 }] } },
    { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'app', namespace, labels }, spec: { maxUnavailable: 1, selector: { matchLabels: labels } } },
  ];
}
