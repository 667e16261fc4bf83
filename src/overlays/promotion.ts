import { z } from 'zod';
import { wholeNumber } from './field-choice.ts';
import { longDuration } from './field-duration.ts';
import { withExample } from './field.ts';
import { dnsLabel } from './field-name.ts';

/** What must be proven of a bundle before it is promoted into an environment. */
export type Requirement =
  | { readonly check: 'ready' | 'e2e' | 'ci' | 'signed-tag' }
  /** That many people other than the author agree. */
  | { readonly check: 'approvals'; readonly count: number }
  /** It has run for that long where it comes from; a duration such as `30m`. */
  | { readonly check: 'soak'; readonly duration: string };

const requirement = z
  .union([
    z.enum(['ready', 'e2e', 'ci', 'signed-tag']),
    z.strictObject({ approvals: wholeNumber(1, 20, 2).describe('How many people other than the author must agree.') }),
    z.strictObject({ soak: longDuration.describe('How long it must have run where it comes from.') }),
  ])
  .transform((written): Requirement => {
    if (typeof written === 'string') return { check: written };
    return 'approvals' in written ? { check: 'approvals', count: written.approvals } : { check: 'soak', duration: written.soak };
  });

/** How a bundle gets into an environment. */
export const promotion = z.strictObject({
  from: withExample(dnsLabel, 'staging').exactOptional().describe('The stage it comes from; without one it is released here directly.'),
  requires: z.array(requirement).default([]).describe('What must be proven: ready, e2e, ci, signed-tag, approvals: n, soak: 30m.'),
});
