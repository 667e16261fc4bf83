import { API_RULES } from '../../checks/api/api-rules.ts';
import { FORM_RULES } from '../../checks/form/form-rules.ts';
import { OBJECT_RULES } from '../../checks/objects/object-rules.ts';
import { POD_SECURITY_RESTRICTED } from '../../checks/policy/pod-security.ts';
import { POLICY_RULES } from '../../checks/policy/policy-rules.ts';
import { PRACTICE_RULES } from '../../checks/policy/practice-rules.ts';
import { type Rule } from '../../checks/rule.ts';
import { SCHEMA_RULES } from '../../checks/schema/schema-rules.ts';
import { SYNC_RULES } from '../../checks/sync/sync-rules.ts';
import { VALIDATE_RULES } from '../../checks/validate-rules.ts';
import { type RuleFacts } from '../../reports/rule-facts.ts';
import { PLAN_RULES } from '../plan/plan-findings.ts';
import { CLAIM_IS_OF_ONE_SYSTEM } from './cluster-findings.ts';
import { FILE_RULES } from './file-rules.ts';

/** Rules that are judged by together. */
export interface Family {
  /** What `--rules` calls it. */
  readonly name: string;
  /** What its rules are about, for the list of rules. */
  readonly about: string;
  /** What judges whole sets of manifests. */
  readonly rules: readonly Rule[];
  /** What else belongs to it: found by whoever reads or decodes, not by asking a rule. */
  readonly others: readonly RuleFacts[];
  /**
   * What it weighs for objects that slipway did not render, unless it was asked for by name: as its rules say, at
   * most a warning, or nothing.
   */
  readonly elsewhere: 'as it is' | 'warning' | 'off';
}

const isAboutSecrets = ({ id }: Rule): boolean => id.startsWith('no-credential-');
const SECRET_RULES = [...POLICY_RULES, ...VALIDATE_RULES].filter(isAboutSecrets);

/** Every family, in the order in which an API server and a reviewer would ask. */
export const FAMILIES: readonly Family[] = [
  { name: 'files', about: 'What every file must be: readable, and waived by nothing that is over.', rules: [], others: FILE_RULES, elsewhere: 'as it is' },
  { name: 'schema', about: 'What the API server decodes: kinds it serves, fields it knows, types, formats.', rules: [], others: SCHEMA_RULES.map((rule) => factsOf(rule, 'schema')), elsewhere: 'as it is' },
  { name: 'api', about: 'What the API server validates beyond its schemas.', rules: [], others: API_RULES.map((rule) => factsOf(rule, 'api')), elsewhere: 'as it is' },
  { name: 'objects', about: 'What objects want of each other: names and selectors that lead somewhere, quotas that suffice.', rules: [...OBJECT_RULES, ...VALIDATE_RULES.filter((rule) => !isAboutSecrets(rule) && !PRACTICE_RULES.includes(rule))], others: [CLAIM_IS_OF_ONE_SYSTEM], elsewhere: 'warning' },
  { name: 'secrets', about: 'No credential stands in a manifest.', rules: SECRET_RULES, others: [], elsewhere: 'as it is' },
  { name: 'pod-security', about: 'The Pod Security Standards.', rules: POD_SECURITY_RESTRICTED, others: [], elsewhere: 'warning' },
  { name: 'policy', about: 'What Kubernetes would take, and we do not.', rules: [...POLICY_RULES.filter((rule) => !SECRET_RULES.includes(rule) && !POD_SECURITY_RESTRICTED.includes(rule)), ...PRACTICE_RULES], others: [], elsewhere: 'off' },
  { name: 'form', about: 'Objects written as the API server answers with them, so that Argo CD sees no difference that is none.', rules: FORM_RULES, others: [], elsewhere: 'off' },
  { name: 'sync', about: 'What Argo CD applies when, and what it waits for.', rules: SYNC_RULES, others: [], elsewhere: 'off' },
  { name: 'plan', about: 'What holds on the way to it, whatever fails: asked of a change, with `--from`, and by `slipway plan`.', rules: [], others: PLAN_RULES, elsewhere: 'off' },
];

/** Every rule with its family, by id in code units. */
export function allRules(): readonly RuleFacts[] {
  return (known ??= FAMILIES.flatMap(({ name, rules, others }) => [...rules.map((rule) => factsOf(rule, name)), ...others]).sort((a, b) => (a.id < b.id ? -1 : 1)));
}

let known: readonly RuleFacts[] | undefined;

/** A rule by its id. */
export function ruleNamed(id: string): RuleFacts | undefined {
  byId ??= new Map(allRules().map((rule) => [rule.id, rule]));
  return byId.get(id);
}

let byId: ReadonlyMap<string, RuleFacts> | undefined;

function factsOf({ id, severity, why, source, since, until, kinds }: Omit<Rule, 'check'>, family: string): RuleFacts {
  return { id, family, severity, why, source, ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }), ...(kinds === undefined ? {} : { kinds }) };
}
