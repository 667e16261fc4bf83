import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../src/kernel/manifest.ts';
import { isMigrator } from '../src/plan/migrator.ts';
import { type Proof, prove } from '../src/plan/proof.ts';
import { isJob } from '../src/plan/release-set.ts';
import { CURRENT, NAMES, newRelease, releaseOf } from './plan-variants.ts';

const next = newRelease();
const proofs = new Map<string, Proof>();

function proofOf(name: string, before: readonly Manifest[] | undefined, after: readonly Manifest[]): Proof {
  const known = proofs.get(name);
  if (known !== undefined) return known;
  const release = releaseOf(after);
  const proof = prove(before === undefined ? undefined : releaseOf(before), release, { namespace: release.namespace });
  proofs.set(name, proof);
  return proof;
}

const release = (name: string): Proof => proofOf(`release ${name}`, CURRENT.get(name), next.get(name)!);

/** Keys of hook Jobs: of migrations, or of what proves a release afterwards. */
function jobsOf(name: string, isWanted: (job: Manifest) => boolean): readonly string[] {
  const set = releaseOf(next.get(name)!);
  return set.manifests.filter((manifest) => isJob(manifest) && isWanted(manifest)).map((manifest) => set.keyOf(manifest));
}

/** Policies of one edge inside of a system, which leaves with the release; the names of some edges. */
function edgesOf(manifests: readonly Manifest[]): readonly string[] {
  const names = manifests.filter(({ kind }) => kind === 'NetworkPolicy').flatMap(({ metadata: { name } }) => /^(.+-to-.+?-\d+)-(?:ingress|egress)(?:-[0-9a-f]{10})?$/.exec(name)?.[1] ?? []);
  return [...new Set(names.filter((name, _index, all) => all.indexOf(name) !== all.lastIndexOf(name)))];
}

function withoutEdge(manifests: readonly Manifest[], edge: string): Manifest[] {
  return manifests.filter(({ metadata: { name } }) => name !== edge && !name.startsWith(`${edge}-`));
}

describe.each(NAMES)('%s', (name) => {
  it('comes to an empty cluster without a counterexample', () => {
    expect(proofOf(`first ${name}`, undefined, CURRENT.get(name)!).counterexamples).toEqual([]);
  });

  it('is released without a counterexample, whatever fails', () => {
    const { counterexamples, points } = release(name);
    expect(counterexamples).toEqual([]);
    expect(points).toBeGreaterThan(15);
  });

  it('is rolled back without one', () => {
    expect(proofOf(`back ${name}`, next.get(name), CURRENT.get(name)!).counterexamples).toEqual([]);
  });

  it('goes on serving the old release when its migration fails, with nothing pruned', () => {
    const migrators = jobsOf(name, isMigrator);
    const failures = release(name).failures.filter(({ key, how }) => migrators.includes(key) && how === 'fails');
    expect(failures).toHaveLength(migrators.length);
    for (const failure of failures) expect(failure).toMatchObject({ ending: 'Failed', serving: 'before', pruned: [] });
  });

  it('serves the new release when its smoke test fails, with nothing pruned', () => {
    const smoke = jobsOf(name, (job) => !isMigrator(job));
    const failures = release(name).failures.filter(({ key, how }) => smoke.includes(key) && how === 'fails');
    expect(failures).toHaveLength(smoke.length);
    for (const failure of failures) expect(failure).toMatchObject({ ending: 'Failed', serving: 'after', pruned: [] });
  });

  it('loses an edge together with a release, and a migration that fails closes nothing', () => {
    const [edge] = edgesOf(CURRENT.get(name)!);
    expect(edge).toBeDefined();
    const after = withoutEdge(next.get(name)!, edge!);
    expect(after.length).toBeLessThan(next.get(name)!.length);
    const { counterexamples, failures } = proofOf(`edge ${name}`, CURRENT.get(name), after);
    expect(counterexamples).toEqual([]);
    for (const { key, pruned } of failures) if (jobsOf(name, isMigrator).includes(key)) expect(pruned).toEqual([]);
  });
});
