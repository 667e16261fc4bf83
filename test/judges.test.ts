import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JUDGES, judgesPage } from '../scripts/judges/page.ts';
import { checkBy } from '../src/checks/check-manifests.ts';
import { podSecurityLevel } from '../src/checks/pod-security-level.ts';
import { RULES } from '../src/checks/rules.ts';
import { VALIDATE_RULES } from '../src/checks/validate-rules.ts';
import { allRules } from '../src/cli/validate/families.ts';
import { emitManifest } from '../src/kernel/yaml-emitter.ts';
import { type Manifest } from '../src/kernel/manifest.ts';
import { ROOT } from './cli-project.ts';
import { distSystems } from './dist-systems.ts';

/** What each judge asks; no part of a user's clone. */
const REFERENCE = join(ROOT, '../shared/reference/checks.md');
const known = new Map(allRules().map((rule) => [rule.id, rule]));
const ofSets = new Map([...RULES, ...VALIDATE_RULES].map((rule) => [rule.id, rule]));
const pairs = distSystems(join(ROOT, 'dist')).flatMap(({ system, environments }) => environments.map(({ name, manifests }) => [`${name}/${system}`, manifests as Manifest[]] as const));

describe('docs/judges.md', () => {
  it('is current', () => {
    expect(readFileSync(join(ROOT, 'docs/judges.md'), 'utf8')).toBe(judgesPage());
  });

  it.each(JUDGES.map((judge) => [judge.name, judge] as const))('names rules that there are, and says why where there is none: %s', (_name, { checks }) => {
    for (const [check, verdict] of Object.entries(checks)) {
      if (verdict.kind === 'passed') expect([check, verdict.rules.length, verdict.rules.filter((rule) => !known.has(rule))]).toEqual([check, expect.any(Number), []]);
      if (verdict.kind !== 'passed') expect([check, verdict.note]).toEqual([check, expect.stringMatching(/^.{20,}$/)]);
      // A waiver that points to a rule of ours means one that there is.
      if (verdict.kind !== 'passed') expect([check, [...verdict.note.matchAll(/\(`([a-z-]+)`\)/g)].map(([, rule]) => rule!).filter((rule) => !known.has(rule))]).toEqual([check, []]);
    }
  });

  (existsSync(REFERENCE) ? it : it.skip)('answers every check of every judge', () => {
    const text = readFileSync(REFERENCE, 'utf8');
    const part = (heading: string): string => text.split(/\n#{2,3} /).find((each) => each.startsWith(heading)) ?? '';
    const names = (heading: string, pattern: RegExp): string[] => [...part(heading).matchAll(pattern)].map(([, name]) => name!).sort();
    const answered = (name: string): string[] => Object.keys(JUDGES.find((judge) => judge.name === name)!.checks).sort();
    const simple = /^- (\S+) \[/gm;
    expect(answered('kube-score')).toEqual(names('kube-score', simple));
    expect(answered('kube-linter')).toEqual(names('kube-linter', simple));
    expect(answered('Polaris')).toEqual(names('Polaris', simple));
    expect(answered('Kyverno, pod-security')).toEqual(names('one-liners', /^- pod-security\/(\S+): /gm));
    expect(answered('Kyverno, best-practices')).toEqual(names('one-liners', /^- best-practices\/(\S+): /gm));
    expect(answered('Gatekeeper, general')).toEqual(names('gatekeeper-library', /^- general\/(\S+) /gm));
    expect(answered('Gatekeeper, pod-security-policy')).toEqual(names('gatekeeper-library', /^- pod-security-policy\/(\S+) /gm));
    expect(answered('Pod Security admission')).toEqual(part('pod-security-admission').split('\n')[1]!.slice(2).split(', ').sort());
  });
});

describe('what is passed', () => {
  const rules = [...new Set(JUDGES.flatMap(({ checks }) => Object.values(checks).flatMap((verdict) => (verdict.kind === 'passed' ? verdict.rules : []))))].flatMap((id) => ofSets.get(id) ?? []);

  it('is held by many rules', () => {
    expect(rules.length).toBeGreaterThan(50);
  });

  it.each(pairs)('breaks none of them: %s', (_pair, manifests) => {
    for (const kubernetes of ['1.28', '1.36']) expect(checkBy(rules, manifests, { kubernetes })).toEqual([]);
  });

  it.each(pairs)('keeps to the restricted level: %s', (_pair, manifests) => {
    for (const manifest of manifests) for (const kubernetes of ['1.28', '1.36']) expect([manifest.metadata.name, podSecurityLevel(manifest, kubernetes)]).toEqual([manifest.metadata.name, 'restricted']);
  });
});

/** What the program itself says, where it is there. */
const PROGRAM = 'kube-score';
const isInstalled = spawnSync(PROGRAM, ['version']).status === 0;

describe(`kube-score${isInstalled ? '' : ' (not installed)'}`, () => {
  const { checks } = JUDGES.find(({ name }) => name === 'kube-score')!;

  (isInstalled ? it.each(pairs) : it.skip.each(pairs))('objects to nothing but what is waived: %s', (_pair, manifests) => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-judges-'));
    try {
      const file = join(folder, 'all.yaml');
      writeFileSync(file, manifests.map(emitManifest).join(''));
      const { stdout } = spawnSync(PROGRAM, ['score', '--output-format', 'json', '--kubernetes-version', 'v1.34', file], { encoding: 'utf8', maxBuffer: 100_000_000 });
      const judged = JSON.parse(stdout) as { object_name: string; checks: { check: { id: string }; grade: number; skipped: boolean }[] }[];
      // Ten is its best grade, seven almost.
      const objections = judged.flatMap(({ object_name: name, checks: of }) => of.filter(({ grade, skipped }) => !skipped && grade < 10).map(({ check: { id } }) => `${id} ${name}`));
      expect(objections.filter((objection) => checks[objection.split(' ')[0]!]?.kind !== 'waived')).toEqual([]);
      expect(judged.length).toBeGreaterThan(5);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
