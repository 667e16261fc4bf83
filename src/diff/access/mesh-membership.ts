import { type Fields, own } from '../../api/defaults/fill.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { fieldsAt } from '../immutable-field.ts';
import { type FoundImpact, type ImpactSubject, type PathedDifference } from '../impact-rule.ts';
import { templateOf } from '../pod-template.ts';

/** A label or annotation that takes pods into a mesh, and the values that leave them out. */
interface MeshMark {
  readonly key: string;
  readonly among: 'labels' | 'annotations';
  readonly isIn: (value: string) => boolean;
  readonly source: string;
}

const ISTIO = 'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/#controlling-the-injection-policy';
const AMBIENT = 'https://istio.io/latest/docs/ambient/usage/add-workloads/';
const LINKERD = 'https://linkerd.io/2/features/proxy-injection/';
const isOn = (...words: readonly string[]) => (value: string): boolean => words.includes(value);

const MARKS: readonly MeshMark[] = [
  { key: 'istio-injection', among: 'labels', isIn: isOn('enabled'), source: ISTIO },
  { key: 'istio.io/rev', among: 'labels', isIn: (value) => value !== '', source: ISTIO },
  { key: 'sidecar.istio.io/inject', among: 'labels', isIn: isOn('true'), source: ISTIO },
  { key: 'sidecar.istio.io/inject', among: 'annotations', isIn: isOn('true', 'y', 'yes', 'on'), source: ISTIO },
  { key: 'istio.io/dataplane-mode', among: 'labels', isIn: isOn('ambient'), source: AMBIENT },
  { key: 'istio.io/use-waypoint', among: 'labels', isIn: (value) => value !== '' && value !== 'none', source: AMBIENT },
  { key: 'linkerd.io/inject', among: 'annotations', isIn: isOn('enabled', 'ingress'), source: LINKERD },
  { key: 'kuma.io/sidecar-injection', among: 'labels', isIn: isOn('enabled', 'true'), source: 'https://kuma.io/docs/latest/production/dp-config/dpp-on-kubernetes/' },
  { key: 'consul.hashicorp.com/connect-inject', among: 'annotations', isIn: isOn('true'), source: 'https://developer.hashicorp.com/consul/docs/k8s/annotations-and-labels' },
];

/** Which pods are in the mesh: one that is not is neither encrypted, nor judged by the mesh's rules of who may call. */
export function meshMembership(subject: ImpactSubject): readonly FoundImpact[] {
  const { kind, title, before, after, differences } = subject;
  if (before === undefined || after === undefined) return [];
  const isNamespace = kind === '/Namespace';
  const [was, is] = [before, after].map((manifest) => (isNamespace ? fieldsAt(manifest, 'metadata') : podMetadata(manifest)));
  const whose = `the pods of ${title}`;
  const later = isNamespace ? ', each once it is made anew' : '';
  return MARKS.flatMap(({ key, among, isIn, source }): FoundImpact[] => {
    const [from, to] = [was, is].map((metadata) => markOf(metadata!, among, key));
    if (from === to) return [];
    const [wasIn, isNowIn] = [from, to].map((value) => value !== undefined && isIn(value));
    const at = { paths: pathsOf(differences, among, key), source };
    const set = `${key} was ${said(from)}, is ${said(to)}`;
    // For one pod, saying nothing is to do as its namespace does.
    const isOut = wasIn === true || (from === undefined && to !== undefined && !isNamespace);
    if (isNowIn === true && wasIn === true) return [{ risk: 'medium', direction: 'other', reason: `${set}: ${whose} join the mesh by another revision or proxy${later}`, ...at }];
    if (isNowIn === true) return [{ risk: 'high', direction: 'other', reason: `${set}: ${whose} join the mesh${later}: their calls go through its proxy, and its rules of who may call hold for them`, ...at }];
    if (isOut) return [{ risk: 'high', direction: 'wider', reason: `${set}: ${whose} leave the mesh${later}: their calls are no longer encrypted by it, and its rules of who may call no longer guard them`, ...at }];
    return [{ risk: 'medium', direction: 'other', reason: `${set}: ${isNamespace ? 'it is out of the mesh either way, unless another label takes it in' : `${whose} do as their namespace does`}`, ...at }];
  });
}

function podMetadata(manifest: Manifest): Fields {
  const template = templateOf(manifest);
  return template === undefined ? {} : fieldsAt(template, 'metadata');
}

function markOf(metadata: Fields, among: MeshMark['among'], key: string): string | undefined {
  const value = own(fieldsAt(metadata, among), key);
  return value === undefined ? undefined : String(value);
}

function pathsOf(differences: readonly PathedDifference[], among: string, key: string): readonly string[] {
  return differences.filter(({ steps }) => {
    const at = steps.lastIndexOf('metadata');
    if (at === -1) return false;
    const [list, name, ...rest] = steps.slice(at + 1);
    return rest.length === 0 && (list === undefined || (list === among && (name === undefined || name === key)));
  }).map(({ path }) => path);
}

function said(value: string | undefined): string {
  return value === undefined ? 'not set' : JSON.stringify(value);
}
