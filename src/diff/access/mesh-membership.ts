import { type Fields, own } from '../../api/defaults/fill.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { fieldsAt } from '../immutable-field.ts';
import { type Risk } from '../diff.ts';
import { type FoundImpact, type ImpactSubject, type PathedDifference } from '../impact-rule.ts';
import { templateOf } from '../pod-template.ts';
import { textOf } from '../text-of.ts';

/** A label or annotation by which a mesh takes pods in, and by which it leaves them out. */
interface MeshMark {
  readonly key: string;
  readonly among: 'labels' | 'annotations';
  readonly isIn: (value: string) => boolean;
  readonly isOut: (value: string) => boolean;
}

interface Mesh {
  readonly name: string;
  readonly source: string;
  readonly marks: readonly MeshMark[];
}

const isAny = (...words: readonly string[]) => (value: string): boolean => words.includes(value);
const never = (): boolean => false;
const label = (key: string, isIn: MeshMark['isIn'], isOut: MeshMark['isOut'] = never): MeshMark => ({ key, among: 'labels', isIn, isOut });
const annotation = (key: string, isIn: MeshMark['isIn'], isOut: MeshMark['isOut'] = never): MeshMark => ({ key, among: 'annotations', isIn, isOut });

const MESHES: readonly Mesh[] = [
  {
    name: 'Istio',
    source: 'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/#controlling-the-injection-policy',
    marks: [
      label('istio-injection', isAny('enabled'), isAny('disabled')),
      label('istio.io/rev', (value) => value !== ''),
      label('sidecar.istio.io/inject', isAny('true'), isAny('false')),
      annotation('sidecar.istio.io/inject', isAny('true', 'y', 'yes', 'on'), isAny('false', 'n', 'no', 'off')),
      label('istio.io/dataplane-mode', isAny('ambient'), isAny('none')),
      // Who it asks, not whether it is in.
      label('istio.io/use-waypoint', never),
    ],
  },
  { name: 'Linkerd', source: 'https://linkerd.io/2/features/proxy-injection/', marks: [annotation('linkerd.io/inject', isAny('enabled', 'ingress'), isAny('disabled'))] },
  { name: 'Kuma', source: 'https://kuma.io/docs/latest/production/dp-config/dpp-on-kubernetes/', marks: [label('kuma.io/sidecar-injection', isAny('enabled', 'true'), isAny('disabled', 'false'))] },
  { name: 'Consul', source: 'https://developer.hashicorp.com/consul/docs/k8s/annotations-and-labels', marks: [annotation('consul.hashicorp.com/connect-inject', isAny('true'), isAny('false'))] },
];

/** What the marks of a mesh say of some pods; a pod of which nothing is said does as its namespace does. */
type Place = 'in' | 'out' | 'unsaid';

interface Move {
  readonly mesh: Mesh;
  readonly from: Place;
  readonly to: Place;
  readonly said: string;
  readonly paths: readonly string[];
}

