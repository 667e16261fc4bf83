import { type Lifecycle, type Probe } from '../../../../../imports/kubernetes.ts';
import { type ApiContainer } from '../../api-pods.ts';

/** Which of a container's probes it is. */
export type ProbeName = 'livenessProbe' | 'readinessProbe' | 'startupProbe';

const PROBES: readonly ProbeName[] = ['livenessProbe', 'readinessProbe', 'startupProbe'];

/** The probes of containers that may have some: ordinary ones, and init containers that go on running. */
export function* probesOf(containers: readonly ApiContainer[]): Iterable<{ readonly path: string; readonly name: ProbeName; readonly probe: Probe }> {
  for (const { path, list, container } of containers) {
    if (list === 'ephemeralContainers' || (list === 'initContainers' && container.restartPolicy !== 'Always')) continue;
    for (const name of PROBES) {
      const probe = container[name];
      if (probe !== undefined) yield { path: `${path}.${name}`, name, probe };
    }
  }
}

/** The hooks of the same containers. */
export function* hooksOf(containers: readonly ApiContainer[]): Iterable<{ readonly path: string; readonly hook: NonNullable<Lifecycle['preStop']>; readonly of: ApiContainer }> {
  for (const one of containers) {
    const { path, list, container } = one;
    if (list === 'ephemeralContainers' || (list === 'initContainers' && container.restartPolicy !== 'Always')) continue;
    for (const name of ['postStart', 'preStop'] as const) {
      const hook = container.lifecycle?.[name];
      if (hook !== undefined) yield { path: `${path}.lifecycle.${name}`, hook, of: one };
    }
  }
}
