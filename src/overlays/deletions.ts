import { z } from 'zod';
import { type Problem, UserError } from '../kernel/problem.ts';
import { refuse, textField } from './field.ts';
import { dnsLabel } from './field-name.ts';
import { locate } from './locate.ts';
import { merge } from './merge.ts';
import { openFile } from './overlay-file.ts';
import { parseMerged } from './parse.ts';

/** The format of `overlays/deletions.yaml`. */
export const DELETIONS_SCHEMA = 'slipway.deletions/v1';

/** A consent to delete what holds data: everything of a system in an environment, or one object of it. */
export interface DeletionConsent {
  readonly environment: string;
  readonly system: string;
  /** `StatefulSet/postgres`, `Cluster.postgresql.cnpg.io/postgres`; absent: everything. */
  readonly object?: string;
  readonly reason: string;
  /** The last day it holds, `2026-12-31`, UTC. */
  readonly until: string;
  readonly file: string;
  readonly line: number;
}

const object = textField({
  what: 'an object',
  allowed: 'kind, "/" and name as in the name of its file: StatefulSet/postgres, Cluster.postgresql.cnpg.io/postgres',
  example: 'StatefulSet/postgres',
  pattern: /^[A-Za-z][A-Za-z0-9]{0,62}(\.[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)?\/[A-Za-z0-9]([A-Za-z0-9.:_-]{0,251}[A-Za-z0-9])?$/,
});

const reason = textField({
  what: 'a reason',
  allowed: '1 to 200 characters in one line',
  example: 'moved to a managed database',
  parse: (text) => (text.trim() !== '' && text.length <= 200 && !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text) ? text : refuse()),
});

const day = textField({
  what: 'a day',
  allowed: 'a day that there is, as "YYYY-MM-DD", quoted',
  example: '"2026-12-31"',
  parse: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text ? text : refuse()),
});

/** What `overlays/deletions.yaml` may say. */
export const deletionsSchema = z.strictObject({
  schema: z.literal(DELETIONS_SCHEMA).describe('Format of this file.'),
  deletions: z
    .array(
      z.strictObject({
        environment: dnsLabel.describe('The environment that it goes from; it need not be there any more.'),
        system: dnsLabel.describe('The system; it need not be there any more.'),
        object: object.exactOptional().describe('The object; without one, everything of the system in the environment.'),
        reason: reason.describe('Why, for the reviewer.'),
        until: day.describe('The last day the consent holds, UTC; at most 90 days after the commit that is published.'),
      }),
    )
    .describe('What may be deleted.'),
});

/**
 * The consents of `overlays/deletions.yaml`.
 *
 * @throws UserError with everything that is wrong
 */
export function parseDeletions(bytes: Buffer, file: string): DeletionConsent[] {
  const { layer, problems } = openFile(bytes, file, deletionsSchema);
  if (layer === undefined || problems.length > 0) throw new UserError(problems);
  const merged = merge([layer]);
  const parsed = parseMerged(deletionsSchema, merged);
  if (parsed.outcome === 'refused') throw new UserError(parsed.problems);
  const consents = parsed.values.deletions.map((consent, index): DeletionConsent => ({ ...consent, file, line: locate(merged, ['deletions', index]).line }));
  const twice = consents.flatMap((consent, index): Problem[] => {
    const first = consents.findIndex((other) => other.environment === consent.environment && other.system === consent.system && other.object === consent.object);
    return first === index ? [] : [{ ...locate(merged, ['deletions', index]), message: `says what line ${consents[first]!.line} says`, fix: 'delete one of them' }];
  });
  if (twice.length > 0) throw new UserError(twice);
  return consents;
}
