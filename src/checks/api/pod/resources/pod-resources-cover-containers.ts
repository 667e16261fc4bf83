import { type Container } from '../../../../../imports/kubernetes.ts';
import { nanoOf } from '../../../../kernel/quantity-amount.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { entriesOf } from '../../config/items-of.ts';
import { keyPath } from '../../config/key-path.ts';
import { invalid } from '../../field-error.ts';
import { POD_RESOURCES } from './resource-lists.ts';

export const podResourcesCoverContainers: Rule = {
  id: 'pod-resources-cover-containers',
  severity: 'error',
  why: 'the API server refuses a pod that asks for less than its containers together, or is limited below one of them',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/',
  since: POD_RESOURCES,
  kinds: POD_KINDS,
  keys: ['resources'],
  *check({ apiPods }) {
    for (const { specPath, spec } of apiPods) {
      if (spec.resources === undefined) continue;
      const { requests = {}, limits = {} } = spec.resources;
      const asked = requestsTogether(spec.containers ?? [], spec.initContainers ?? []);
      for (const [name, amount] of entriesOf(requests)) {
        if (nanoOf(amount) < (asked.get(name) ?? 0n)) yield invalid(keyPath(`${specPath}.resources.requests`, name), amount, 'must be greater than or equal to what the containers request together');
      }
      for (const [index, container] of (spec.containers ?? []).entries()) {
        for (const [name, amount] of entriesOf(container.resources?.limits)) {
          const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
          // The path is the server's own.
          if (limit !== undefined && nanoOf(amount) > nanoOf(limit)) yield invalid(`${keyPath(`${specPath}.resources.containers[${index}]`, name)}.limits`, amount, `must be less than or equal to the pod's limit of ${limit}`);
        }
      }
    }
  },
};

/** What the scheduler takes the containers to ask for: all that run together, or the init container that asks for more while it runs. */
function requestsTogether(containers: readonly Container[], initContainers: readonly Container[]): ReadonlyMap<string, bigint> {
  const together = new Map<string, bigint>();
  const sidecars = new Map<string, bigint>();
  const before = new Map<string, bigint>();
  for (const container of containers) add(together, container);
  for (const container of initContainers) {
    if (container.restartPolicy === 'Always') {
      add(together, container);
      add(sidecars, container);
      for (const [name, nano] of sidecars) raise(before, name, nano);
    } else {
      for (const [name, amount] of entriesOf(container.resources?.requests)) raise(before, name, nanoOf(amount) + (sidecars.get(name) ?? 0n));
    }
  }
  for (const [name, nano] of before) raise(together, name, nano);
  return together;
}

function add(sums: Map<string, bigint>, container: Container): void {
  for (const [name, amount] of entriesOf(container.resources?.requests)) sums.set(name, (sums.get(name) ?? 0n) + nanoOf(amount));
}

function raise(most: Map<string, bigint>, name: string, nano: bigint): void {
  if (nano > (most.get(name) ?? 0n)) most.set(name, nano);
}
