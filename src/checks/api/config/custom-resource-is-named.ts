import { type CustomResourceDefinitionSpec } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { invalid, notSupported, required } from '../field-error.ts';
import { dns1035LabelErrors } from '../syntax/dns-1035-label.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { eachInvalid } from './each-invalid.ts';
import { textsOf } from './items-of.ts';
import { keyPath } from './key-path.ts';
import { specOf } from './spec-of.ts';

export const customResourceIsNamed: Rule = {
  id: 'custom-resource-is-named',
  severity: 'error',
  why: 'the API server refuses a custom resource whose names don\'t fit together, or that takes a group of Kubernetes itself',
  source: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#create-a-customresourcedefinition',
  kinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
  *check(subject) {
    const { group = '', scope = '', ...spec } = specOf<CustomResourceDefinitionSpec>(subject);
    const names: Partial<CustomResourceDefinitionSpec['names']> = spec.names ?? {};
    const name = `${names.plural ?? ''}.${group}`;
    if (subject.identity.name !== '' && subject.identity.name !== name) yield { ...invalid('metadata.name', subject.identity.name, 'must be spec.names.plural, a dot and spec.group'), fix: `name: ${name}` };
    const [groupError] = dnsSubdomainErrors(group);
    if (group === '') yield required('spec.group', 'name the API group');
    else if (groupError !== undefined) yield invalid('spec.group', group, groupError);
    else if (!group.includes('.')) yield invalid('spec.group', group, 'must be a domain with at least one dot');
    if (scope === '') yield required('spec.scope', 'write Cluster or Namespaced');
    else if (!SCOPES.includes(scope)) yield notSupported('spec.scope', scope, SCOPES);
    yield* namesFindings(names);
    yield* approvalFindings(group, subject.defaulted.metadata.annotations?.[APPROVED] ?? '');
  },
};

function* namesFindings(names: Partial<CustomResourceDefinitionSpec['names']>): Iterable<Finding> {
  for (const key of ['plural', 'kind'] as const) if (!names[key]) yield required(`spec.names.${key}`, 'a custom resource has one');
  for (const key of ['plural', 'singular', 'kind', 'listKind'] as const) {
    const name = names[key];
    // Kinds may have capitals.
    if (name) yield* eachInvalid(`spec.names.${key}`, name, dns1035LabelErrors(key.toLowerCase().endsWith('kind') ? name.toLowerCase() : name));
  }
  for (const key of ['shortNames', 'categories'] as const) {
    for (const { path, text } of textsOf(names[key], `spec.names.${key}`)) yield* eachInvalid(path, text, dns1035LabelErrors(text));
  }
  if (names.kind && names.kind === names.listKind) yield invalid('spec.names.listKind', names.listKind, 'kind and listKind may not be the same');
}

function* approvalFindings(group: string, approval: string): Iterable<Finding> {
  if (!/(?:^|\.)(?:k8s|kubernetes)\.io$/.test(group)) return;
  const path = keyPath('metadata.annotations', APPROVED);
  if (approval === '') yield { ...required(path, 'the groups of Kubernetes itself need it'), fix: `${APPROVED}: unapproved, <why>` };
  else if (!approval.startsWith('unapproved') && !/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^/]/.test(approval)) yield invalid(path, approval, 'must be the URL of the approval, or begin with "unapproved"');
}

const SCOPES = ['Cluster', 'Namespaced'];
const APPROVED = 'api-approved.kubernetes.io';
