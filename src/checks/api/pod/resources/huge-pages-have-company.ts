import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { forbidden } from '../../field-error.ts';
import { resourcesOf } from './resource-lists.ts';

export const hugePagesHaveCompany: Rule = {
  id: 'huge-pages-have-company',
  severity: 'error',
  why: 'the API server refuses huge pages for what asks for neither CPU nor memory',
  source: 'https://kubernetes.io/docs/tasks/manage-hugepages/scheduling-hugepages/',
  kinds: POD_KINDS,
  keys: [/^hugepages-/],
  *check(subject) {
    for (const { path, resources } of resourcesOf(subject)) {
      const names = [...Object.keys(resources.limits ?? {}), ...Object.keys(resources.requests ?? {})];
      if (names.some((name) => name.startsWith('hugepages-')) && !names.includes('cpu') && !names.includes('memory')) yield forbidden(path, 'HugePages require cpu or memory');
    }
    for (const { specPath, spec: { overhead = {} } } of subject.apiPods) {
      const names = Object.keys(overhead);
      if (names.some((name) => name.startsWith('hugepages-')) && !names.includes('cpu') && !names.includes('memory')) yield forbidden(`${specPath}.overhead`, 'HugePages require cpu or memory');
    }
  },
};
