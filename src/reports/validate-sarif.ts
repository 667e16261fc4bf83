import { visible } from '../kernel/problem.ts';
import { fingerprints } from './fingerprint.ts';
import { objectName } from './object-name.ts';
import { type RuleFacts, whatOf } from './rule-facts.ts';
import { type ReportedFinding, type ValidateReport, type WaivedFinding } from './validate-report.ts';
import { wellFormed } from './well-formed.ts';

/**
 * Findings as SARIF 2.1.0, which code scanners read.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function validateSarif({ findings, waived, notChecked }: ValidateReport, version: string): object {
  const all = [...findings, ...waived.map(({ finding }) => finding)];
  const rules = [...new Map(all.map(({ rule }) => [rule.id, rule])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const indices = new Map(rules.map(({ id }, index) => [id, index]));
  const ids = fingerprints(all);
  const results = all.map((finding, index) => result(finding, indices.get(finding.rule.id)!, ids[index]!, waived[index - findings.length]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'slipway', semanticVersion: version, rules: rules.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        // What was not judged must not look like a pass.
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notChecked.map(({ what, count }) => ({ level: 'note', message: { text: visible(`not checked: ${count} × ${what}`) } })) }],
        results,
      },
    ],
  };
}

function descriptor(rule: RuleFacts): object {
  const what = whatOf(rule);
  return {
    id: rule.id,
    name: rule.id.replace(/(^|-)([a-z0-9])/g, (_, _dash, letter: string) => letter.toUpperCase()),
    shortDescription: { text: what },
    fullDescription: { text: `Otherwise ${rule.why}.` },
    helpUri: rule.source,
    help: { text: `${what}. Otherwise ${rule.why}. Source: ${rule.source}. More: npx slipway explain ${rule.id}`, markdown: `**${what}**\n\nOtherwise ${rule.why}.\n\n[Source](${rule.source}) · \`npx slipway explain ${rule.id}\`` },
    defaultConfiguration: { level: rule.severity },
    properties: { tags: ['kubernetes', rule.family] },
  };
}

function result(finding: ReportedFinding, ruleIndex: number, fingerprint: string, waived: WaivedFinding | undefined): object {
  const { rule, severity, file, line, column, object, path, message, fix } = finding;
  const text = visible(fix === undefined ? message : `${message}. Fix: ${fix}`);
  const logical = object === undefined ? undefined : [{ kind: 'object', name: object.name, fullyQualifiedName: visible(path === '' ? objectName(object) : `${objectName(object)} › ${path}`) }];
  return {
    ruleId: rule.id,
    ruleIndex,
    level: severity,
    message: { text: literal(text) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...(line === undefined ? {} : { region: { startLine: line, startColumn: column ?? 1 } }) },
        ...(logical === undefined ? {} : { logicalLocations: logical }),
      },
    ],
    partialFingerprints: { 'slipwayFinding/v1': fingerprint },
    ...(waived === undefined ? {} : { suppressions: [{ kind: 'external', status: 'accepted', justification: visible(`${waived.waiver.reason} (${waived.waiver.owner}, until ${waived.waiver.expires})`) }] }),
  };
}

/**
 * A text that stands for itself: `[a](b)` would be a link and `{0}` a placeholder. Elsewhere brackets stay as they
 * are, since most viewers show an escape as it is written.
 */
function literal(text: string): string {
  const plain = text.includes('](') ? text.replace(/[\\[\]]/g, (c) => `\\${c}`) : text;
  return plain.replace(/\{(\d+)\}/g, '{{$1}}');
}

/** A path as a relative or absolute URI reference. */
function uriOf(file: string): string {
  const path = file.split('/').map((part) => encodeURIComponent(wellFormed(part))).join('/');
  return file.startsWith('/') ? `file://${path}` : path;
}
