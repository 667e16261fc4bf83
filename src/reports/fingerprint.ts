import { createHash } from 'node:crypto';
import { identityKey } from '../kernel/manifest.ts';
import { type ReportedFinding } from './validate-report.ts';

/**
 * What makes a finding the same one in the next run: rule, file, object and place in it. Lines, columns and values
 * change with every edit, and a dashboard would take the finding for a new one.
 *
 * @returns one for each finding, no two alike
 */
export function fingerprints(findings: readonly ReportedFinding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, file, object, path }) => {
    const key = JSON.stringify([rule.id, file, object === undefined ? '' : identityKey(object), path]);
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return createHash('sha256').update(`${key}#${nth}`).digest('hex').slice(0, 32);
  });
}
