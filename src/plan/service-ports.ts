import { at, fieldsAt, isFields, listAt, textAt } from '../checks/field.ts';
import { hasLabels } from '../api/label-selector.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { podsIn, type ReleaseSet } from './release-set.ts';
import { standsStill } from './stops-first.ts';

/** A port of a Service, and where it leads. */
export interface ServicePort {
  /** `80/TCP`: what tells it from its others, and stays the same for who calls it. */
  readonly id: string;
  readonly port: number;
  readonly name?: string;
  /** The port of the pods, by number or name. */
  readonly target: number | string;
  readonly protocol: string;
}

/** What of a Service leads to pods of a release. */
export interface Reached {
  /** The keys of the workloads whose pods it leads to. */
  readonly workloads: readonly string[];
  readonly port: ServicePort;
  /** Whether these pods declare the port that it leads to: where they don't, nobody knows where they listen. */
  readonly declared: boolean;
}

/** The ports of a Service. */
export function portsOf(service: Manifest): readonly ServicePort[] {
  let ports = PORTS.get(service);
  if (ports === undefined) {
    ports = listAt(service, 'spec', 'ports').flatMap((entry): readonly ServicePort[] => {
      const port = at(entry, 'port');
      if (typeof port !== 'number') return [];
      const [protocol, name, target] = [textAt(entry, 'protocol') ?? 'TCP', textAt(entry, 'name'), at(entry, 'targetPort')];
      return [{ id: `${port}/${protocol}`, port, ...(name === undefined ? {} : { name }), target: typeof target === 'number' ? target : (textAt(entry, 'targetPort') ?? port), protocol }];
    });
    PORTS.set(service, ports);
  }
  return ports;
}

const PORTS = new WeakMap<Manifest, readonly ServicePort[]>();

/** Whether a Service says that other names or addresses than those of pods are behind it. */
export function leadsElsewhere(service: Manifest): boolean {
  return textAt(service, 'spec', 'type') === 'ExternalName';
}

/** Whether a Service selects pods of a workload. */
export function selectsPods(service: Manifest, owner: Manifest): boolean {
  return factsOf(service, owner).selects;
}

/** Whether a Service leads to pods of a workload by any of its ports. */
export function reaches(service: Manifest, owner: Manifest): boolean {
  const { selects, loose } = factsOf(service, owner);
  return selects && (loose.size > 0 || portsOf(service).length === 0);
}

/**
 * Whether a port of a Service leads to pods of a workload. By name the pods must have it; by number they may listen
 * without saying so, unless it is known that they say it.
 *
 * @param declared whether the pods that it led to declared the port
 */
export function leadsTo(service: Manifest, { id }: ServicePort, owner: Manifest, declared: boolean): boolean {
  const { loose, strict } = factsOf(service, owner);
  return (declared ? strict : loose).has(id);
}

/** What the Services of a release lead to in it, by key; not those that lead to nothing. */
export function reachedIn(release: ReleaseSet): ReadonlyMap<string, readonly Reached[]> {
  let found = REACHED.get(release);
  if (found === undefined) {
    const workloads = release.workloads.filter(([, workload]) => !standsStill(workload));
    found = new Map(
      release.services.map(([key, service]) => [
        key,
        portsOf(service).flatMap((port): readonly Reached[] => {
          const led = workloads.filter(([, workload]) => leadsTo(service, port, workload, false));
          return led.length === 0 ? [] : [{ workloads: led.map(([name]) => name), port, declared: led.some(([, workload]) => declares(workload, port)) }];
        }),
      ]),
    );
    REACHED.set(release, found);
  }
  return found;
}

const REACHED = new WeakMap<ReleaseSet, ReadonlyMap<string, readonly Reached[]>>();

interface Facts {
  readonly selects: boolean;
  /** Ids of the ports that lead to the pods, where a number always does. */
  readonly loose: ReadonlySet<string>;
  /** Where a number does if no container declares any port, or one declares it. */
  readonly strict: ReadonlySet<string>;
}

const NOTHING: Facts = { selects: false, loose: new Set(), strict: new Set() };
const FACTS = new WeakMap<Manifest, WeakMap<Manifest, Facts>>();

function factsOf(service: Manifest, owner: Manifest): Facts {
  const known = FACTS.get(service) ?? new WeakMap<Manifest, Facts>();
  FACTS.set(service, known);
  let facts = known.get(owner);
  if (facts === undefined) known.set(owner, (facts = factsNow(service, owner)));
  return facts;
}

function factsNow(service: Manifest, owner: Manifest): Facts {
  const selector = fieldsAt(service, 'spec', 'selector');
  if (Object.keys(selector).length === 0) return NOTHING;
  if (!podsIn(owner).some((pod) => hasLabels(selector, fieldsAt(pod.metadata, 'labels')))) return NOTHING;
  const ports = portsOf(service);
  const isSilent = declaredBy(owner).length === 0;
  return {
    selects: true,
    loose: new Set(ports.flatMap((port) => (typeof port.target === 'number' || declares(owner, port) ? [port.id] : []))),
    strict: new Set(ports.flatMap((port) => ((typeof port.target === 'number' && isSilent) || declares(owner, port) ? [port.id] : []))),
  };
}

function declares(owner: Manifest, { target, protocol }: ServicePort): boolean {
  return declaredBy(owner).some((port) => at(port, typeof target === 'number' ? 'containerPort' : 'name') === target && (textAt(port, 'protocol') ?? 'TCP') === protocol);
}

function declaredBy(owner: Manifest): readonly unknown[] {
  return podsIn(owner).flatMap(({ spec }) => listAt(spec, 'containers').concat(listAt(spec, 'initContainers')).flatMap((container) => listAt(container, 'ports').filter(isFields)));
}
