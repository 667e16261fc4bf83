import { each, type Fields, fill, own, ownFields, put, within } from './fill.ts';
import { CONTAINERS, podSpecDefaults } from './pod-spec-defaults.ts';

/**
 * A pod as the API server completes it: requests follow limits and host ports follow the host's network,
 * which in a template both wait for the pod.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go
 */
export function podDefaults(pod: Fields, minor: number): Fields {
  return within(pod, 'spec', (spec) => {
    let result = fill(podSpecDefaults(spec), POD);
    for (const list of ['initContainers', 'containers'] as const) {
      result = each(result, list, (container) => within(container, 'resources', requestDefaults));
    }
    if (minor >= POD_RESOURCES) result = podRequestDefaults(result);
    if (own(result, 'hostNetwork') === true) for (const list of CONTAINERS.slice(0, 2)) result = each(result, list, hostPortDefaults);
    return result;
  });
}

const POD = { enableServiceLinks: true };

/** The minor in which a pod as a whole may have resources without asking for it. */
const POD_RESOURCES = 34;

function requestDefaults(resources: Fields): Fields {
  const limits = ownFields(resources, 'limits');
  if (limits === undefined) return resources;
  return put(resources, 'requests', fill(ownFields(resources, 'requests') ?? NOTHING, limits));
}

const NOTHING: Fields = Object.freeze({});

/** A pod that limits itself as a whole asks for that much, but for what its containers already ask for. */
function podRequestDefaults(spec: Fields): Fields {
  const limits = ownFields(ownFields(spec, 'resources') ?? NOTHING, 'limits');
  if (limits === undefined) return spec;
  const asked = new Set<string>();
  for (const list of ['initContainers', 'containers']) {
    for (const container of listOf(spec, list)) for (const key in ownFields(ownFields(container, 'resources') ?? NOTHING, 'requests') ?? NOTHING) asked.add(key);
  }
  const open = Object.fromEntries(Object.entries(limits).filter(([key]) => !asked.has(key)));
  return within(spec, 'resources', (resources) => put(resources, 'requests', fill(ownFields(resources, 'requests') ?? NOTHING, open)));
}

function listOf(fields: Fields, key: string): readonly Fields[] {
  const list = own(fields, key);
  return Array.isArray(list) ? list.filter((item): item is Fields => typeof item === 'object' && item !== null) : [];
}

function hostPortDefaults(container: Fields): Fields {
  return each(container, 'ports', (port) => {
    const host = own(port, 'hostPort');
    return host === undefined || host === 0 ? put(port, 'hostPort', own(port, 'containerPort')) : port;
  });
}
