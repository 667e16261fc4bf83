import { type PodFailurePolicyOnExitCodesRequirement, type PodFailurePolicyRule } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { duplicate, invalid, notSupported, required, tooMany } from '../field-error.ts';
import { qualifiedNameErrors } from '../syntax/qualified-name.ts';
import { JOB_KINDS, jobSpecOf } from './job-spec-of.ts';

export const podFailureRuleIsValid: Rule = {
  id: 'pod-failure-rule-is-valid',
  severity: 'error',
  why: 'each rule says by exit codes or by conditions which failures it is about, and what to do then',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy',
  kinds: JOB_KINDS,
  keys: ['podFailurePolicy'],
  *check(subject) {
    const { spec, path } = jobSpecOf(subject);
    if (spec.podFailurePolicy === undefined) return;
    const rules = spec.podFailurePolicy.rules ?? [];
    if (rules.length > MOST_RULES) yield tooMany(`${path}.podFailurePolicy.rules`, rules.length, MOST_RULES);
    const pod = spec.template?.spec;
    const context: Context = {
      perIndex: spec.backoffLimitPerIndex !== undefined,
      containers: [...(pod?.containers ?? []), ...(pod?.initContainers ?? [])].map((container) => container?.name ?? ''),
    };
    for (const [index, rule] of rules.entries()) yield* ruleFindings(rule ?? {}, `${path}.podFailurePolicy.rules[${index}]`, context);
  },
};

interface Context {
  /** Whether failures are counted by index. */
  readonly perIndex: boolean;
  readonly containers: readonly string[];
}

const MOST_RULES = 20;
const MOST_CONDITIONS = 20;
const MOST_CODES = 255;
const ACTIONS: readonly string[] = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const STATUSES: readonly string[] = ['False', 'True', 'Unknown'];
const OPERATORS: readonly string[] = ['In', 'NotIn'];

function* ruleFindings({ action, onExitCodes, onPodConditions = [] }: Partial<PodFailurePolicyRule>, path: string, context: Context): Iterable<Finding> {
  if (!action) yield required(`${path}.action`, `one of ${ACTIONS.join(', ')}`);
  else if (!ACTIONS.includes(action)) yield notSupported(`${path}.action`, action, ACTIONS);
  else if (action === 'FailIndex' && !context.perIndex) yield invalid(`${path}.action`, action, 'wants backoffLimitPerIndex');
  if (onExitCodes !== undefined) yield* exitCodeFindings(onExitCodes, `${path}.onExitCodes`, context);
  if (onPodConditions.length > MOST_CONDITIONS) yield tooMany(`${path}.onPodConditions`, onPodConditions.length, MOST_CONDITIONS);
  for (const [index, condition] of onPodConditions.entries()) {
    const type = condition?.type ?? '';
    const status = condition?.status;
    for (const error of qualifiedNameErrors(type)) yield invalid(`${path}.onPodConditions[${index}].type`, type, error);
    if (status && !STATUSES.includes(status)) yield notSupported(`${path}.onPodConditions[${index}].status`, status, STATUSES);
  }
  if ((onExitCodes !== undefined) === onPodConditions.length > 0) {
    yield { path, reason: 'Invalid', message: `Invalid value: a rule has either onExitCodes or onPodConditions; this one has ${onExitCodes === undefined ? 'neither' : 'both'}` };
  }
}

function* exitCodeFindings(codes: Partial<PodFailurePolicyOnExitCodesRequirement>, path: string, { containers }: Context): Iterable<Finding> {
  const { operator, containerName, values = [] } = codes;
  if (!operator) yield required(`${path}.operator`, 'In or NotIn');
  else if (!OPERATORS.includes(operator)) yield notSupported(`${path}.operator`, operator, OPERATORS);
  if (containerName !== undefined && !containers.includes(containerName)) {
    yield invalid(`${path}.containerName`, containerName, `must be a container or init container of the template: ${containers.join(', ')}`);
  }
  if (values.length === 0) yield invalid(`${path}.values`, values, 'must not be empty');
  if (values.length > MOST_CODES) yield tooMany(`${path}.values`, values.length, MOST_CODES);
  const seen = new Set<number>();
  for (const [index, value] of values.entries()) {
    if (operator === 'In' && value === 0) yield invalid(`${path}.values[${index}]`, value, 'must not be 0, which is no failure');
    if (seen.has(value)) yield duplicate(`${path}.values[${index}]`, value);
    seen.add(value);
  }
  if (values.some((value, index) => index > 0 && values[index - 1]! > value)) {
    yield { ...invalid(`${path}.values`, values, 'must be in ascending order'), fix: `write [${[...seen].sort((a, b) => a - b).slice(0, 20).join(', ')}]` };
  }
}
