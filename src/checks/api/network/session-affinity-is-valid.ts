import { type Rule } from '../../rule.ts';
import { invalid, notSupported } from '../field-error.ts';
import { SERVICE, serviceOf } from './service-of.ts';

export const sessionAffinityIsValid: Rule = {
  id: 'session-affinity-is-valid',
  severity: 'error',
  why: 'the API server refuses a session affinity it doesn\'t know, and one that lasts no time or more than a day',
  source: 'https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity',
  kinds: SERVICE,
  keys: ['sessionAffinity'],
  *check(subject) {
    const { sessionAffinity, sessionAffinityConfig } = serviceOf(subject).spec;
    const affinity = sessionAffinity || 'None';
    if (!AFFINITIES.includes(affinity)) yield notSupported('spec.sessionAffinity', affinity, AFFINITIES);
    const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds ?? DAY;
    if (affinity === 'ClientIP' && (seconds <= 0 || seconds > DAY)) yield invalid('spec.sessionAffinityConfig.clientIP.timeoutSeconds', seconds, `must be between 1 and ${DAY}, a day`);
  },
};

const AFFINITIES = ['ClientIP', 'None'];
const DAY = 86_400;
