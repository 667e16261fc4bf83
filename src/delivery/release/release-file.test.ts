import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { overlaidImages, type ReleaseFile, releaseFileText } from './release-file.ts';
import { readOverlay } from '../../kernel/yaml-reader.ts';

const DIGEST = `sha256:${'3c'.repeat(32)}`;
const release: ReleaseFile = { version: 'sha-4f1c9d2', commit: '4f1c9d20'.repeat(5), repository: 'https://git.acme.example/shop', images: { app: { name: 'ghcr.io/acme/shop-app', digest: DIGEST } } };

describe('a release file', () => {
  it('is the same text for the same release, in the order people read', () => {
    expect(releaseFileText({ ...release, definition: '9be2c41f'.repeat(5), schemaChange: { kind: 'contract', compatibleSince: 'v1.9.0' } })).toBe(`# Written by slipway release, promote and rollback.
# yaml-language-server: $schema=../release.schema.json
schema: slipway.release/v1
version: sha-4f1c9d2
source:
  commit: "${'4f1c9d20'.repeat(5)}"
  repository: https://git.acme.example/shop
definition: "${'9be2c41f'.repeat(5)}"
schemaChange:
  compatibleSince: v1.9.0
  kind: contract
images:
  app:
    digest: ${DIGEST}
    name: ghcr.io/acme/shop-app
`);
  });

  it.each(['1234567', '0e12345', '0123456', '1e5', '0x1F', '1_000', 'true', 'null', '2026-01-01', '12.0', 'y', 'NaN', '1.10'])('reads the version %s back as it is', (version) => {
    const read = readOverlay(releaseFileText({ ...release, version }), 'a.yaml').value as { version: unknown };
    expect(read.version).toBe(version);
  });

  it('reads back any version and commit as text', () => {
    const version = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,20}[A-Za-z0-9])?$/);
    const commit = fc.stringMatching(/^[0-9a-f]{40}$/);
    fc.assert(
      fc.property(version, commit, commit, (label, source, definition) => {
        const read = readOverlay(releaseFileText({ ...release, version: label, commit: source, definition }), 'a.yaml').value as unknown as { version: string; source: { commit: string }; definition: string };
        expect([read.version, read.source.commit, read.definition]).toEqual([label, source, definition]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('images of a release', () => {
  it('keep the version that built them where they were not built anew', () => {
    const before: ReleaseFile = { ...release, version: 'v1', images: { app: { name: 'ghcr.io/acme/app', digest: DIGEST }, migrator: { name: 'ghcr.io/acme/migrator', digest: DIGEST, version: 'v0' } } };
    const other = `sha256:${'4'.repeat(64)}`;
    expect(overlaidImages('v2', { app: { name: 'ghcr.io/acme/app', digest: other }, migrator: { name: 'ghcr.io/acme/migrator', digest: DIGEST } }, before)).toEqual({
      app: { name: 'ghcr.io/acme/app', digest: other, version: 'v2' },
      migrator: { name: 'ghcr.io/acme/migrator', digest: DIGEST, version: 'v0' },
    });
    expect(overlaidImages('v2', {}, before)['app']).toEqual({ name: 'ghcr.io/acme/app', digest: DIGEST, version: 'v1' });
  });

  it('may be called like what objects inherit', () => {
    expect(Object.keys(overlaidImages('v1', Object.fromEntries([['constructor', { name: 'ghcr.io/acme/a', digest: DIGEST }]]), undefined))).toEqual(['constructor']);
  });
});
