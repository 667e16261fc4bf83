import { type NamedRuleWithOperations } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { duplicate, invalid, notSupported, required } from '../field-error.ts';
import { pathSegmentNameErrors } from '../syntax/path-segment-name.ts';
import { admissionRulesOf, BINDING_KINDS, POLICY_KINDS } from './admission-rules-of.ts';
import { eachInvalid } from './each-invalid.ts';
import { type Item, textsOf } from './items-of.ts';
import { WEBHOOK_KINDS } from './webhooks-of.ts';

export const admissionRuleIsWhole: Rule = {
  id: 'admission-rule-is-whole',
  severity: 'error',
  why: 'the API server refuses an admission rule that doesn\'t say which requests it is about, or says more than all',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-rules',
  kinds: [...WEBHOOK_KINDS, ...POLICY_KINDS, ...BINDING_KINDS],
  keys: ['rules', 'resourceRules', 'excludeResourceRules'],
  *check(subject) {
    const isMutatingPolicy = subject.kind.includes('/MutatingAdmissionPolicy');
    for (const rule of admissionRulesOf(subject)) yield* ruleFindings(rule, isMutatingPolicy ? OPERATIONS.filter((each) => each !== 'DELETE') : OPERATIONS);
  },
};

function* ruleFindings({ path, item }: Item<NamedRuleWithOperations>, operations: readonly string[]): Iterable<Finding> {
  const names = textsOf(item.resourceNames, `${path}.resourceNames`);
  for (const [index, { path: at, text }] of names.entries()) {
    yield* eachInvalid(at, text, pathSegmentNameErrors(text));
    if (names.findIndex((name) => name.text === text) < index) yield duplicate(at, text);
  }
  yield* listFindings(item.operations, `${path}.operations`);
  for (const { path: at, text } of textsOf(item.operations, `${path}.operations`)) if (!operations.includes(text)) yield notSupported(at, text, operations);
  yield* listFindings(item.apiGroups, `${path}.apiGroups`);
  yield* listFindings(item.apiVersions, `${path}.apiVersions`);
  for (const { path: at, text } of textsOf(item.apiVersions, `${path}.apiVersions`)) if (text === '') yield required(at, 'an empty version is none');
  yield* resourceFindings(item.resources ?? [], `${path}.resources`);
  const scope: string | null | undefined = item.scope;
  if (typeof scope === 'string' && !SCOPES.includes(scope)) yield notSupported(`${path}.scope`, scope, SCOPES);
}

/** A list must have something, and nothing beside what stands for all. */
function* listFindings(list: readonly string[] | null | undefined, path: string): Iterable<Finding> {
  if ((list ?? []).length === 0) yield { ...required(path, 'must have at least one'), fix: `${path.slice(path.lastIndexOf('.') + 1)}: ["*"]` };
  if (list && list.length > 1 && list.includes('*')) yield invalid(path, list, 'nothing may stand beside "*"');
}

function* resourceFindings(resources: readonly string[], path: string): Iterable<Finding> {
  if (resources.length === 0) yield required(path, 'must have at least one');
  const wholeResources = new Set<string>();
  const wholeSubresources = new Set<string>();
  let lastIsNamed = false;
  for (const { path: at, text } of textsOf(resources, path)) {
    const slash = text.indexOf('/');
    if (text === '') yield required(at, 'an empty resource is none');
    else if (slash === -1) lastIsNamed = text !== '*';
    if (slash === -1) continue;
    const [resource, subresource] = [text.slice(0, slash), text.slice(slash + 1)];
    if (wholeResources.has(resource)) yield invalid(at, text, `${resource}/* has it already`);
    if (wholeSubresources.has(subresource)) yield invalid(at, text, `*/${subresource} has it already`);
    if (subresource === '*') wholeResources.add(resource);
    if (resource === '*') wholeSubresources.add(subresource);
  }
  if (resources.length > 1 && resources.includes('*/*')) yield invalid(path, resources, 'nothing may stand beside "*/*"');
  if (resources.includes('*') && lastIsNamed) yield invalid(path, resources, 'no resource without a subresource may stand beside "*"');
}

const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
const SCOPES = ['*', 'Cluster', 'Namespaced'];