/** Which pods are in which mesh: one that is in none is neither encrypted, nor judged by its rules of who may call. */
export function meshMembership(subject: ImpactSubject): readonly FoundImpact[] {
  const { kind, title, before, after, differences } = subject;
  if (before === undefined || after === undefined) return [];
  const isNamespace = kind === '/Namespace';
  const [was, is] = [before, after].map((manifest) => (isNamespace ? fieldsAt(manifest, 'metadata') : podMetadata(manifest)));
  const moves = MESHES.flatMap((mesh) => moveIn(mesh, was!, is!, differences));
  const [joined, left] = [moves.filter(({ from, to }) => to === 'in' && from !== 'in'), moves.filter((move) => isLeaving(move, isNamespace))];
  const later = isNamespace ? ', each once it is made anew' : '';
  const found = (of: readonly Move[], risk: Risk, direction: 'wider' | 'other', what: string): FoundImpact => ({ risk, direction, reason: `${title}: its pods ${what} (${of.map(({ said }) => said).join(', ')})`, paths: [...new Set(of.flatMap(({ paths }) => paths))], source: of[0]!.mesh.source });
  if (joined.length > 0 && left.length > 0) return [found([...left, ...joined], isNamespace ? 'high' : 'medium', 'other', `go from ${named(left)} to ${named(joined)}${later}: while some are in the one and some in the other, no mesh encrypts or judges what they send each other`)];
  const rest = moves.filter((move) => !joined.includes(move) && !left.includes(move));
  // What was out of one mesh is now out of another: it is out either way.
  if (left.length > 0 && left.every(({ from }) => from === 'unsaid') && rest.some(({ from }) => from === 'out')) return [found(moves, 'low', 'other', `stay out of the mesh, which is ${named(left)} now`)];
  return [
    ...(joined.length === 0 ? [] : [found(joined, 'high', 'other', `join the mesh of ${named(joined)}${later}: their calls go through its proxy, and its rules of who may call hold for them`)]),
    ...(left.length === 0 ? [] : [found(left, 'high', 'wider', `leave the mesh of ${named(left)}${later}: their calls are no longer encrypted by it, and its rules of who may call no longer guard them`)]),
    ...(rest.length === 0 ? [] : [found(rest, 'medium', 'other', restText(rest, later, isNamespace))]),
  ];
}

function isLeaving({ from, to }: Move, isNamespace: boolean): boolean {
  return (from === 'in' && to !== 'in') || (from === 'unsaid' && to === 'out' && !isNamespace);
}

function restText(moves: readonly Move[], later: string, isNamespace: boolean): string {
  if (moves.some(({ from, to }) => from === 'in' && to === 'in')) return `are in the mesh by another revision or proxy${later}`;
  return isNamespace ? 'are out of the mesh either way' : 'do as their namespace does';
}

function named(moves: readonly Move[]): string {
  return moves.map(({ mesh }) => mesh.name).join(' and ');
}

function moveIn(mesh: Mesh, was: Fields, is: Fields, differences: readonly PathedDifference[]): Move[] {
  const turned = mesh.marks.filter((mark) => markOf(was, mark) !== markOf(is, mark));
  if (turned.length === 0) return [];
  const said = turned.map((mark) => `${mark.key} ${shown(markOf(was, mark))} → ${shown(markOf(is, mark))}`).join(', ');
  return [{ mesh, from: placeIn(mesh, was), to: placeIn(mesh, is), said, paths: turned.flatMap((mark) => pathsOf(differences, mark)) }];
}

function placeIn({ marks }: Mesh, metadata: Fields): Place {
  const values = marks.map((mark) => ({ mark, value: markOf(metadata, mark) }));
  if (values.some(({ mark, value }) => value !== undefined && mark.isOut(value))) return 'out';
  return values.some(({ mark, value }) => value !== undefined && mark.isIn(value)) ? 'in' : 'unsaid';
}

function podMetadata(manifest: Manifest): Fields {
  const template = templateOf(manifest);
  return template === undefined ? {} : fieldsAt(template, 'metadata');
}

function markOf(metadata: Fields, { among, key }: MeshMark): string | undefined {
  const value = own(fieldsAt(metadata, among), key);
  return value === undefined ? undefined : textOf(value);
}

function pathsOf(differences: readonly PathedDifference[], { among, key }: MeshMark): readonly string[] {
  const isOf = ({ steps }: PathedDifference): boolean => {
    const at = steps.lastIndexOf('metadata');
    const [list, name, ...rest] = steps.slice(at + 1);
    return at !== -1 && rest.length === 0 && (list === undefined || (list === among && (name === undefined || name === key)));
  };
  return differences.filter(isOf).map(({ path }) => path);
}

function shown(value: string | undefined): string {
  return value === undefined ? 'not set' : JSON.stringify(value);
}
