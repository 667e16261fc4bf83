import { textOf } from '../text-of.ts';
import { own } from '../../api/defaults/fill.ts';
import { type FoundImpact, type ImpactSubject, type PathedDifference } from '../impact-rule.ts';
import { valueAt } from '../immutable-field.ts';

/** What pods may do on their node, and as whom. */
export function podAccess(subject: ImpactSubject): readonly FoundImpact[] {
  return [...subject.differences.flatMap((difference) => ofDifference(subject, difference)), ...podSecurityLevel(subject)];
}

/** Which value of a field is the safer one. */
const SAFE: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['allowPrivilegeEscalation', false],
  ['automountServiceAccountToken', false],
  ['hostIPC', undefined],
  ['hostNetwork', undefined],
  ['hostPID', undefined],
  ['hostUsers', false],
  ['privileged', false],
  ['readOnlyRootFilesystem', true],
  ['runAsNonRoot', true],
]);
/** Fields of which no value is the safer one, but any change is worth a look. */
const LOOK: ReadonlySet<string> = new Set(['appArmorProfile', 'capabilities', 'fsGroup', 'hostPath', 'hostPort', 'procMount', 'runAsGroup', 'runAsUser', 'seccompProfile', 'seLinuxOptions', 'serviceAccountName', 'supplementalGroups', 'sysctls']);

function ofDifference({ title }: ImpactSubject, { path, steps, before, after, kind }: PathedDifference): readonly FoundImpact[] {
  const last = textOf(steps.at(-1));
  if (kind !== 'reordered' && SAFE.has(last)) {
    const isSafe = (value: unknown): boolean => value === SAFE.get(last) || (last === 'privileged' && value === undefined);
    if (isSafe(before) === isSafe(after)) return [];
    return [{ risk: isSafe(after) ? 'low' : 'high', direction: isSafe(after) ? 'narrower' : 'wider', reason: `${title}: ${last} was ${said(before)}, is ${said(after)}`, paths: [path] }];
  }
  if (last === 'securityContext' && steps.length > 1) return [{ risk: after === undefined ? 'high' : 'medium', direction: after === undefined ? 'wider' : 'other', reason: `${title}: a security context ${after === undefined ? 'goes' : 'changes'}`, paths: [path] }];
  const step = steps.find((each) => typeof each === 'string' && LOOK.has(each));
  if (step === undefined || (step === 'capabilities' && steps.includes('drop') && before === undefined)) return [];
  return [{ risk: RISKY.has(textOf(step)) ? 'high' : 'medium', direction: 'other', reason: `${title}: ${textOf(step)} changes`, paths: [path] }];
}

const RISKY: ReadonlySet<string> = new Set(['capabilities', 'hostPath', 'procMount', 'sysctls']);
const LEVELS: readonly unknown[] = ['privileged', 'baseline', 'restricted'];
const ENFORCE = 'pod-security.kubernetes.io/enforce';

/** The level of Pod Security that a namespace enforces; none is as good as privileged. */
function podSecurityLevel({ kind, before, after, title }: ImpactSubject): readonly FoundImpact[] {
  if (kind !== '/Namespace' || before === undefined || after === undefined) return [];
  const [was, is] = [before, after].map((namespace) => own((valueAt(namespace, 'metadata', 'labels') ?? {}) as Readonly<Record<string, unknown>>, ENFORCE) ?? 'privileged');
  if (was === is) return [];
  const isWider = LEVELS.indexOf(is) < LEVELS.indexOf(was);
  return [{ risk: isWider ? 'high' : 'medium', direction: isWider ? 'wider' : 'narrower', reason: `${title} enforces ${textOf(is)} instead of ${textOf(was)}`, paths: [`metadata.labels["${ENFORCE}"]`] }];
}

function said(value: unknown): string {
  return value === undefined ? 'not set' : JSON.stringify(value);
}
