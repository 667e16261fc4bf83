import { type DeviceClaim } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { duplicate, invalid, required, tooLong, tooMany } from '../field-error.ts';
import { isFields } from '../../field.ts';
import { csiDriverNameFindings } from '../storage/csi-driver-name.ts';
import { dnsLabelErrors } from '../syntax/dns-label.ts';
import { byteLength } from '../syntax/length.ts';
import { DEVICE_CLAIMS, deviceClaimOf, DEVICES } from './device-claim-of.ts';
import { eachInvalid } from './each-invalid.ts';
import { itemsOf, textsOf } from './items-of.ts';

const MOST = 32;
const LONGEST_PARAMETERS = 10 * 1024;
/** The minor since which devices may be asked to differ; before, the field is dropped. */
const DISTINCT = 36;

export const deviceClaimRefersToItsRequests: Rule = {
  id: 'device-claim-refers-to-its-requests',
  severity: 'error',
  why: 'the API server refuses constraints and configuration for requests that the claim doesn\'t make, or that say nothing',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/resource-claim-v1/#ResourceClaimSpec',
  since: DEVICES,
  kinds: DEVICE_CLAIMS,
  keys: ['constraints', 'config'],
  *check(subject) {
    const given = deviceClaimOf(subject);
    if (given === undefined) return;
    const names = namesOf(given.claim);
    yield* constraintFindings(given.claim, `${given.path}.constraints`, names, subject.set.minor);
    yield* configFindings(given.claim, `${given.path}.config`, names);
  },
};

/** What a claim's requests are called: a choice within a request by both names. */
function namesOf({ requests }: DeviceClaim): ReadonlySet<string> {
  return new Set((requests ?? []).flatMap((request) => [request?.name ?? '', ...(request?.firstAvailable ?? []).map((choice) => `${request.name ?? ''}/${choice?.name ?? ''}`)]));
}

function* constraintFindings({ constraints }: DeviceClaim, path: string, names: ReadonlySet<string>, minor: number): Iterable<Finding> {
  const items = itemsOf(constraints, path);
  if (items.length > MOST) return void (yield tooMany(path, items.length, MOST));
  for (const { path: at, item: { requests, matchAttribute, distinctAttribute } } of items) {
    yield* referenceFindings(requests, `${at}.requests`, names);
    const distinct = minor >= DISTINCT ? distinctAttribute : undefined;
    if (matchAttribute !== undefined) yield* attributeFindings(matchAttribute, `${at}.matchAttribute`);
    else if (distinct !== undefined) yield* attributeFindings(distinct, `${at}.distinctAttribute`);
    else yield required(minor >= DISTINCT ? at : `${at}.matchAttribute`, 'name the attribute that the devices must have in common');
  }
}

/** A name with a domain; what has more slashes the server doesn't look at. */
function* attributeFindings(name: string, path: string): Iterable<Finding> {
  const [domain = '', id = '', ...more] = name.split('/');
  if (!name.includes('/')) yield invalid(path, name, 'a fully qualified name must be a domain and a name separated by a slash');
  else if (more.length === 0) {
    if (domain === '') yield invalid(path, '', 'the domain must not be empty');
    else yield* csiDriverNameFindings(domain, path);
    if (id === '') yield invalid(path, '', 'the name must not be empty');
  }
  const last = name.includes('/') ? id : domain;
  if (more.length > 0 || last === '') return;
  if (byteLength(last) > LONGEST_ID) yield tooLong(path, LONGEST_ID);
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(last)) yield invalid(path, last, 'must be letters, digits and "_", no digit first');
}

const LONGEST_ID = 32;

function* configFindings({ config }: DeviceClaim, path: string, names: ReadonlySet<string>): Iterable<Finding> {
  const items = itemsOf(config, path);
  if (items.length > MOST) return void (yield tooMany(path, items.length, MOST));
  for (const { path: at, item: { requests, opaque } } of items) {
    yield* referenceFindings(requests, `${at}.requests`, names);
    if (opaque === undefined) {
      yield required(`${at}.opaque`, 'say what the driver is to be told');
      continue;
    }
    const { driver = '', parameters } = opaque as { readonly driver?: string; readonly parameters?: unknown };
    yield* csiDriverNameFindings(driver, `${at}.opaque.driver`);
    if (parameters === undefined || parameters === null) yield required(`${at}.opaque.parameters`, 'say what the driver is to be told');
    else if (!isFields(parameters)) yield invalid(`${at}.opaque.parameters`, '<value omitted>', 'must be a map');
    else if (byteLength(JSON.stringify(parameters)) > LONGEST_PARAMETERS) yield tooLong(`${at}.opaque.parameters`, LONGEST_PARAMETERS);
  }
}

function* referenceFindings(requests: readonly string[] | undefined, path: string, names: ReadonlySet<string>): Iterable<Finding> {
  const texts = textsOf(requests, path);
  if (texts.length > MOST) return void (yield tooMany(path, texts.length, MOST));
  const seen = new Set<string>();
  for (const { path: at, text } of texts) {
    const parts = text.split('/');
    if (parts.length <= 2) for (const part of parts) yield* eachInvalid(at, part, dnsLabelErrors(part));
    if (!names.has(text)) yield invalid(at, text, 'must be the name of a request of the claim, or of one and a choice within it, with "/" between');
    if (seen.has(text)) yield duplicate(at, text);
    seen.add(text);
  }
}
