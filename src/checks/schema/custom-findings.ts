import { withSchemaDefaults } from '../../api/schema/schema-defaults.ts';
import { type KindSchema } from '../../api/schema/api-schemas.ts';
import { holdRules } from './cel-rule-holds.ts';
import { invalid } from '../api/field-error.ts';
import { decodeByCode } from './decoded-by-code.ts';
import { holdBySchema } from './held-by-schema.ts';
import { type Place } from './place.ts';
import { valueFitsSchema } from './value-fits-schema.ts';
import { findRepeatedEntries } from './unique-entries.ts';
import { findUnknownFields } from './unknown-fields.ts';

/**
 * What the API server says of a custom resource that is created: its metadata is read by its type, the rest
 * is held against its schema, and where that finds no broken shape, against the schema's own rules.
 * @param minor Kubernetes minor version
 */
export function customFindings(manifest: Readonly<Record<string, unknown>>, { root, scale }: KindSchema, place: Place, minor: number): void {
  const metadata = root.property('metadata');
  if (metadata !== undefined && place.enter('metadata')) {
    decodeByCode(manifest['metadata'], metadata, place);
    place.leave();
  }
  const { metadata: _metadata, ...body } = manifest;
  findUnknownFields(body, root, place);
  const whole = { ...(withSchemaDefaults(body, root) as Readonly<Record<string, unknown>>), ...namesOf(manifest) };
  holdBySchema(whole, root, place, minor);
  findRepeatedEntries(whole, root, place);
  if (scale !== undefined) checkScale(whole, scale, place);
  if (!place.findings.some(({ finding }) => finding.reason !== undefined && BLOCKING.has(finding.reason))) {
    holdRules(whole, root, place);
  }
}

/** The count that a scale endpoint sets is a count, whatever the schema says. */
function checkScale(whole: Readonly<Record<string, unknown>>, scale: string, place: Place): void {
  const steps = scale.split('.').filter((step) => step !== '');
  const count = steps.reduce<unknown>((at, step) => (typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? (at as Record<string, unknown>)[step] : undefined), whole);
  if (typeof count !== 'number' || (count >= 0 && count <= MOST_REPLICAS)) return;
  place.add(valueFitsSchema, invalid(steps.join('.'), count, count < 0 ? 'should be a non-negative integer' : `should be less than or equal to ${MOST_REPLICAS}`));
}

const MOST_REPLICAS = 2_147_483_647;

/** After these the server evaluates no rule: it may count on the shape. */
const BLOCKING: ReadonlySet<string> = new Set(['NotSupported', 'Required', 'TooLong', 'TooMany', 'TypeInvalid', 'Unknown']);

/** Metadata as far as the schema and a rule may see it. */
function namesOf({ metadata }: Readonly<Record<string, unknown>>): { readonly metadata?: Readonly<Record<string, unknown>> } {
  if (typeof metadata !== 'object' || metadata === null) return {};
  const names = ['name', 'generateName'].filter((key) => Object.hasOwn(metadata, key) && typeof (metadata as Record<string, unknown>)[key] === 'string');
  return { metadata: Object.fromEntries(names.map((key) => [key, (metadata as Record<string, unknown>)[key]])) };
}
