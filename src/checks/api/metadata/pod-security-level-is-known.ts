import { type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { metadataOf } from './metadata-of.ts';

export const podSecurityLevelIsKnown: Rule = {
  id: 'pod-security-level-is-known',
  severity: 'error',
  why: 'the API server refuses a namespace that asks for a Pod Security Standard there is not',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces',
  kinds: ['/Namespace'],
  keys: [/^pod-security\.kubernetes\.io\//],
  *check(subject) {
    for (const [key, value] of Object.entries(metadataOf(subject).labels ?? {})) {
      if (!key.startsWith(PREFIX)) continue;
      const mode = key.slice(PREFIX.length);
      const path = `metadata.labels[${JSON.stringify(key)}]`;
      if (MODES.includes(mode)) {
        if (!LEVELS.includes(value)) yield { ...invalid(path, value, `must be ${LEVELS.join(', ')}`), fix: `write ${key}: restricted` };
      } else if (VERSIONS.includes(mode) && value !== 'latest' && !VERSION.test(value)) {
        yield { ...invalid(path, value, 'must be latest, or a minor version such as v1.36'), fix: `write ${key}: latest` };
      }
    }
  },
};

const PREFIX = 'pod-security.kubernetes.io/';
const MODES = ['enforce', 'audit', 'warn'];
const VERSIONS = MODES.map((mode) => `${mode}-version`);
const LEVELS = ['privileged', 'baseline', 'restricted'];
const VERSION = /^v1\.(?:0|[1-9][0-9]*)$/;
