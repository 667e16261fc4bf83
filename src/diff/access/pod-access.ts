import { type Json } from '../../kernel/manifest.ts';
import { childPath } from '../../kernel/path.ts';
import { textOf } from '../text-of.ts';
import { own } from '../../api/defaults/fill.ts';
import { type FoundImpact, type ImpactSubject, type PathedDifference } from '../impact-rule.ts';
import { valueAt } from '../immutable-field.ts';

/** What pods may do on their node, and as whom. */
export function podAccess(subject: ImpactSubject): readonly FoundImpact[] {
  return [...subject.differences.flatMap((difference) => [...ofDifference(subject, difference), ...within(subject, difference)]), ...podSecurityLevel(subject)];
}

/** What a whole container, volume or security context that comes or goes brings along: only what is dangerous is told, not that the rest is safe. */
function within(subject: ImpactSubject, difference: PathedDifference): readonly FoundImpact[] {
  const [given, key] = difference.after === undefined ? [difference.before, 'before' as const] : [difference.after, 'after' as const];
  if (key === 'before' || typeof given !== 'object' || given === null || difference.before !== undefined) return [];
  const found: FoundImpact[] = [];
  const branches: PathedDifference[] = [difference];
  for (let next = 0; next < branches.length && next < MOST_BRANCHES; next++) {
    const branch = branches[next]!;
    const value = branch.after;
    if (typeof value !== 'object' || value === null) {
      found.push(...ofDifference(subject, branch).filter(({ risk }) => risk === 'high'));
      continue;
    }
    for (const [step, child] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
      branches.push({ ...branch, steps: [...branch.steps, step], path: childPath(branch.path, step), before: undefined, after: child as Json });
    }
  }
  return found;
}

const MOST_BRANCHES = 2_000;

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
  const isBare = (last === 'runAsUser' && after === 0) || (last === 'type' && after === 'Unconfined') || (last === 'procMount' && after === 'Unmasked');
  return [{ risk: RISKY.has(textOf(step)) || isBare ? 'high' : 'medium', direction: isBare ? 'wider' : 'other', reason: `${title}: ${textOf(step)} changes`, paths: [path] }];
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
