import { compareIdentity, type Identity, type Manifest } from '../kernel/manifest.ts';
import { type Problem } from '../kernel/problem.ts';
import { Agenda, isAbout } from './agenda.ts';
import { at, isFields, textAt } from './field.ts';
import { objectHasIdentity } from './form/object-has-identity.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { type CheckContext, ManifestSet } from './manifest-set.ts';
import { type Finding, type Rule, type Severity } from './rule.ts';
import { RULES } from './rules.ts';
import { Subject } from './subject.ts';

/** A finding, the rule that made it, and the object it is about. */
export interface ManifestFinding extends Finding {
  /** Id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  readonly object: Identity;
}

/** A finding with the very object: in a folder of anybody's, two may have one identity. It may hold a secret, and is shown to nobody. */
export interface LocatedFinding extends ManifestFinding {
  readonly manifest: Manifest;
}

/**
 * Judges all manifests of one system in one environment by every rule. Bears any JSON.
 *
 * @returns all findings at once, by object in canonical order, then path, then rule
 */
export function checkManifests(manifests: readonly Manifest[], context: CheckContext = {}): ManifestFinding[] {
  return checkBy(RULES, manifests, context);
}

/** {@link checkManifests} by chosen rules. */
export function checkBy(rules: readonly Rule[], manifests: readonly Manifest[], context: CheckContext = {}): ManifestFinding[] {
  return locateBy(rules, manifests, context).map(withoutManifest);
}

/** A finding that may be shown. */
export function withoutManifest(located: LocatedFinding): ManifestFinding {
  const { manifest: _manifest, ...finding } = located;
  return finding;
}

/** {@link checkBy}, with the very objects. */
export function locateBy(rules: readonly Rule[], manifests: readonly Manifest[], context: CheckContext = {}): LocatedFinding[] {
  const findings: LocatedFinding[] = [];
  const shaped = manifests.filter(hasShape);
  const set = new ManifestSet(shaped, context);
  const agenda = agendaOf(rules);
  for (const [kind, ofKind] of set.byKind) {
    const concerned = agenda.ofKind(kind);
    for (const manifest of ofKind) {
      const { rules: called, suspects } = concerned.callOf(manifest);
      const subject = new Subject(manifest, kind, set, suspects);
      judge(concerned.always, subject, findings);
      judge(called, subject, findings);
    }
  }
  for (const rule of agenda.choosing) {
    for (const manifest of rule.among(set)) {
      const kind = kindOf(manifest);
      if (isAbout(rule, kind)) judge([rule], new Subject(manifest, kind, set), findings);
    }
  }
  if (shaped.length < manifests.length && rules.includes(objectHasIdentity)) judgeBroken(manifests, set, findings);
  return findings.sort(compareFindings);
}

/** A finding as a problem to show: the object stands before the path, the rule after the message. */
export function toProblem({ rule, object, path, message, fix }: ManifestFinding): Problem {
  return {
    path: path === '' ? describeObject(object) : `${describeObject(object)} › ${path}`,
    message: `${message} (${rule})`,
    ...(fix === undefined ? {} : { fix }),
  };
}

/** An object as a reader knows it: `Deployment shop-dev/web`, `Certificate.cert-manager.io shop-dev/web`. */
export function describeObject({ group, kind, namespace, name }: Identity): string {
  const fullKind = group.includes('.') && !group.endsWith('.k8s.io') ? `${kind}.${group}` : kind;
  return `${fullKind} ${namespace === '' ? name : `${namespace}/${name}`}`;
}

/** Every other rule may trust this much. */
function hasShape(manifest: unknown): manifest is Manifest {
  return isFields(manifest) && typeof at(manifest, 'apiVersion') === 'string' && typeof at(manifest, 'kind') === 'string' && isFields(at(manifest, 'metadata'));
}

function judge(rules: readonly Rule[], subject: Subject, findings: LocatedFinding[]): void {
  const { minor } = subject.set;
  for (const rule of rules) {
    if ((rule.since !== undefined && minor < rule.since) || (rule.until !== undefined && minor > rule.until)) continue;
    const found = rule.check(subject);
    // Nearly always: spares an iteration.
    if (Array.isArray(found) && found.length === 0) continue;
    for (const finding of found) findings.push({ ...finding, rule: rule.id, severity: rule.severity, object: subject.identity, manifest: subject.manifest });
  }
}

/** What no other rule could bear. */
function judgeBroken(manifests: readonly Manifest[], set: ManifestSet, findings: LocatedFinding[]): void {
  const { id, severity, check } = objectHasIdentity;
  for (const manifest of manifests) {
    if (hasShape(manifest)) continue;
    for (const finding of check(new Subject(manifest, '', set))) findings.push({ ...finding, rule: id, severity, object: identityOfBroken(manifest), manifest });
  }
}

/** A few lists of rules judge any number of sets, so that each list is sorted once. */
function agendaOf(rules: readonly Rule[]): Agenda {
  let agenda = AGENDAS.get(rules);
  if (agenda === undefined) AGENDAS.set(rules, (agenda = new Agenda(rules)));
  return agenda;
}

const AGENDAS = new WeakMap<readonly Rule[], Agenda>();

function identityOfBroken(manifest: unknown): Identity {
  return {
    group: '',
    kind: textAt(manifest, 'kind') ?? 'object',
    namespace: textAt(manifest, 'metadata', 'namespace') ?? '',
    name: textAt(manifest, 'metadata', 'name') ?? 'without a name',
  };
}

function compareFindings(a: ManifestFinding, b: ManifestFinding): number {
  return compareIdentity(a.object, b.object) || compare(a.path, b.path) || compare(a.rule, b.rule) || compare(a.message, b.message);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
