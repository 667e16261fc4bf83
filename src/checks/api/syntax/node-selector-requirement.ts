import { type Finding } from '../../rule.ts';
import { forbidden, invalid, required } from '../field-error.ts';
import { dnsSubdomainErrors } from './dns-subdomain.ts';
import { type LabelRequirement } from './label-selector.ts';
import { labelValueErrors } from './label-value.ts';
import { qualifiedNameErrors } from './qualified-name.ts';

/**
 * What is wrong with one expression that a node's labels must satisfy.
 * @param anyValue whether values that no label can have are let through, as where a node is only preferred
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity
 */
export function* nodeLabelFindings({ key, operator, values = [] }: LabelRequirement, path: string, anyValue = false): Iterable<Finding> {
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) yield required(`${path}.values`, 'operator In or NotIn wants one or more');
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) yield forbidden(`${path}.values`, 'operator Exists or DoesNotExist has none');
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (values.length !== 1) yield required(`${path}.values`, 'operator Gt or Lt wants exactly one');
  } else {
    yield invalid(`${path}.operator`, operator, 'must be In, NotIn, Exists, DoesNotExist, Gt or Lt');
  }
  if (!anyValue) {
    for (const [index, value] of values.entries()) {
      for (const error of labelValueErrors(value)) yield invalid(`${path}.values[${index}]`, value, error);
    }
  }
  for (const error of qualifiedNameErrors(key ?? '')) yield invalid(`${path}.key`, key, error);
}

/** What is wrong with one expression that a node's fields must satisfy: only its name can be asked for. */
export function* nodeFieldFindings({ key, operator, values = [] }: LabelRequirement, path: string): Iterable<Finding> {
  if (operator !== 'In' && operator !== 'NotIn') yield invalid(`${path}.operator`, operator, 'must be In or NotIn');
  else if (values.length !== 1) yield required(`${path}.values`, 'operator In or NotIn wants exactly one for a field');
  if (key !== 'metadata.name') yield invalid(`${path}.key`, key, 'must be metadata.name');
  else {
    for (const [index, value] of values.entries()) {
      for (const error of dnsSubdomainErrors(value)) yield invalid(`${path}.values[${index}]`, value, error);
    }
  }
}
