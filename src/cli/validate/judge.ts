import { type ApiSchemas } from '../../api/schema/api-schemas.ts';
import { locateApiFindings } from '../../checks/api-verdict.ts';
import { type LocatedFinding, locateBy, type ManifestFinding } from '../../checks/check-manifests.ts';
import { type CheckContext, identityIn } from '../../checks/manifest-set.ts';
import { kindIsChecked } from '../../checks/schema/kind-is-checked.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { type ReportedFinding } from '../../reports/validate-report.ts';
import { type Choice } from './choice.ts';
import { ruleNamed } from './families.ts';
import { type Installation, type PlacedObject } from './installations.ts';
import { pathSteps } from './path-steps.ts';

/** What an installation is judged by. */
export interface JudgeContext extends CheckContext {
  readonly kubernetes: string;
  readonly schemas: ApiSchemas;
}

/** What is said of an installation. */
export interface Judgement {
  readonly findings: readonly ReportedFinding[];
  /** What was not judged, once for each object, in words. */
  readonly notChecked: readonly string[];
}

/**
 * Judges the objects of one installation: each as the API server would, then all of them together by the chosen
 * rules.
 */
export function judge({ objects, environment, system, isOwn }: Installation, choice: Choice, context: JudgeContext): Judgement {
  const pair = { ...(environment === undefined ? {} : { environment }), ...(system === undefined ? {} : { system }) };
  const placed = new Map<Manifest, PlacedObject>(objects.map((object) => [object.manifest, object]));
  const findings: ReportedFinding[] = [];
  const notChecked: string[] = [];
  const judged = objects.filter(({ isContext }) => !isContext).map(({ manifest }) => manifest);
  // What is ours Argo CD applies on the server's side, and anybody may create; most others are only created.
  for (const finding of choice.asksApi ? locateApiFindings(judged, { ...context, verb: isOwn ? 'both' : 'create' }) : []) {
    const { manifest } = finding;
    if (isUnchecked(finding)) {
      notChecked.push(`${manifest.kind} of ${manifest.apiVersion}: ${finding.message.replace(/^not checked by a schema: /, '')}`);
      continue;
    }
    const severity = choice.severityOf(finding.rule) ?? (ruleNamed(finding.rule) === undefined ? finding.severity : undefined);
    if (severity !== undefined) findings.push(reported({ ...finding, severity }, placed.get(manifest)!, pair));
  }
  for (const finding of locateBy(choice.rules, [...placed.keys()], context)) {
    const object = placed.get(finding.manifest)!;
    if (!object.isContext) findings.push(reported(finding, object, pair));
  }
  return { findings, notChecked };
}

/**
 * What could not be judged is no mistake. A kind whose own definition serves another version than the one named may
 * well be one.
 */
function isUnchecked({ rule, fix }: ManifestFinding): boolean {
  return rule.endsWith('-is-evaluated') || (rule === kindIsChecked.id && fix?.startsWith('apiVersion:') !== true);
}

function reported({ rule, severity, path, message, reason, fix, manifest }: LocatedFinding, { file, positions }: PlacedObject, pair: Pick<ReportedFinding, 'environment' | 'system'>): ReportedFinding {
  const steps = pathSteps(path);
  // Of a field that should not be there, the key is what to look at.
  const { line, column } = reason === 'Unknown' ? positions.keyPositionOf(steps) : positions.positionOf(steps);
  return {
    rule: ruleNamed(rule) ?? { id: rule, family: 'schema', severity, why: 'the API server refuses it', source: 'https://kubernetes.io/docs/reference/kubernetes-api/' },
    severity,
    file,
    line,
    column,
    object: identityIn(manifest),
    ...pair,
    path,
    message,
    ...(reason === undefined ? {} : { reason }),
    ...(fix === undefined ? {} : { fix }),
  };
}
