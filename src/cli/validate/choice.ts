import { POD_SECURITY_BASELINE } from '../../checks/policy/pod-security.ts';
import { type Rule, type Severity } from '../../checks/rule.ts';
import { nearest } from '../../kernel/nearest.ts';
import { quoted, UserError } from '../../kernel/problem.ts';
import { allRules, FAMILIES, type Family } from './families.ts';

/** What rules are asked, and what their findings weigh. */
export interface Choice {
  /** Rules that judge whole sets of manifests. */
  readonly rules: readonly Rule[];
  /** What the findings of others weigh, by their id; absent: they are not asked. */
  severityOf(rule: string): Severity | undefined;
  /** Whether each object is judged as the API server would. */
  readonly asksApi: boolean;
  /** How many rules are asked. */
  readonly size: number;
}

/** What a person chose. */
export interface Wanted {
  /** Families and ids of rules; without any, what is usual. */
  readonly rules?: readonly string[];
  readonly podSecurity?: PodSecurity;
}

/** The levels of the Pod Security Standards. */
export const POD_SECURITY_LEVELS = ['restricted', 'baseline', 'privileged'] as const;

/** A level of the Pod Security Standards. */
export type PodSecurity = (typeof POD_SECURITY_LEVELS)[number];

/**
 * The rules to ask: of objects that slipway rendered every family, of others what an API server would refuse,
 * secrets, and as warnings what mostly is a mistake. What is asked for by name weighs what it weighs of ours.
 *
 * @throws UserError where `--rules` names nothing
 */
export function choose({ rules: named = [], podSecurity }: Wanted, isOwn: boolean): Choice {
  refuseUnknown(named);
  const severities = new Map<string, Severity>();
  const rules: Rule[] = [];
  const level = podSecurity === 'privileged' ? [] : podSecurity === 'baseline' ? POD_SECURITY_BASELINE : undefined;
  for (const family of FAMILIES) {
    const isLevel = family.name === 'pod-security' && podSecurity !== undefined;
    const asked = (rule: Pick<Rule, 'id' | 'severity'>): Severity | undefined => {
      if (isLevel && level !== undefined && !level.some(({ id }) => id === rule.id)) return undefined;
      if (family.name === 'files' || named.includes(family.name) || named.includes(rule.id) || named.includes('all')) return rule.severity;
      if (named.length > 0) return undefined;
      return isOwn || isLevel ? rule.severity : lessened(family, rule.severity);
    };
    for (const rule of family.rules) {
      const severity = asked(rule);
      if (severity === undefined) continue;
      severities.set(rule.id, severity);
      rules.push(severity === rule.severity ? rule : { ...rule, severity });
    }
    for (const other of family.others) {
      const severity = asked(other);
      if (severity !== undefined) severities.set(other.id, severity);
    }
  }
  const ofApi = FAMILIES.filter(({ name }) => name === 'schema' || name === 'api').flatMap(({ others }) => others);
  return { rules, severityOf: (rule) => severities.get(rule), asksApi: ofApi.some(({ id }) => severities.has(id)), size: severities.size };
}

function lessened({ elsewhere }: Family, severity: Severity): Severity | undefined {
  return elsewhere === 'off' ? undefined : elsewhere === 'warning' ? 'warning' : severity;
}

function refuseUnknown(named: readonly string[]): void {
  const families = ['all', ...FAMILIES.map(({ name }) => name)];
  const known = new Set([...families, ...allRules().map(({ id }) => id)]);
  const problems = named
    .filter((name) => !known.has(name))
    .map((name) => {
      const near = nearest(name, families) ?? nearest(name, known);
      return { message: `--rules: there is no family and no rule ${quoted(name)}${near === undefined ? '' : `, did you mean ${quoted(near)}?`}`, allowed: `${families.join(', ')}, or the id of a rule`, fix: `--rules ${near ?? 'all'}` };
    });
  if (problems.length > 0) throw new UserError(problems);
}
