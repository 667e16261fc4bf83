import { describe, expect, it } from '@jest/globals';
import { type PodTemplateProps, podTemplate } from './pod-template.ts';
import { PropCheck } from './prop-check.ts';
import { type Rendered, exampleDigest, exampleSystem, problemsOf } from './test-support.ts';

const IMAGE = `registry.acme.example/postgres:17@${exampleDigest('e')}`;

function of(props: Partial<PodTemplateProps> = {}): Rendered {
  const check = new PropCheck('postgres');
  const template = podTemplate(check, exampleSystem(), { component: 'postgres', serviceAccount: 'postgres', containers: [{ name: 'postgres', image: IMAGE }], ...props });
  check.throwIfAny();
  return template;
}

describe('a pod template', () => {
  it('fits a StatefulSet: claims mounted by name, a user of its own, no version label, no revisions', () => {
    const { metadata, spec } = of({
      containers: [{ name: 'postgres', image: IMAGE, mounts: [{ mountPath: '/data', name: 'data' }] }],
      security: { user: 999, keepVolumeOwnership: true },
      spread: { revisions: false },
    });
    expect(metadata.annotations).toEqual({ 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes': 'scratch-tmp' });
    expect(metadata.labels).not.toHaveProperty('app.kubernetes.io/version');
    expect(spec.securityContext).toEqual({ fsGroup: 999, fsGroupChangePolicy: 'OnRootMismatch', runAsGroup: 999, runAsNonRoot: true, runAsUser: 999, seccompProfile: { type: 'RuntimeDefault' } });
    expect(spec.containers[0].volumeMounts).toEqual([
      { mountPath: '/data', name: 'data' },
      { mountPath: '/tmp', name: 'scratch-tmp' },
    ]);
    expect(spec.volumes).toHaveLength(1);
    expect(spec.topologySpreadConstraints.every((constraint: object) => !('matchLabelKeys' in constraint))).toBe(true);
  });

  it('holds init containers to the same rules as the others', () => {
    const { initContainers } = of({ initContainers: [{ name: 'init', image: IMAGE, env: { A: '1' } }] }).spec;
    expect(initContainers).toHaveLength(1);
    expect(initContainers[0]).toMatchObject({
      env: [
        { name: 'A', value: '1' },
        { name: 'HOME', value: '/tmp' },
      ],
      imagePullPolicy: 'IfNotPresent',
      securityContext: { readOnlyRootFilesystem: true, runAsNonRoot: true },
      resources: { limits: { memory: '256Mi' } },
      volumeMounts: [{ mountPath: '/tmp', name: 'scratch-tmp' }],
    });
  });

  it('mounts a dependency only in the containers that use it', () => {
    const db = { name: 'db', variables: {}, endpoints: [], files: [{ secret: 's', directory: '/etc/db', items: { a: 'a' } }] };
    const { containers, volumes } = of({ containers: [{ name: 'a', image: IMAGE, uses: [db] }, { name: 'b', image: IMAGE }] }).spec;
    expect(containers.map(({ volumeMounts }: Rendered) => volumeMounts.length)).toEqual([2, 1]);
    expect(volumes).toHaveLength(2);
  });

  it('renders nothing that is empty, null or undefined', () => {
    const empty: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (value === null || (typeof value === 'object' && Object.keys(value).length === 0)) empty.push(path);
      else if (typeof value === 'object') for (const [key, child] of Object.entries(value)) if (child !== undefined) walk(child, `${path}.${key}`);
    };
    walk(of({ initContainers: [], containers: [{ name: 'a', image: IMAGE, command: [], args: [], ports: [], uses: [], env: {} }] }), 'template');
    expect(empty).toEqual([]);
  });

  it.each<[string, Partial<PodTemplateProps>, string[]]>([
    ['two containers of one name', { initContainers: [{ name: 'postgres', image: IMAGE }] }, ['postgres: the container "postgres" is there twice']],
    ['two volumes of one name', { volumes: [{ name: 'scratch-tmp', emptyDir: {} }] }, ['postgres: the volume "scratch-tmp" is there twice']],
    ['two mounts of one directory', { containers: [{ name: 'postgres', image: IMAGE, mounts: [{ mountPath: '/tmp', name: 'data' }] }] }, ['postgres: the directory "/tmp" is there twice']],
    [
      'two ports of one name',
      { containers: [{ name: 'postgres', image: IMAGE, ports: [{ name: 'a', containerPort: 1 }, { name: 'a', containerPort: 2 }] }] },
      ['postgres: the port name "a" is there twice'],
    ],
    ['root', { security: { user: 0 } }, ['postgres.security.user: 0 is out of range']],
  ])('is checked: %s', (_name, props, problems) => {
    expect(problemsOf(() => of(props))).toEqual(problems);
  });
});
