import { type IngressSpec } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { itemsOf } from '../config/items-of.ts';
import { specOf } from '../config/spec-of.ts';
import { invalid, notSupported, required } from '../field-error.ts';
import { ingressPathsOf } from './ingress-paths.ts';

export const ingressPathIsValid: Rule = {
  id: 'ingress-path-is-valid',
  severity: 'error',
  why: 'the API server refuses a path that doesn\'t begin at "/", that climbs back, or that says not how it is compared',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types',
  kinds: ['networking.k8s.io/Ingress'],
  keys: ['http'],
  *check(subject) {
    for (const { path, item: { http } } of itemsOf(specOf<IngressSpec>(subject).rules, 'spec.rules')) {
      if (http && (http.paths ?? []).length === 0) yield required(`${path}.http.paths`, 'name a path and its backend');
    }
    for (const { path, item } of ingressPathsOf(subject)) yield* pathFindings(path, item.path ?? '', item.pathType);
  },
};

function* pathFindings(at: string, path: string, pathType: string | null | undefined): Iterable<Finding> {
  if (pathType === undefined || pathType === null) {
    yield { ...required(`${at}.pathType`, 'must be specified'), fix: 'pathType: Prefix' };
    return;
  }
  if (!TYPES.includes(pathType)) {
    yield notSupported(`${at}.pathType`, pathType, TYPES);
    return;
  }
  const isCompared = pathType !== 'ImplementationSpecific';
  if ((isCompared || path !== '') && !path.startsWith('/')) yield invalid(`${at}.path`, path, 'must be an absolute path');
  if (!isCompared) return;
  for (const sequence of NOWHERE) if (path.includes(sequence)) yield invalid(`${at}.path`, path, `must not contain "${sequence}"`);
  for (const suffix of NOT_AT_END) if (path.endsWith(suffix)) yield invalid(`${at}.path`, path, `must not end with "${suffix}"`);
}

const TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const NOWHERE = ['//', '/./', '/../', '%2f', '%2F'];
const NOT_AT_END = ['/..', '/.'];
