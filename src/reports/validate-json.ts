import { pageOf } from './rule-facts.ts';
import { fingerprints } from './fingerprint.ts';
import { type ReportedFinding, type ValidateReport } from './validate-report.ts';

/** Findings as `slipway.validate/v1`. It holds no time, so that the same input gives the same bytes. */
export function validateJson({ findings, waived, judged, notChecked, proven }: ValidateReport): object {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const ids = fingerprints(findings);
  const waivedIds = fingerprints(waived.map(({ finding }) => finding));
  return {
    schema: 'slipway.validate/v1',
    summary: { errors, warnings: findings.length - errors, waived: waived.length, ...judged },
    ...(proven === undefined ? {} : { proven }),
    notChecked: notChecked.map(({ what, count }) => ({ what, count })),
    findings: findings.map((finding, index) => found(finding, ids[index]!)),
    waived: waived.map(({ finding, waiver: { reason, owner, expires, file, line } }, index) => ({ ...found(finding, waivedIds[index]!), waiver: { reason, owner, expires, file, line } })),
  };
}

function found({ rule, severity, file, line, column, object, environment, system, path, message, reason, fix }: ReportedFinding, fingerprint: string): object {
  return {
    rule: rule.id,
    family: rule.family,
    severity,
    file,
    line,
    column,
    environment,
    system,
    object: object === undefined ? undefined : { group: object.group, kind: object.kind, namespace: object.namespace, name: object.name },
    path,
    reason,
    message,
    why: rule.why,
    fix,
    docs: pageOf(rule.id),
    source: rule.source,
    fingerprint,
  };
}
