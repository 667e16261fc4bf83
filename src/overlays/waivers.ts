import { z } from 'zod';
import { type Identity, isBuiltInGroup } from '../kernel/manifest.ts';
import { type Problem, quoted, UserError } from '../kernel/problem.ts';
import { nearest } from '../kernel/nearest.ts';
import { refuse, textField, withExample } from './field.ts';
import { dnsLabel } from './field-name.ts';
import { locate } from './locate.ts';
import { merge } from './merge.ts';
import { openFile } from './overlay-file.ts';
import { parseMerged } from './parse.ts';

/** The format of `overlays/waivers.yaml`. */
export const WAIVERS_SCHEMA = 'slipway.waivers/v1';

/** A finding that somebody answers for: it is told, and fails nothing, until the waiver ends. */
export interface Waiver {
  /** Id of the rule. */
  readonly rule: string;
  /** The objects, each part a name or a pattern in which `*` stands for anything. */
  readonly object: { readonly kind: string; readonly namespace?: string; readonly name: string };
  /** @default every environment */
  readonly environments?: readonly string[];
  /** @default every system */
  readonly systems?: readonly string[];
  readonly reason: string;
  readonly owner: string;
  /** The last day it holds, `2026-12-31`, UTC. */
  readonly expires: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const rule = textField({
  what: 'a rule',
  allowed: 'the id of a rule, as a finding and "slipway explain" name it',
  example: 'image-is-pinned-by-digest',
  pattern: /^[a-z0-9]+(-[a-z0-9]+)*$/,
});

const kind = textField({
  what: 'a kind',
  allowed: 'a kind, with its group where that is not one of Kubernetes\' own: Deployment, Cluster.postgresql.cnpg.io; "*" stands for anything',
  example: 'Deployment',
  pattern: /^[A-Za-z*][A-Za-z0-9*]{0,62}(\.[a-z0-9*]([a-z0-9.*-]{0,251}[a-z0-9*])?)?$/,
});

const name = textField({
  what: 'a name',
  allowed: 'a name of a Kubernetes object, in which "*" stands for anything',
  example: 'web',
  pattern: /^[A-Za-z0-9*]([A-Za-z0-9.:_*-]{0,251}[A-Za-z0-9*])?$/,
});

const line = (what: string, example: string) =>
  textField({
    what,
    allowed: '1 to 200 characters in one line',
    example,
    parse: (text) => (text.trim() !== '' && text.length <= 200 && !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text) ? text : refuse()),
  });

const day = textField({
  what: 'a day',
  allowed: 'a day that there is, as "YYYY-MM-DD", quoted',
  example: '"2026-12-31"',
  parse: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text ? text : refuse()),
});

/** What `overlays/waivers.yaml` may say. */
export const waiversSchema = z.strictObject({
  schema: z.literal(WAIVERS_SCHEMA).describe('Format of this file.'),
  waivers: z
    .array(
      z.strictObject({
        rule: rule.describe('The rule whose findings are waived.'),
        object: z
          .strictObject({
            kind: kind.describe('Kind of the object.'),
            namespace: name.exactOptional().describe('Its namespace; without one, any or none.'),
            name: name.describe('Its name.'),
          })
          .describe('The object, or several of them.'),
        environments: z.array(withExample(dnsLabel, 'production')).min(1).exactOptional().describe('Environments that it holds for; without them, all.'),
        systems: z.array(dnsLabel).min(1).exactOptional().describe('Systems that it holds for; without them, all.'),
        reason: line('a reason', 'the vendor publishes no digests').describe('Why it may stay, for the reviewer.'),
        owner: line('an owner', 'platform@acme.example').describe('Who answers for it.'),
        expires: day.describe('The last day the waiver holds, UTC.'),
      }),
    )
    .describe('Findings of slipway validate that may stay for now.'),
});

/**
 * The waivers of a file.
 *
 * @param rules ids of all rules, where a waiver of none is a mistake
 * @throws UserError with everything that is wrong
 */
export function parseWaivers(bytes: Buffer, file: string, rules?: readonly string[]): Waiver[] {
  const { layer, problems } = openFile(bytes, file, waiversSchema);
  if (layer === undefined || problems.length > 0) throw new UserError(problems);
  const merged = merge([layer]);
  const parsed = parseMerged(waiversSchema, merged);
  if (parsed.outcome === 'refused') throw new UserError(parsed.problems);
  const known = new Set(rules);
  const unknown = rules === undefined ? [] : parsed.values.waivers.flatMap((waiver, index): Problem[] => {
    if (known.has(waiver.rule)) return [];
    const near = nearest(waiver.rule, rules);
    return [{ ...locate(merged, ['waivers', index, 'rule']), message: `there is no rule ${quoted(waiver.rule)}${near === undefined ? '' : `, did you mean ${quoted(near)}?`}`, fix: near === undefined ? 'npx slipway explain   (lists all rules)' : `rule: ${near}` }];
  });
  if (unknown.length > 0) throw new UserError(unknown);
  return parsed.values.waivers.map((waiver, index) => {
    const place = locate(merged, ['waivers', index]);
    return { ...waiver, file, line: place.line, column: place.column };
  });
}

/** Something that a rule found, as far as a waiver asks. */
export interface WaivableFinding {
  /** Id of the rule. */
  readonly rule: string;
  readonly object: Identity;
  /** Where it is known. */
  readonly environment?: string | undefined;
  /** Where it is known. */
  readonly system?: string | undefined;
}

/** Whether a waiver may be about something in a pair of system and environment. */
export function mayConcern({ environments, systems }: Pick<Waiver, 'environments' | 'systems'>, environment: string, system: string): boolean {
  return isAmong(environments, environment) && isAmong(systems, system);
}

/** Whether a waiver is about a finding, on whatever day. */
export function isAbout(waiver: Waiver, finding: WaivableFinding): boolean {
  const { object: wanted, environments, systems } = waiver;
  const { object } = finding;
  return (
    finding.rule === waiver.rule &&
    (fitsPattern(wanted.kind, object.kind) || (!isBuiltInGroup(object.group) && fitsPattern(wanted.kind, `${object.kind}.${object.group}`))) &&
    fitsPattern(wanted.name, object.name) &&
    (wanted.namespace === undefined || fitsPattern(wanted.namespace, object.namespace)) &&
    isAmong(environments, finding.environment) &&
    isAmong(systems, finding.system)
  );
}

function isAmong(wanted: readonly string[] | undefined, one: string | undefined): boolean {
  return wanted === undefined || (one !== undefined && wanted.includes(one));
}

/** Whether a name is what a pattern says; linear in both, whatever they are. */
export function fitsPattern(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === text;
  const [first, last] = [parts[0]!, parts.at(-1)!];
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found === -1 || found + part.length > text.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}
