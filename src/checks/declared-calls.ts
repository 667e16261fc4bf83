import { type Manifest } from '../kernel/manifest.ts';
import { containersOfPod } from './containers-of.ts';
import { at, fieldsAt, isFields, listAt, textAt } from './field.ts';
import { LabelIndex } from './label-index.ts';
import { type ManifestSet, nameOf, namespaceOf, type PodOfSet } from './manifest-set.ts';
import { matchesPeer, type Party, policyRules, type Port, portsOf } from './network-reach.ts';
import { labelledPods } from './operator-pods.ts';

/** A pod of the set that calls or answers. */
export interface PodParty extends Party {
  /** What a reader knows it by. */
  readonly name: string;
  /** Its template; absent for pods that an operator makes. */
  readonly pod?: PodOfSet;
  /** Text that is the same for parties that policies and meshes cannot tell apart. */
  readonly likeness: string;
}

/** A way from pods to pods that a manifest says is needed. */
export interface DeclaredCall {
  readonly by: Manifest;
  /** Where it stands there. */
  readonly path: string;
  /** Whether a variable, or one end of a network policy, says so. */
  readonly how: 'variable' | 'Egress' | 'Ingress';
  readonly from: PodParty;
  readonly to: PodParty;
  readonly port: Port;
}

/**
 * Every call that the set declares between its own pods: in a network policy that opens one end of it for chosen pods,
 * and in a variable that holds the address of one of its Services. In the order of the manifests.
 */
export function declaredCalls(set: ManifestSet): readonly DeclaredCall[] {
  return set.derive(collect);
}

/** The pods of the set, and those that operators make for it. */
export function parties(set: ManifestSet): readonly PodParty[] {
  return set.derive(collectParties);
}

function collectParties(set: ManifestSet): readonly PodParty[] {
  const own = set.pods.map((pod) => ({
    namespace: pod.namespace,
    labels: fieldsAt(pod.metadata, 'labels'),
    ports: new Map(containersOfPod(pod).flatMap(({ container }) => listAt(container, 'ports').flatMap((port) => named(port)))),
    name: `${pod.owner.kind} ${nameOf(pod.owner)}`,
    pod,
    likeness: likenessOf(pod),
  }));
  const others = labelledPods(set).slice(own.length);
  return [...own, ...others.map(({ namespace, labels }) => ({ namespace, labels, name: 'the pods of an operator', likeness: JSON.stringify([namespace, labels]) }))];
}

function likenessOf({ namespace, metadata, spec }: PodOfSet): string {
  return JSON.stringify([namespace, at(metadata, 'labels'), at(metadata, 'annotations'), at(spec, 'serviceAccountName'), listAt(spec, 'containers').map((container) => at(container, 'ports'))]);
}

/** One of each likeness: a large set may run the same pods a hundred times. */
function distinct(all: readonly PodParty[]): readonly PodParty[] {
  return all.length < 2 ? all : [...new Map(all.map((party) => [party.likeness, party])).values()];
}

function indexParties(set: ManifestSet): LabelIndex<PodParty> {
  return new LabelIndex(parties(set));
}

function named(port: unknown): (readonly [string, number])[] {
  const number = at(port, 'containerPort');
  const name = textAt(port, 'name');
  return name === undefined || typeof number !== 'number' ? [] : [[name, number]];
}

function collect(set: ManifestSet): readonly DeclaredCall[] {
  const calls: DeclaredCall[] = [];
  for (const call of fromPolicies(set)) if (calls.push(call) >= MOST) return calls;
  for (const call of fromVariables(set)) if (calls.push(call) >= MOST) return calls;
  return calls;
}

