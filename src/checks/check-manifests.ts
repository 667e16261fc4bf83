import { compareIdentity, type Identity, type Manifest } from '../kernel/manifest.ts';
import { type Problem } from '../kernel/problem.ts';
import { at, isFields, textAt } from './field.ts';
import { objectHasIdentity } from './form/object-has-identity.ts';
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
  const findings: ManifestFinding[] = [];
  const set = new ManifestSet(manifests.filter(hasShape), context);
  const rulesOf = rulesByKind(rules);
  for (const manifest of manifests) {
    const subject = new Subject(manifest, set);
    if (hasShape(manifest)) for (const rule of rulesOf(subject.kind)) judge(rule, subject, subject.identity, findings);
    else if (rules.includes(objectHasIdentity)) judge(objectHasIdentity, subject, identityOfBroken(manifest), findings);
  }
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

function judge(rule: Rule, subject: Subject, object: Identity, findings: ManifestFinding[]): void {
  for (const finding of rule.check(subject)) findings.push({ ...finding, rule: rule.id, severity: rule.severity, object });
}

/** Rules by the kind they are asked about, worked out once for each kind that occurs. */
function rulesByKind(rules: readonly Rule[]): (kind: string) => readonly Rule[] {
  const known = new Map<string, readonly Rule[]>();
  return (kind) => {
    let chosen = known.get(kind);
    if (chosen === undefined) known.set(kind, (chosen = rules.filter((rule) => rule.kinds === undefined || rule.kinds.includes(kind))));
    return chosen;
  };
}

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
