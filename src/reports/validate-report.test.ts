import { describe, expect, it } from '@jest/globals';
import { type ReportedFinding, type ValidateReport } from './validate-report.ts';
import { PLAIN } from './style.ts';
import { validateGithub } from './validate-github.ts';
import { validateJson } from './validate-json.ts';
import { validateJunit } from './validate-junit.ts';
import { validateSarif } from './validate-sarif.ts';
import { validateText } from './validate-text.ts';

const rule = { id: 'no-host-port', family: 'pod-security', severity: 'error', why: 'only one pod a node can have it', source: 'https://kubernetes.io/docs/' } as const;
const finding: ReportedFinding = {
  rule,
  severity: 'error',
  file: 'dist/dev/shop/Pod-web.yaml',
  line: 12,
  column: 21,
  object: { group: '', kind: 'Pod', namespace: 'shop-dev', name: 'web' },
  environment: 'dev',
  system: 'shop',
  path: 'spec.containers[0].ports[0].hostPort',
  message: '80 is a port of the node',
  fix: 'leave it out',
};
const report = (findings: readonly ReportedFinding[], rest: Partial<ValidateReport> = {}): ValidateReport => ({ findings, waived: [], judged: { objects: 3, files: 2, rules: 100, kubernetes: ['1.34'] }, notChecked: [], ...rest });
const waived = { waived: [{ finding, waiver: { reason: 'a proxy', owner: 'platform@acme.example', expires: '2026-12-31', file: 'overlays/waivers.yaml', line: 3 } }] };
const notChecked = { notChecked: [{ what: 'Widget.acme.example/v1: no schema', count: 2 }] };

/** Whatever may stand in a manifest, in a finding. */
const HOSTILE = '\u001b[31m\r\n::error::x\u0007<b a="\'">&]]>\u202e\u2028%0A{0}[x](y)\ud800';
const hostile: ReportedFinding = { ...finding, file: `dist/${HOSTILE}.yaml`, path: HOSTILE, message: HOSTILE, fix: HOSTILE, object: { group: HOSTILE, kind: HOSTILE, namespace: HOSTILE, name: HOSTILE } };

describe('findings as text', () => {
  it('say where, what, why and the way out, then what was judged', () => {
    expect(validateText(report([finding]), PLAIN)).toBe(`dist/dev/shop/Pod-web.yaml:12:21  Pod shop-dev/web › spec.containers[0].ports[0].hostPort
  error  80 is a port of the node  (no-host-port)
  why: only one pod a node can have it
  fix: leave it out

1 error; 3 objects judged by 100 rules for Kubernetes 1.34
more: npx slipway explain no-host-port
`);
  });

  it('say why once for each rule', () => {
    expect(validateText(report([finding, { ...finding, line: 13 }]), PLAIN).match(/why:/g)).toHaveLength(1);
  });

  it('say what was waived and what was not checked', () => {
    expect(validateText(report([], { ...waived, ...notChecked }), PLAIN)).toBe(`waived  no-host-port  dist/dev/shop/Pod-web.yaml:12:21  Pod shop-dev/web › spec.containers[0].ports[0].hostPort  until 2026-12-31, platform@acme.example: a proxy
1 waived; 3 objects judged by 100 rules for Kubernetes 1.34
not checked: 2 × Widget.acme.example/v1: no schema
`);
  });

  it('say that there are none', () => {
    expect(validateText(report([]), PLAIN)).toBe('no findings; 3 objects judged by 100 rules for Kubernetes 1.34\n');
  });

  it('say what was proven of a way, and which pods there will be fewer of', () => {
    const proven = { from: 'main', pairs: 12, points: 361, scaled: ['dev / shop: Deployment web goes from 6 to 1 pod'] };
    expect(validateText(report([], { proven }), PLAIN)).toBe(`no findings; 3 objects judged by 100 rules for Kubernetes 1.34
no counterexample on the way from main: 12 pairs, 361 failure points
dev / shop: Deployment web goes from 6 to 1 pod
`);
    expect(validateText(report([{ ...finding, rule: { ...rule, id: 'gates-end', family: 'plan' } }], { proven }), PLAIN)).toContain('\n1 counterexample on the way from main: 12 pairs, 361 failure points\n');
    expect(validateJson(report([], { proven }))).toMatchObject({ proven });
    expect(validateJson(report([]))).not.toHaveProperty('proven');
  });

  it('send no control character to the terminal', () => {
    expect(validateText(report([hostile]), PLAIN).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\u2028]/u);
  });
});

describe('findings as JSON', () => {
  it('say it all', () => {
    expect(JSON.parse(JSON.stringify(validateJson(report([finding], { ...waived, ...notChecked }))))).toEqual({
      schema: 'slipway.validate/v1',
      summary: { errors: 1, warnings: 0, waived: 1, objects: 3, files: 2, rules: 100, kubernetes: ['1.34'] },
      notChecked: [{ what: 'Widget.acme.example/v1: no schema', count: 2 }],
      findings: [
        {
          rule: 'no-host-port',
          family: 'pod-security',
          severity: 'error',
          file: 'dist/dev/shop/Pod-web.yaml',
          line: 12,
          column: 21,
          environment: 'dev',
          system: 'shop',
          object: { group: '', kind: 'Pod', namespace: 'shop-dev', name: 'web' },
          path: 'spec.containers[0].ports[0].hostPort',
          message: '80 is a port of the node',
          why: 'only one pod a node can have it',
          fix: 'leave it out',
          docs: 'docs/rules/no-host-port.md',
          source: 'https://kubernetes.io/docs/',
          fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        },
      ],
      waived: [expect.objectContaining({ rule: 'no-host-port', waiver: { reason: 'a proxy', owner: 'platform@acme.example', expires: '2026-12-31', file: 'overlays/waivers.yaml', line: 3 } })],
    });
  });
});

