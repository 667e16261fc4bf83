import { describeRule } from '../../test-support/describe-rule.ts';
import { job } from '../../test-support/manifests.ts';
import { indexedJobIsBounded } from './indexed-job-is-bounded.ts';

const indexed = (fields: object) => job('a', { completionMode: 'Indexed', ...fields });

describeRule(indexedJobIsBounded, {
  accepts: {
    'the most at once': indexed({ completions: 5, parallelism: 100_000 }),
    'as many failures as indexes': indexed({ completions: 5, maxFailedIndexes: 5, backoffLimitPerIndex: 1 }),
    'very many, and few failures': indexed({ completions: 100_001, parallelism: 10_000, maxFailedIndexes: 10_000, backoffLimitPerIndex: 1 }),
    'very many, without limits by index': indexed({ completions: 1_000_000, parallelism: 100_000 }),
    'another mode': job('a', { parallelism: 200_000 }),
  },
  rejects: {
    'no completions': [indexed({ parallelism: 2 }), ['spec.completions']],
    'too many at once': [indexed({ completions: 5, parallelism: 100_001 }), ['spec.parallelism']],
    'more failures than indexes': [indexed({ completions: 5, maxFailedIndexes: 6, backoffLimitPerIndex: 1 }), ['spec.maxFailedIndexes']],
    'very many, and no bound': [indexed({ completions: 100_001, parallelism: 10_001, backoffLimitPerIndex: 1 }), ['spec.maxFailedIndexes', 'spec.parallelism']],
    'very many failures': [indexed({ completions: 200_000, maxFailedIndexes: 100_001, backoffLimitPerIndex: 1 }), ['spec.maxFailedIndexes', 'spec.maxFailedIndexes']],
  },
});
