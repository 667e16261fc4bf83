import { type FlowcontrolSubject, type FlowSchemaSpec, type NonResourcePolicyRule, type ResourcePolicyRule } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { forbidden, invalid, notSupported, required } from '../field-error.ts';
import { dnsLabelErrors } from '../syntax/dns-label.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { eachInvalid } from './each-invalid.ts';
import { itemsOf, textsOf } from './items-of.ts';
import { specOf } from './spec-of.ts';

export const flowRuleIsWhole: Rule = {
  id: 'flow-rule-is-whole',
  severity: 'error',
  why: 'the API server refuses a rule of a FlowSchema that says not of whom, or of which requests',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/flow-schema-v1/#FlowSchemaSpec',
  kinds: ['flowcontrol.apiserver.k8s.io/FlowSchema'],
  keys: ['rules'],
  *check(subject) {
    for (const { path, item: { subjects, resourceRules, nonResourceRules } } of itemsOf(specOf<FlowSchemaSpec>(subject).rules, 'spec.rules')) {
      if (!subjects?.length) yield required(`${path}.subjects`, 'name at least one');
      for (const { path: at, item } of itemsOf(subjects, `${path}.subjects`)) yield* subjectFindings(item, at);
      if (!resourceRules?.length && !nonResourceRules?.length) yield required(path, 'say resourceRules or nonResourceRules');
      for (const { path: at, item } of itemsOf(resourceRules, `${path}.resourceRules`)) yield* resourceFindings(item, at);
      for (const { path: at, item } of itemsOf(nonResourceRules, `${path}.nonResourceRules`)) yield* urlFindings(item, at);
    }
  },
};

/** The field that each kind of subject has, and the others have not. */
const FIELDS = { Group: 'group', ServiceAccount: 'serviceAccount', User: 'user' } as const;

function* subjectFindings({ kind = '', ...subject }: Partial<FlowcontrolSubject>, path: string): Iterable<Finding> {
  if (!Object.hasOwn(FIELDS, kind)) {
    yield notSupported(`${path}.kind`, kind, Object.keys(FIELDS));
    return;
  }
  for (const [owner, field] of Object.entries(FIELDS)) {
    const at = `${path}.${field}`;
    const value = subject[field] as { readonly name?: string; readonly namespace?: string } | undefined;
    if (owner !== kind) {
      if (value !== undefined) yield forbidden(at, `only a subject of kind ${owner} has it`);
    } else if (value === undefined) {
      yield required(at, `a subject of kind ${kind} has it`);
    } else {
      if (!value.name) yield required(`${at}.name`, 'name whom the rule is about');
      if (owner === 'ServiceAccount') yield* accountFindings(value.name ?? '', value.namespace ?? '', at);
    }
  }
}

function* accountFindings(name: string, namespace: string, path: string): Iterable<Finding> {
  if (name !== '' && name !== ALL) yield* eachInvalid(`${path}.name`, name, dnsSubdomainErrors(name));
  if (namespace === '') yield required(`${path}.namespace`, 'say where the service account is');
  else yield* eachInvalid(`${path}.namespace`, namespace, dnsLabelErrors(namespace));
}

function* resourceFindings({ verbs, apiGroups, resources, namespaces, clusterScope }: Partial<ResourcePolicyRule>, path: string): Iterable<Finding> {
  yield* verbFindings(verbs ?? [], path);
  yield* listFindings(apiGroups ?? [], `${path}.apiGroups`);
  yield* listFindings(resources ?? [], `${path}.resources`);
  if (!namespaces?.length) {
    if (clusterScope !== true) yield required(`${path}.namespaces`, 'name one, or say clusterScope');
  } else if (namespaces.includes(ALL)) {
    yield* listFindings(namespaces, `${path}.namespaces`);
  } else {
    for (const { path: at, text } of textsOf(namespaces, `${path}.namespaces`)) yield* eachInvalid(at, text, dnsLabelErrors(text));
  }
}

function* urlFindings({ verbs, nonResourceURLs }: Partial<NonResourcePolicyRule>, path: string): Iterable<Finding> {
  yield* verbFindings(verbs ?? [], path);
  const urls = nonResourceURLs ?? [];
  yield* listFindings(urls, `${path}.nonResourceURLs`);
  if (urls.includes(ALL)) return;
  for (const { path: at, text } of textsOf(urls, `${path}.nonResourceURLs`)) {
    const error = urlError(text);
    if (error !== undefined) yield invalid(at, text, error);
  }
}

function urlError(url: string): string | undefined {
  if (url === '') return 'must not be empty';
  if (!url.startsWith('/')) return 'must start with slash';
  if (url.includes(' ')) return 'must not contain white-space';
  if (url.includes('//')) return 'must not contain double slash';
  const star = url.indexOf('*');
  return star === -1 || (star === url.length - 1 && url.endsWith('/*')) ? undefined : 'wildcard can only do suffix matching';
}

function* verbFindings(verbs: readonly string[], path: string): Iterable<Finding> {
  yield* listFindings(verbs, `${path}.verbs`);
  if (!verbs.includes(ALL) && verbs.some((verb) => !VERBS.includes(verb))) yield notSupported(`${path}.verbs`, verbs, VERBS);
}

function* listFindings(list: readonly string[], path: string): Iterable<Finding> {
  if (list.length === 0) yield required(path, 'name at least one, or *');
  else if (list.length > 1 && list.includes(ALL)) yield invalid(path, list, 'beside * there must be nothing');
}

const ALL = '*';
const VERBS: readonly string[] = ['get', 'list', 'create', 'update', 'delete', 'deletecollection', 'patch', 'watch', 'proxy'];