describe('findings as SARIF', () => {
  const sarif = (given: ValidateReport) => JSON.parse(JSON.stringify(validateSarif(given, '0.1.0'))) as { runs: [{ tool: { driver: { rules: { id: string }[] } }; results: Record<string, unknown>[] }] };

  it('have a place, a rule with help, and what makes them the same next time', () => {
    const { runs } = sarif(report([finding]));
    expect(runs[0].tool.driver.rules).toEqual([expect.objectContaining({ id: 'no-host-port', helpUri: 'https://kubernetes.io/docs/', help: { text: expect.stringContaining('only one pod'), markdown: expect.stringContaining('only one pod') } })]);
    expect(runs[0].results).toEqual([
      {
        ruleId: 'no-host-port',
        ruleIndex: 0,
        level: 'error',
        message: { text: '80 is a port of the node. Fix: leave it out' },
        locations: [
          {
            physicalLocation: { artifactLocation: { uri: 'dist/dev/shop/Pod-web.yaml' }, region: { startLine: 12, startColumn: 21 } },
            logicalLocations: [{ kind: 'object', name: 'web', fullyQualifiedName: 'Pod shop-dev/web › spec.containers[0].ports[0].hostPort' }],
          },
        ],
        partialFingerprints: { 'slipwayFinding/v1': expect.any(String) },
      },
    ]);
  });

  it('are the same where lines and values change, and no two alike', () => {
    const prints = (findings: readonly ReportedFinding[]) => sarif(report(findings)).runs[0].results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
    expect(prints([{ ...finding, line: 99, column: 1, message: '81 is a port of the node' }])).toEqual(prints([finding]));
    expect(new Set(prints([finding, finding, { ...finding, path: 'spec' }])).size).toBe(3);
  });

  it('are suppressed where somebody answers for them', () => {
    expect(sarif(report([], waived)).runs[0].results).toEqual([expect.objectContaining({ suppressions: [{ kind: 'external', status: 'accepted', justification: 'a proxy (platform@acme.example, until 2026-12-31)' }] })]);
  });

  it('tell what was not checked', () => {
    expect(JSON.stringify(sarif(report([], notChecked)))).toContain('not checked: 2 × Widget.acme.example/v1: no schema');
  });

  it('name files by URIs, and write no link or placeholder that stands in a manifest', () => {
    const [result] = sarif(report([{ ...hostile, file: 'dist/a b#c.yaml' }])).runs[0].results;
    expect(JSON.stringify(result!['locations'])).toContain('dist/a%20b%23c.yaml');
    expect(JSON.stringify(result!['message'])).toContain('{{0}}');
    expect(JSON.stringify(result!['message'])).toContain(String.raw`\\[x\\](y)`);
    expect(() => sarif(report([hostile]))).not.toThrow();
  });
});

describe('findings as JUnit XML', () => {
  it('are failures of a case with a file and a line', () => {
    expect(validateJunit(report([finding], notChecked))).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="slipway validate" tests="2" failures="1" errors="0" skipped="0">
  <testsuite name="slipway validate" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="slipway validate" name="3 objects judged by 100 rules"><system-out>not checked: 2 × Widget.acme.example/v1: no schema</system-out></testcase>
  </testsuite>
  <testsuite name="dist/dev/shop/Pod-web.yaml" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="dist/dev/shop/Pod-web.yaml" name="no-host-port Pod shop-dev/web spec.containers[0].ports[0].hostPort" file="dist/dev/shop/Pod-web.yaml" line="12"><failure type="error" message="80 is a port of the node">dist/dev/shop/Pod-web.yaml:12:21
80 is a port of the node
why: only one pod a node can have it
fix: leave it out</failure></testcase>
  </testsuite>
</testsuites>
`);
  });

  it('are skipped where somebody answers for them', () => {
    expect(validateJunit(report([], waived))).toContain('<skipped message="waived until 2026-12-31 by platform@acme.example: a proxy"/>');
  });

  it('hold nothing that no XML may hold', () => {
    const xml = validateJunit(report([hostile]));
    expect(xml.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}]/u);
    expect(xml.match(/<[^>]*>/g)!.every((tag) => /^<(\/?(testsuites|testsuite|testcase|failure)( [a-z]+="[^"<]*")*\/?|\?xml.*\?)>$/.test(tag))).toBe(true);
  });
});

describe('findings for GitHub Actions', () => {
  it('are annotations beside the line', () => {
    expect(validateGithub(report([finding]))).toBe(
      '::error file=dist/dev/shop/Pod-web.yaml,line=12,col=21,title=no-host-port::Pod shop-dev/web › spec.containers[0].ports[0].hostPort%0A80 is a port of the node%0Awhy: only one pod a node can have it%0Afix: leave it out\nslipway validate: 1 finding, 0 waived; 3 objects judged by 100 rules\n',
    );
  });

  it('begin no command of their own', () => {
    const lines = validateGithub(report([hostile])).trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]!.slice(2).split('::')[0]).toMatch(/^error file=[^:]*,line=12,col=21,title=no-host-port$/);
  });
});
