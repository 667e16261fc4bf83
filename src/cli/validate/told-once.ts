import { identityKey } from '../../kernel/manifest.ts';
import { type ReportedFinding } from '../../reports/validate-report.ts';

/**
 * Findings without those that say again what the API server refuses: what other rules think of a field that no
 * server takes is told once it is one that a server takes. A credential is told of in any case.
 */
export function toldOnce(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  const refusals = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    if (!isRefusal(finding)) continue;
    const key = objectKey(finding);
    const known = refusals.get(key);
    if (known === undefined) refusals.set(key, [finding]);
    else known.push(finding);
  }
  if (refusals.size === 0) return findings;
  return findings.filter((finding) => isRefusal(finding) || SPEAKS_ANYWAY.has(finding.rule.family) || refusals.get(objectKey(finding))?.some((refusal) => isSaidBy(refusal, finding)) !== true);
}

const OF_SERVER: ReadonlySet<string> = new Set(['schema', 'api']);
const SPEAKS_ANYWAY: ReadonlySet<string> = new Set([...OF_SERVER, 'files', 'secrets']);

function isRefusal({ rule, severity, object }: ReportedFinding): boolean {
  return severity === 'error' && OF_SERVER.has(rule.family) && object !== undefined;
}

function objectKey({ file, object }: ReportedFinding): string {
  return object === undefined ? '' : `${file}\0${identityKey(object)}`;
}

function isSaidBy(refusal: ReportedFinding, { path, line, rule }: ReportedFinding): boolean {
  if (refusal.path === path) return refusal.line === line;
  // Of what stands twice the server names the entry or its key, depending on who notices first.
  return refusal.reason === 'Duplicate' && rule.family === 'form' && (isBelow(path, refusal.path) || isBelow(refusal.path, path));
}

function isBelow(path: string, above: string): boolean {
  return path.startsWith(above) && (path[above.length] === '.' || path[above.length] === '[');
}
