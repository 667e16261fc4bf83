import { type RuleFacts } from '../../reports/rule-facts.ts';

const family = 'files';

/** A file is YAML or JSON, and every document in it one Kubernetes object, or a List of them. */
export const FILE_IS_READABLE: RuleFacts = {
  id: 'file-is-readable',
  family,
  severity: 'error',
  why: 'what cannot be read is neither judged nor applied',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/#required-fields',
};

/** A file is there for the objects in it. */
export const FILE_HOLDS_OBJECT: RuleFacts = {
  id: 'file-holds-object',
  family,
  severity: 'warning',
  why: 'a file with nothing in it is mostly one that something failed to write',
  source: 'https://kubernetes.io/docs/concepts/workloads/management/#organizing-resource-configurations',
};

/** A waiver whose last day is over waives nothing any more. */
export const WAIVER_IS_CURRENT: RuleFacts = {
  id: 'waiver-is-current',
  family,
  severity: 'error',
  why: 'what was to be mended by that day still is not, or the waiver is forgotten',
  source: 'https://kyverno.io/docs/exceptions/',
};

/** A waiver waives something. */
export const WAIVER_IS_USED: RuleFacts = {
  id: 'waiver-is-used',
  family,
  severity: 'warning',
  why: 'a waiver that is left behind hides the next mistake of its kind',
  source: 'https://kyverno.io/docs/exceptions/',
};

/** What is found in files, before and after their objects are judged. */
export const FILE_RULES: readonly RuleFacts[] = [FILE_HOLDS_OBJECT, FILE_IS_READABLE, WAIVER_IS_CURRENT, WAIVER_IS_USED];
