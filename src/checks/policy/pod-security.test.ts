import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Manifest } from '../../kernel/manifest.ts';
import { checkBy } from '../check-manifests.ts';
import { POD_SECURITY_BASELINE, POD_SECURITY_RESTRICTED } from './pod-security.ts';

/** The standard's own pods; no part of a user's clone. */
const FIXTURES = join(__dirname, '../../../../shared/fixtures/pod-security');
const LEVELS = { baseline: POD_SECURITY_BASELINE, restricted: POD_SECURITY_RESTRICTED };
const present = existsSync(FIXTURES);

describe.each(['1.28', '1.32'])(`the Pod Security Standards of %s${present ? '' : ' (fixtures are absent)'}`, (kubernetes) => {
  describe.each(['baseline', 'restricted'] as const)('%s', (level) => {
    const verdicts = (given: 'pass' | 'fail') => {
      const folder = join(FIXTURES, `v${kubernetes}`, level, given);
      return readdirSync(folder)
        .sort()
        .map((file) => {
          const pod = parse(readFileSync(join(folder, file), 'utf8')) as Manifest;
          return [file, checkBy(LEVELS[level], [pod], { kubernetes }).map(({ rule }) => rule)] as const;
        });
    };
    const orSkip = present ? it : it.skip;

    orSkip('passes every pod that it should', () => {
      const all = verdicts('pass');
      expect(all.filter(([, rules]) => rules.length > 0)).toEqual([]);
      expect(all.length).toBeGreaterThan(10);
    });

    orSkip('fails every pod that it should', () => {
      const all = verdicts('fail');
      expect(all.filter(([, rules]) => rules.length === 0)).toEqual([]);
      expect(all.length).toBeGreaterThan(10);
    });
  });
});