/** A selector of everything declares nothing. */
function* fromPolicies(set: ManifestSet): Generator<DeclaredCall> {
  for (const { policy, direction, path, subject, peers, ports } of policyRules(set)) {
    if (isEverything(subject)) continue;
    const namespace = namespaceOf(policy);
    const own = distinct(set.derive(indexParties).selectedBy(subject, namespace));
    if (own.length === 0) continue;
    for (const peer of peers) {
      if (isEverything(at(peer, 'podSelector'))) continue;
      const others = distinct((at(peer, 'namespaceSelector') ?? undefined) === undefined ? set.derive(indexParties).selectedBy(at(peer, 'podSelector'), namespace) : parties(set).filter((party) => matchesPeer(set, peer, namespace, party)));
      for (const one of own) {
        for (const other of others) {
          const [from, to] = direction === 'Egress' ? [one, other] : [other, one];
          for (const port of portsOf(ports, to)) yield { by: policy, path, how: direction, from, to, port };
        }
      }
    }
  }
}

function isEverything(selector: unknown): boolean {
  return !isFields(selector) || (Object.keys(fieldsAt(selector, 'matchLabels')).length === 0 && listAt(selector, 'matchExpressions').length === 0);
}

/** Values such as `http://gateway:4000`; one without a port means its scheme's. */
function* fromVariables(set: ManifestSet): Generator<DeclaredCall> {
  const services = new Map(set.ofKind('/Service').map((service) => [`${nameOf(service)}.${namespaceOf(service)}`, service]));
  if (services.size === 0) return;
  for (const from of parties(set)) {
    if (from.pod === undefined) continue;
    for (const { path, container } of containersOfPod(from.pod)) {
      const variables = listAt(container, 'env');
      for (let index = 0; index < variables.length; index++) {
        const value = textAt(variables[index], 'value');
        if (value === undefined || !value.includes('://')) continue;
        for (const [, scheme, host, number] of value.matchAll(ADDRESS)) {
          const service = services.get(serviceKey(host!, from.namespace));
          const port = number === undefined ? WELL_KNOWN.get(scheme!.toLowerCase()) : Number(number);
          if (service === undefined || port === undefined) continue;
          for (const [to, target] of behind(service, port, set)) {
            if (to.pod?.owner !== from.pod.owner) yield { by: from.pod.owner, path: `${path}.env[${index}].value`, how: 'variable', from, to, port: { number: target, protocol: 'TCP' } };
          }
        }
      }
    }
  }
}

function serviceKey(host: string, namespace: string): string {
  const [name = '', ofNamespace = namespace] = host.toLowerCase().replace(/\.svc(\.cluster\.local)?\.?$/, '').split('.');
  return `${name}.${ofNamespace}`;
}

/** The pods that answer at a port of a Service, and the port of theirs. */
function behind(service: Manifest, port: number, set: ManifestSet): (readonly [PodParty, number])[] {
  const selector = at(service, 'spec', 'selector');
  const found = listAt(service, 'spec', 'ports').find((each) => at(each, 'port') === port);
  if (!isFields(selector) || Object.keys(selector).length === 0 || found === undefined) return [];
  return distinct(set.derive(indexParties).selectedBy({ matchLabels: selector }, namespaceOf(service))).flatMap((to) => {
    const target = at(found, 'targetPort') ?? port;
    const number = typeof target === 'string' ? to.ports?.get(target) : target;
    return typeof number === 'number' ? [[to, number] as const] : [];
  });
}

/** Hosts of one to five parts; what goes before `@` is a user. */
const ADDRESS = /\b([a-z][a-z0-9+.-]{0,31}):\/\/(?:[^\s/@]{0,256}@)?([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.?)(?::(\d{1,5}))?(?![\w.-])/gi;
const WELL_KNOWN: ReadonlyMap<string, number> = new Map([
  ['amqp', 5672],
  ['http', 80],
  ['https', 443],
  ['mysql', 3306],
  ['nats', 4222],
  ['postgres', 5432],
  ['postgresql', 5432],
  ['redis', 6379],
  ['rediss', 6379],
]);
/** A hundred policies for a hundred pods are beyond what anybody draws. */
const MOST = 100_000;
