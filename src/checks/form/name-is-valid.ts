import { dnsLabelErrors } from '../api/syntax/dns-label.ts';
import { objectNameErrors } from '../api/syntax/object-name.ts';
import { type Finding, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const nameIsValid: Rule = {
  id: 'name-is-valid',
  severity: 'error',
  why: 'the API server refuses the name, or what a controller copies it into: host names, and labels of at most 63 characters',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#names',
  check({ kind, identity: { name, namespace }, set }) {
    const found: Finding[] = [];
    const errors = name === '' ? [] : objectNameErrors(kind, name, set.minor);
    const longest = LONGEST.get(kind) ?? Infinity;
    for (const error of errors) found.push({ path: 'metadata.name', message: `Invalid value: ${shown(name)}: ${error}` });
    if (errors.length === 0 && name.length > longest) {
      found.push({ path: 'metadata.name', message: `Invalid value: ${shown(name)}: must be no more than ${longest} characters, has ${name.length}`, fix: 'shorten the name' });
    }
    for (const error of namespaceErrors(namespace)) found.push({ path: 'metadata.namespace', message: `Invalid value: ${shown(namespace)}: ${error}` });
    return found;
  },
};

function namespaceErrors(namespace: string): readonly string[] {
  if (namespace === '' || namespace === lastRight) return NONE;
  const errors = dnsLabelErrors(namespace);
  if (errors.length === 0) lastRight = namespace;
  return errors;
}

/** Nearly all objects of a set stand in one namespace. */
let lastRight = '';

const NONE: readonly string[] = [];

/** What controllers can't work with, though the API server may take the object itself. */
const LONGEST: ReadonlyMap<string, number> = new Map([
  // The pods carry the name in label job-name; a CronJob adds eleven characters to make its Jobs' names.
  ['batch/Job', 63],
  ['batch/CronJob', 52],
  // Pods are called <name>-<ordinal>, the first label of their host names, and carry a revision label of the name and eleven characters.
  ['apps/StatefulSet', 52],
]);
