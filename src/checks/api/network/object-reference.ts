import { type Finding } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { required } from '../field-error.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { pathSegmentNameErrors } from '../syntax/path-segment-name.ts';

/** What is wrong with a reference to an object of any kind, where it is held to what a URL can name. */
export function* objectReferenceFindings(reference: { readonly apiGroup?: string | undefined; readonly kind?: string; readonly name?: string }, path: string): Iterable<Finding> {
  const { apiGroup, kind, name } = reference;
  if (typeof apiGroup === 'string') yield* eachInvalid(`${path}.apiGroup`, apiGroup, dnsSubdomainErrors(apiGroup));
  if (!kind) yield required(`${path}.kind`, 'name the kind of the object');
  else yield* eachInvalid(`${path}.kind`, kind, pathSegmentNameErrors(kind));
  if (!name) yield required(`${path}.name`, 'name the object');
  else yield* eachInvalid(`${path}.name`, name, pathSegmentNameErrors(name));
}
