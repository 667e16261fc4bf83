import { type DeviceRequest, type DeviceSelector, type DeviceSubRequest, type ExactDeviceRequest, type ResourceClaimTemplateSpec } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { duplicate, invalid, notSupported, required, tooLong, tooMany } from '../field-error.ts';
import { templateMetadataFindings } from '../metadata/template-metadata.ts';
import { dnsLabelErrors } from '../syntax/dns-label.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { byteLength } from '../syntax/length.ts';
import { DEVICE_CLAIMS, deviceClaimOf, DEVICES } from './device-claim-of.ts';
import { eachInvalid } from './each-invalid.ts';
import { itemsOf } from './items-of.ts';
import { specOf } from './spec-of.ts';

const MOST_REQUESTS = 32;
const MOST_CHOICES = 8;
const MOST_SELECTORS = 32;
const LONGEST_EXPRESSION = 10 * 1024;
const MODES = ['All', 'ExactCount'];

export const deviceRequestIsValid: Rule = {
  id: 'device-request-is-valid',
  severity: 'error',
  why: 'the API server refuses a claim that doesn\'t say of each request what class of devices, and how many',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/#resourceclaims-templates',
  since: DEVICES,
  kinds: DEVICE_CLAIMS,
  *check(subject) {
    if (subject.kind !== DEVICE_CLAIMS[0]) yield* templateMetadataFindings(specOf<ResourceClaimTemplateSpec>(subject).metadata, 'spec.metadata');
    const given = deviceClaimOf(subject);
    if (given !== undefined) yield* requestsFindings(given.claim.requests, `${given.path}.requests`, MOST_REQUESTS, requestFindings);
  },
};

/** A list whose entries each have a name of their own. */
function* requestsFindings<T extends { readonly name: string }>(list: readonly T[] | undefined, path: string, most: number, look: (item: Partial<T>, path: string) => Iterable<Finding>): Iterable<Finding> {
  const items = itemsOf(list, path);
  if (items.length > most) return void (yield tooMany(path, items.length, most));
  const seen = new Set<string>();
  for (const { path: at, item } of items) {
    const name = item.name ?? '';
    yield* eachInvalid(`${at}.name`, name, dnsLabelErrors(name));
    if (seen.has(name)) yield duplicate(at, name);
    seen.add(name);
    yield* look(item, at);
  }
}

function* requestFindings({ exactly, firstAvailable }: Partial<DeviceRequest>, path: string): Iterable<Finding> {
  const choices = firstAvailable ?? [];
  if (exactly === undefined && choices.length === 0) yield required(path, 'exactly one of exactly or firstAvailable is required');
  else if (exactly !== undefined && choices.length > 0) yield invalid(path, null, 'exactly one of exactly or firstAvailable is required, but multiple fields are set');
  else if (exactly !== undefined) yield* deviceFindings(exactly, `${path}.exactly`);
  else yield* requestsFindings(choices, `${path}.firstAvailable`, MOST_CHOICES, deviceFindings);
}

function* deviceFindings({ deviceClassName: name, selectors, allocationMode: mode = 'ExactCount', count = 0 }: Partial<ExactDeviceRequest | DeviceSubRequest>, path: string): Iterable<Finding> {
  if (!name) yield required(`${path}.deviceClassName`, 'name the class of the devices');
  else yield* eachInvalid(`${path}.deviceClassName`, name, dnsSubdomainErrors(name));
  yield* selectorFindings(selectors, `${path}.selectors`);
  // An empty mode is none, and of ExactCount no count is one.
  if (mode === 'All' && count !== 0) yield invalid(`${path}.count`, count, 'must not be specified when allocationMode is All');
  else if (mode !== 'All' && count < 0) yield invalid(`${path}.count`, count, 'must be greater than zero');
  if (mode as string !== '' && !MODES.includes(mode)) yield notSupported(`${path}.allocationMode`, mode, MODES);
}

function* selectorFindings(selectors: readonly DeviceSelector[] | undefined, path: string): Iterable<Finding> {
  const items = itemsOf(selectors, path);
  if (items.length > MOST_SELECTORS) return void (yield tooMany(path, items.length, MOST_SELECTORS));
  for (const { path: at, item: { cel } } of items) {
    if (cel === undefined) yield required(`${at}.cel`, 'a selector has an expression');
    else if (byteLength(cel.expression ?? '') > LONGEST_EXPRESSION) yield tooLong(`${at}.cel.expression`, LONGEST_EXPRESSION);
  }
}
