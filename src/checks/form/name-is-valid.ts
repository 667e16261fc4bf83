import { type Finding, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const nameIsValid: Rule = {
  id: 'name-is-valid',
  severity: 'error',
  why: 'the API server refuses the name, or what the name is copied into: host names, and labels of at most 63 characters',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#names',
  check({ kind, identity: { name, namespace }, set }) {
    const found: Finding[] = [];
    const { form, longest } = kind === '/Service' && set.minor < RELAXED_SERVICE_NAMES ? LETTER_SERVICE : (SHAPES.get(kind) ?? SUBDOMAIN);
    if (name !== '' && !form.pattern.test(name)) found.push({ path: 'metadata.name', message: `Invalid value: ${shown(name)}: must be ${form.words}`, fix: form.fix });
    else if (name.length > longest) {
      found.push({ path: 'metadata.name', message: `Invalid value: ${shown(name)}: must be no more than ${longest} characters, has ${name.length}`, fix: 'shorten the name' });
    }
    if (namespace !== '' && !(LABEL.pattern.test(namespace) && namespace.length <= 63)) {
      found.push({
        path: 'metadata.namespace',
        message: `Invalid value: ${shown(namespace)}: must be ${LABEL.words} of no more than 63 characters`,
        fix: LABEL.fix,
      });
    }
    return found;
  },
};

interface Form {
  readonly pattern: RegExp;
  readonly words: string;
  readonly fix: string;
}

interface Shape {
  readonly form: Form;
  readonly longest: number;
}

const LOWER = 'write lower-case letters, digits and hyphens, a letter or digit first and last';

const LABEL: Form = { pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, words: 'a DNS label (RFC 1123)', fix: LOWER };
const PATH_SEGMENT: Form = { pattern: /^(?!\.{1,2}$)[^/%]+$/, words: 'a path segment: not "." or "..", no "/" or "%"', fix: 'leave these out' };
const SUBDOMAIN: Shape = {
  form: { pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/, words: 'a DNS subdomain (RFC 1123)', fix: LOWER },
  longest: 253,
};

/** The minor since which a Service's name may start with a digit: seen on 1.36, not looked for in those before. */
const RELAXED_SERVICE_NAMES = 36;
const LETTER_SERVICE: Shape = {
  form: { pattern: /^[a-z]([a-z0-9-]*[a-z0-9])?$/, words: 'a DNS label that starts with a letter (RFC 1035)', fix: LOWER },
  longest: 63,
};

/** Kinds whose names are held to more, or less, than a DNS subdomain. */
const SHAPES: ReadonlyMap<string, Shape> = new Map([
  ['/Namespace', { form: LABEL, longest: 63 }],
  ['/Service', { form: LABEL, longest: 63 }],
  // The pods carry the name in label job-name; a CronJob adds eleven characters to make its Jobs' names.
  ['batch/Job', { form: SUBDOMAIN.form, longest: 63 }],
  ['batch/CronJob', { form: SUBDOMAIN.form, longest: 52 }],
  // Pods are called <name>-<ordinal>, the first label of their host names, and carry a revision label of the name and eleven characters.
  ['apps/StatefulSet', { form: SUBDOMAIN.form, longest: 52 }],
  // The API server does not look at its name.
  ['policy/PodDisruptionBudget', { form: PATH_SEGMENT, longest: Infinity }],
  ['rbac.authorization.k8s.io/ClusterRole', { form: PATH_SEGMENT, longest: Infinity }],
  ['rbac.authorization.k8s.io/ClusterRoleBinding', { form: PATH_SEGMENT, longest: Infinity }],
  ['rbac.authorization.k8s.io/Role', { form: PATH_SEGMENT, longest: Infinity }],
  ['rbac.authorization.k8s.io/RoleBinding', { form: PATH_SEGMENT, longest: Infinity }],
]);
