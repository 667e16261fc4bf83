import { describe, expect, it } from '@jest/globals';
import { failureText } from '../../reports/plan-text.ts';
import { prove } from '../proof.ts';
import { ReleaseSet } from '../release-set.ts';
import { describeInvariant } from '../test-support/describe-invariant.ts';
import { edited, NAMESPACE, object, shop } from '../test-support/shop.ts';

type Edit = Readonly<Record<string, unknown>>;

const FREE: Edit = { spec: { template: { spec: { volumes: [{ name: 'files', configMap: { name: 'files-aa' } }] } } } };
const SAME: Edit = { spec: { template: { metadata: { labels: { version: '9' } }, spec: { containers: [{ name: 'web', image: 'registry.example/web', ports: [{ name: 'http', containerPort: 3000 }] }] } } } };
const RECREATE: Edit = { spec: { strategy: { type: 'Recreate' } } };
const merged = (...edits: readonly Edit[]): Edit => ({ spec: Object.assign({}, ...edits.map((edit) => edit['spec'])) as Edit });
const rolling = (maxUnavailable: number | string, maxSurge: number | string, replicas?: number): Edit => ({ spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable, maxSurge } }, ...(replicas === undefined ? {} : { replicas }) } });
/** The claim is used by the Deployment alone, so without that it goes. */
const web = (...edits: readonly Edit[]) => ({ both: { 'Deployment web': merged(FREE, ...edits), 'PersistentVolumeClaim uploads': null } }) as const;
const labels = { 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/component': 'queue' };
const queue = (version: string, spec: Edit = {}, template: Edit = {}) => [
  object('v1', 'Service', 'queue', 0, { spec: { selector: labels, ports: [{ port: 80, targetPort: 'http' }] } }),
  object('apps/v1', 'StatefulSet', 'queue', 0, { metadata: { labels: { 'app.kubernetes.io/version': version } }, spec: { replicas: 1, serviceName: 'queue', selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'queue', image: `registry.example/queue:${version}`, ports: [{ name: 'http', containerPort: 80 }] }], ...template } }, ...spec } }),
];
const CLAIM = { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }] };

describeInvariant('app-keeps-serving', {
  names: {
    'what is made anew': { ...web(RECREATE), about: 'Deployment web', says: 'stop before the new ones have started: Service web leads nowhere until they have, and for good where they fail' },
    'what is made anew, on volumes that many may have': { both: { 'Deployment web': RECREATE, 'PersistentVolumeClaim uploads': { spec: { accessModes: ['ReadWriteMany'] } } }, about: 'Deployment web', says: 'stop before' },
    'all pods of which none need be there': { ...web(rolling('100%', 0, 3)), about: 'Deployment web', says: 'stop before' },
    'all pods of which none need be there, with one more allowed': { ...web(rolling('100%', 1, 3)), about: 'Deployment web', says: 'stop before' },
    'the only pod, which may be missing': { ...web(rolling(1, 1)), about: 'Deployment web', says: 'stop before' },
    'the only pod that an autoscaler leaves, which may be missing': { both: { 'Deployment web': merged(FREE, rolling(2, 1)), 'PersistentVolumeClaim uploads': null, 'HorizontalPodAutoscaler web': { spec: { minReplicas: 2 } } }, about: 'Deployment web', says: 'stop before' },
    'the only pod, of which an autoscaler of another namespace leaves none alone': { ...web(rolling(1, 1)), adds: { both: [object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', 2, { metadata: { namespace: 'elsewhere' }, spec: { minReplicas: 2, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } } })] }, about: 'Deployment web', says: 'stop before' },
    'the only pod, with neither one more nor one less': { ...web(rolling(0, 0)), about: 'Deployment web', says: 'stop before' },
    'no pods any more': { after: { 'Deployment web': { spec: { replicas: 0 } } }, about: 'Deployment web', says: 'has no pod any more, and Service web leads nowhere' },
    'no pods any more of what does not change': { before: { 'Deployment web': merged(SAME, { spec: { replicas: 2 } }) }, after: { 'Deployment web': merged(SAME, { spec: { replicas: 0 } }) }, about: 'Deployment web', says: 'has no pod any more' },
    'the one pod of a program in a StatefulSet': { adds: { before: queue('1'), after: queue('2') }, about: 'StatefulSet queue', says: 'stop before' },
  },
  leaves: {
    'what is made anew as one node has its volume': { both: { 'Deployment web': RECREATE } },
    'what is made anew, and no Service leads to': { both: { 'Deployment web': merged(FREE, RECREATE), 'PersistentVolumeClaim uploads': null, 'Service web': null } },
    'what is made anew beside others that the Service leads to': { ...web(RECREATE), adds: { both: [object('apps/v1', 'Deployment', 'more', 0, { spec: { selector: { matchLabels: { more: 'yes' } }, template: { metadata: { labels: { more: 'yes', 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/component': 'web' } }, spec: { containers: [{ name: 'more', image: 'registry.example/more', ports: [{ name: 'http', containerPort: 80 }] }] } } } })] } },
    'some pods of which one may be missing': web(rolling(1, 0, 3)),
    'a share of few pods, which comes to none': web(rolling('25%', '25%')),
    'no pods in either release': { both: { 'Deployment web': { spec: { replicas: 0 } } } },
    'a StatefulSet of two': { adds: { before: queue('1', { replicas: 2 }), after: queue('2', { replicas: 2 }) } },
    'a StatefulSet of one with its volume': { adds: { before: queue('1', CLAIM), after: queue('2', CLAIM) } },
    'a StatefulSet of one whose pods are replaced by hand': { adds: { before: queue('1', { updateStrategy: { type: 'OnDelete' } }), after: queue('2', { updateStrategy: { type: 'OnDelete' } }) } },
    'the one pod of a data store': { after: { 'StatefulSet db': { spec: { replicas: 1, template: { spec: { containers: [{ name: 'db', image: 'registry.example/db:2', ports: [{ name: 'sql', containerPort: 5432 }] }] } } } } } },
  },
});

describe('what a failure leaves', () => {
  const left = (before: ReturnType<typeof shop> | undefined, after: ReturnType<typeof shop>, name: string): string[] =>
    prove(before === undefined ? undefined : new ReleaseSet(before, NAMESPACE), new ReleaseSet(after, NAMESPACE), { namespace: NAMESPACE }).failures.filter(({ key, how }) => key.endsWith(`/${name}`) && how !== 'refused').map(failureText);

  it('is that something is down, where it stopped first', () => {
    const recreated = (version: string) => edited(shop(version), { 'Deployment web': RECREATE });
    expect(left(recreated('1'), recreated('2'), 'web')).toContain('fails → Deployment web is down, nothing deleted');
  });

  it('is that nothing serves yet only on an empty cluster', () => {
    expect(left(undefined, shop('1'), 'web')).toContain('fails → nothing serves yet, nothing deleted');
    expect(left(edited(shop('1'), { 'Deployment web': null, 'HorizontalPodAutoscaler web': null, 'PersistentVolumeClaim uploads': null, 'Service web': null, 'Ingress web': null }), shop('1'), 'web')).toContain('fails → old release serves, nothing deleted');
  });

  it('is one thing that is down, whatever else serves', () => {
    const [old, now] = [queue('1'), queue('2')];
    expect(left([...shop('1'), ...old], [...shop('2'), ...now], 'queue')).toContain('hangs → new release serves, StatefulSet queue is down, nothing deleted, the sync waits');
  });
});
