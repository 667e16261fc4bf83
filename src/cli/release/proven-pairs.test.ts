import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { join } from 'node:path';
import { bundleId, bundleOf } from '../../delivery/bundle.ts';
import { statementOf } from '../../delivery/evidence/evidence.ts';
import { ATTESTERS, evidenceFile } from '../../delivery/evidence/test-support.ts';
import { openSource } from '../../delivery/git/source-repository.ts';
import { ALONE, GitFolder } from '../../delivery/git/test-support/git-folder.ts';
import { evidencePath } from '../../delivery/ledger/ledger-paths.ts';
import { type LedgerStore } from '../../delivery/ledger/ledger-store.ts';
import { releaseFileText } from '../../delivery/release/release-file.ts';
import { type Environment } from '../../overlays/environment.ts';
import { type OverlayRelease } from '../../overlays/release.ts';
import { unprovenPairs } from './proven-pairs.ts';

const DIGEST = `sha256:${'3c'.repeat(32)}`;
const RELEASED: OverlayRelease = {
  version: '0123456',
  commit: 'a1'.repeat(20),
  repository: 'https://git.acme.example/shop',
  images: { app: { name: 'ghcr.io/acme/shop-app', digest: DIGEST }, migrator: { name: 'ghcr.io/acme/shop-migrator', digest: DIGEST, version: 'v0' } },
  schemaChange: { kind: 'contract', compatibleSince: 'v0' },
  contracts: { app: { DATABASE_URL: { required: true, secret: true } } },
};

/** The parts of environments that count here. */
const ENVIRONMENTS = [
  { name: 'staging', stage: 'staging', order: 0, accepts: 'builds', promotion: { requires: [] }, readyUrls: {}, exceptions: {} },
  { name: 'production', stage: 'production', order: 0, accepts: 'builds', promotion: { from: 'staging', requires: [{ check: 'ready' }, { check: 'e2e' }] }, readyUrls: {}, exceptions: {} },
] as unknown as readonly Environment[];

