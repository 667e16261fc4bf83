import { type Finding, type Rule } from '../../rule.ts';
import { invalid, notSupported, required } from '../field-error.ts';
import { dns1035LabelErrors } from '../syntax/dns-1035-label.ts';
import { labelSelectorFindings } from '../syntax/label-selector.ts';
import { eachInvalid } from './each-invalid.ts';
import { textsOf } from './items-of.ts';
import { WEBHOOK_KINDS, webhooksOf } from './webhooks-of.ts';

export const webhookIsAskedRightly: Rule = {
  id: 'webhook-is-asked-rightly',
  severity: 'error',
  why: 'the API server refuses a webhook with side effects, in a version it doesn\'t speak, or with a policy it doesn\'t know',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#webhook-configuration',
  kinds: WEBHOOK_KINDS,
  keys: ['webhooks'],
  *check(subject) {
    for (const { path, item } of webhooksOf(subject)) {
      yield* oneOf(item.failurePolicy, ['Fail', 'Ignore'], `${path}.failurePolicy`);
      yield* oneOf(item.matchPolicy, ['Equivalent', 'Exact'], `${path}.matchPolicy`);
      yield* oneOf(item.reinvocationPolicy, ['IfNeeded', 'Never'], `${path}.reinvocationPolicy`);
      if (typeof item.sideEffects !== 'string') yield required(`${path}.sideEffects`, 'write None or NoneOnDryRun');
      yield* oneOf(item.sideEffects, ['None', 'NoneOnDryRun'], `${path}.sideEffects`);
      const seconds = item.timeoutSeconds ?? 10;
      if (seconds < 1 || seconds > 30) yield invalid(`${path}.timeoutSeconds`, seconds, 'must be between 1 and 30 seconds');
      yield* labelSelectorFindings(item.namespaceSelector ?? undefined, `${path}.namespaceSelector`);
      yield* labelSelectorFindings(item.objectSelector ?? undefined, `${path}.objectSelector`);
      yield* versionFindings(item.admissionReviewVersions, `${path}.admissionReviewVersions`);
    }
  },
};

function* oneOf(value: string | null | undefined, allowed: readonly string[], path: string): Iterable<Finding> {
  if (typeof value === 'string' && !allowed.includes(value)) yield notSupported(path, value, allowed);
}

function* versionFindings(versions: readonly string[] | null | undefined, path: string): Iterable<Finding> {
  const texts = textsOf(versions, path);
  if (texts.length === 0) {
    yield { ...required(path, 'must have v1 or v1beta1'), fix: 'admissionReviewVersions: [v1]' };
    return;
  }
  const seen = new Set<string>();
  for (const { path: at, text } of texts) {
    if (seen.has(text)) yield invalid(at, text, 'duplicate version');
    else yield* eachInvalid(at, text, dns1035LabelErrors(text));
    seen.add(text);
  }
  if (!seen.has('v1') && !seen.has('v1beta1')) yield invalid(path, versions, 'must have v1 or v1beta1');
}
