import { type FlowSchemaSpec } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { invalid, notSupported, required } from '../field-error.ts';
import { metadataOf } from '../metadata/metadata-of.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { eachInvalid } from './each-invalid.ts';
import { specOf } from './spec-of.ts';

const MOST_PRECEDENCE = 10_000;
/** The one that lets everything pass, which the API server itself makes. */
const EXEMPT = 'exempt';
const METHODS = ['ByNamespace', 'ByUser'];

export const flowSchemaIsValid: Rule = {
  id: 'flow-schema-is-valid',
  severity: 'error',
  why: 'the API server refuses a FlowSchema without a priority level, or that comes before all others',
  source: 'https://kubernetes.io/docs/concepts/cluster-administration/flow-control/#flowschema',
  kinds: ['flowcontrol.apiserver.k8s.io/FlowSchema'],
  *check(subject) {
    const { matchingPrecedence, distinguisherMethod, priorityLevelConfiguration } = specOf<FlowSchemaSpec>(subject);
    const path = 'spec.matchingPrecedence';
    if (matchingPrecedence && matchingPrecedence < 0) yield invalid(path, matchingPrecedence, 'must be a positive value');
    if (matchingPrecedence && matchingPrecedence > MOST_PRECEDENCE) yield invalid(path, matchingPrecedence, `must not be greater than ${MOST_PRECEDENCE}`);
    if (matchingPrecedence === 1 && metadataOf(subject).name !== EXEMPT) yield invalid(path, matchingPrecedence, `only the schema named ${EXEMPT} may have matchingPrecedence 1`);
    if (distinguisherMethod && !METHODS.includes(distinguisherMethod.type)) yield notSupported('spec.distinguisherMethod.type', distinguisherMethod.type ?? '', METHODS);
    const level = priorityLevelConfiguration?.name;
    if (!level) yield required('spec.priorityLevelConfiguration.name', 'must reference a priority level');
    else yield* eachInvalid('spec.priorityLevelConfiguration.name', level, dnsSubdomainErrors(level));
  },
};