describe('a release file of an environment that is reached by promotion', () => {
  const git = new GitFolder();
  let definition = '';
  let files: Map<string, string>;
  let promoted: OverlayRelease;

  beforeAll(async () => {
    git.work('work');
    git.write('work/overlays/shop/staging.release.yaml', releaseFileText(RELEASED));
    definition = git.commit('work', 'Release');
    promoted = { ...RELEASED, definition };
    const bundle = bundleOf('shop', definition, RELEASED);
    const said = (['ready', 'e2e'] as const).map((check) => statementOf(bundle, { environment: 'staging', tree: '1'.repeat(40), commit: '2'.repeat(40), check, result: 'pass', by: 'ci', run: '', now: 1_700_000_000_000 }));
    files = new Map([[evidencePath({ environment: 'staging', system: 'shop' }), await evidenceFile(said)]]);
  });
  afterAll(() => git.remove());

  const store: LedgerStore = {
    read: async (paths) => new Map(paths.flatMap((path) => (files.has(path) ? [[path, files.get(path)!] as const] : []))),
    history: async (paths) => new Map(paths.map((path) => [path, { now: files.get(path), before: [] }])),
    append: async () => ({ outcome: 'unchanged' }),
  };
  const problems = (release: OverlayRelease, environment = 'production', environments = ENVIRONMENTS) =>
    unprovenPairs([{ system: 'shop', environment, release }], { git: openSource(join(git.path, 'work'), ALONE).git, store, environments, attesters: ATTESTERS, now: 1_700_000_100_000 });

  it('is in order as promote wrote it', async () => {
    expect(await problems(promoted)).toEqual([]);
  });

  it('needs a definition, and an environment that takes releases directly needs none', async () => {
    expect((await problems(RELEASED)).map(({ message }) => message)).toEqual([expect.stringContaining('names no definition')]);
    expect(await problems(RELEASED, 'staging')).toEqual([]);
  });

  it('is held to what its own system must prove there, and others are not', async () => {
    const own = (system: string) => ENVIRONMENTS.map((environment) => (environment.name === 'production' ? { ...environment, exceptions: { [system]: { accepts: 'signed-tags' as const } } } : environment));
    expect((await problems(promoted, 'production', own('shop'))).map(({ message }) => message)).toEqual([expect.stringContaining('signed-tag in staging (missing)')]);
    expect(await problems(promoted, 'production', own('other'))).toEqual([]);
  });

  it('is held to what the definition says also where the environment that it was released to is gone', async () => {
    const renamed = ENVIRONMENTS.map((environment) => (environment.name === 'staging' ? { ...environment, name: 'preview' } : environment));
    files.set(evidencePath({ environment: 'production', system: 'shop' }), await evidenceFile([statementOf(bundleOf('shop', definition, RELEASED), { environment: 'production', tree: '1'.repeat(40), commit: '2'.repeat(40), check: 'ready', result: 'pass', by: 'ci', run: '', now: 1_700_000_000_000 })]));
    const { contracts: _, ...bare } = promoted;
    expect((await problems(bare, 'production', renamed)).map(({ message }) => message)).toEqual([expect.stringContaining('what it says of the schema and the contracts')]);
    expect(await problems(promoted, 'production', renamed)).toEqual([]);
    files.delete(evidencePath({ environment: 'production', system: 'shop' }));
  });

  it('is refused after any edit', async () => {
    const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
    const image = fc.record({ name: label.map((name) => `ghcr.io/acme/${name}`), digest: hex(64).map((digits) => `sha256:${digits}`) });
    const key = fc.constantFrom('app', 'migrator');
    type Edit = (release: OverlayRelease) => OverlayRelease;
    const edit: fc.Arbitrary<Edit> = fc.oneof(
      label.map((version): Edit => (release) => ({ ...release, version })),
      hex(40).map((commit): Edit => (release) => ({ ...release, commit })),
      hex(40).map((other): Edit => (release) => ({ ...release, definition: other })),
      label.map((name): Edit => (release) => ({ ...release, repository: `https://git.acme.example/${name}` })),
      fc.tuple(key, image).map(([name, other]): Edit => (release) => ({ ...release, images: { ...release.images, [name]: { ...release.images[name]!, ...other } } })),
      fc.tuple(key, label).map(([name, version]): Edit => (release) => ({ ...release, images: { ...release.images, [name]: { ...release.images[name]!, version } } })),
      fc.tuple(label, image).map(([name, other]): Edit => (release) => ({ ...release, images: { ...release.images, [name]: other } })),
      key.map((name): Edit => (release) => ({ ...release, images: Object.fromEntries(Object.entries(release.images).filter(([one]) => one !== name)) })),
      label.map((since): Edit => (release) => ({ ...release, schemaChange: { kind: 'expand', compatibleSince: since } })),
      fc.constant<Edit>((release) => without(release, 'schemaChange')),
      fc.constant<Edit>((release) => without(release, 'contracts')),
      label.map((name): Edit => (release) => ({ ...release, contracts: { app: { [name]: { required: true } } } })),
    );
    await fc.assert(
      fc.asyncProperty(edit, async (change) => {
        const changed = change(promoted);
        fc.pre(bundleId(bundleOf('shop', changed.definition!, changed)) !== bundleId(bundleOf('shop', definition, promoted)) || JSON.stringify(changed) !== JSON.stringify(promoted));
        // An image that says the version it has anyway says nothing new.
        fc.pre(bundleId(bundleOf('shop', changed.definition!, changed)) !== bundleId(bundleOf('shop', definition, promoted)) || changed.schemaChange !== promoted.schemaChange || changed.contracts !== promoted.contracts);
        expect(await problems(changed)).not.toEqual([]);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

function without(release: OverlayRelease, key: keyof OverlayRelease): OverlayRelease {
  return Object.fromEntries(Object.entries(release).filter(([one]) => one !== key)) as unknown as OverlayRelease;
}
