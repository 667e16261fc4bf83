import { type Container } from '../../../../../imports/kubernetes.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { milliOf } from '../../config/amount-of.ts';
import { entriesOf } from '../../config/items-of.ts';
import { keyPath } from '../../config/key-path.ts';
import { forbidden, invalid } from '../../field-error.ts';
import { POD_RESOURCES } from './resource-lists.ts';

export const podResourcesCoverContainers: Rule = {
  id: 'pod-resources-cover-containers',
  severity: 'error',
  why: 'the API server refuses a pod that asks for less than its containers together, or is limited below one of them; a pod for Windows has no resources as a whole',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/',
  since: POD_RESOURCES,
  kinds: POD_KINDS,
  keys: ['resources'],
  *check({ kind, apiPods }) {
    for (const { specPath, spec } of apiPods) {
      if (spec.resources === undefined) continue;
      const path = `${specPath}.resources`;
      if (spec.os?.name === 'windows') {
        yield forbidden(path, 'may not be set for a windows pod');
        continue;
      }
      const { requests = {}, limits = {} } = spec.resources;
      const containers = spec.containers ?? [];
      for (const [name, milli] of together('requests', containers, spec.initContainers ?? [])) {
        if (Object.hasOwn(requests, name)) {
          if (milliOf(requests[name]!) < milli) yield invalid(keyPath(`${path}.requests`, name), requests[name], 'must be greater than or equal to what the containers request together');
        } else if (kind === '/Pod' && DEFAULTED.includes(name) && Object.hasOwn(limits, name) && milliOf(limits[name]!) < milli) {
          // A pod that limits itself requests what its containers do.
          yield invalid(`${path}.requests`, limits[name], `the containers request more ${name} together than the pod's limit of ${limits[name]}`);
        }
      }
      for (const [name, milli] of together('limits', containers, spec.initContainers ?? [])) {
        if (name.startsWith('hugepages-') && Object.hasOwn(limits, name) && milliOf(limits[name]!) < milli) yield invalid(keyPath(`${path}.limits`, name), limits[name], 'must be greater than or equal to the limits of the containers together');
      }
      for (const [index, container] of containers.entries()) {
        for (const [name, amount] of entriesOf(container.resources?.limits)) {
          const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
          // The path is the server's own.
          if (limit !== undefined && milliOf(amount) > milliOf(limit)) yield invalid(`${keyPath(`${path}.containers[${index}]`, name)}.limits`, amount, `must be less than or equal to the pod's limit of ${limit}`);
        }
      }
    }
  },
};

/** What a pod as a whole requests where it only limits itself. */
const DEFAULTED: readonly string[] = ['cpu', 'memory'];

type List = 'requests' | 'limits';

/** What the scheduler takes the containers to ask for, or to be limited to: all that run together, or the init container that has more while it runs. */
function together(list: List, containers: readonly Container[], initContainers: readonly Container[]): ReadonlyMap<string, bigint> {
  const sum = new Map<string, bigint>();
  const sidecars = new Map<string, bigint>();
  const before = new Map<string, bigint>();
  for (const container of containers) add(sum, container, list);
  for (const container of initContainers) {
    if (container.restartPolicy === 'Always') {
      add(sum, container, list);
      add(sidecars, container, list);
      for (const [name, milli] of sidecars) raise(before, name, milli);
    } else {
      for (const [name, amount] of entriesOf(container.resources?.[list])) raise(before, name, milliOf(amount) + (sidecars.get(name) ?? 0n));
    }
  }
  for (const [name, milli] of before) raise(sum, name, milli);
  return sum;
}

function add(sums: Map<string, bigint>, container: Container, list: List): void {
  for (const [name, amount] of entriesOf(container.resources?.[list])) sums.set(name, (sums.get(name) ?? 0n) + milliOf(amount));
}

function raise(most: Map<string, bigint>, name: string, milli: bigint): void {
  if (milli > (most.get(name) ?? 0n)) most.set(name, milli);
}
