import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { itemsOf } from '../../config/items-of.ts';
import { duplicate, invalid, required } from '../../field-error.ts';

/** The minor since which a pod in a namespace of its node can't set what belongs to that namespace. */
const OWN_NAMESPACE = 29;
const LONGEST = 253;
const NAME = /^(?:[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?$/;

export const sysctlIsValid: Rule = {
  id: 'sysctl-is-valid',
  severity: 'error',
  why: 'the API server refuses a kernel parameter without a name that one can have, one set twice, and one of the node\'s own namespaces',
  source: 'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/',
  kinds: POD_KINDS,
  keys: ['sysctls'],
  *check({ apiPods, set: { minor } }) {
    for (const { specPath, spec } of apiPods) {
      const seen = new Set<string>();
      for (const { path, item: { name = '' } } of itemsOf(spec.securityContext?.sysctls, `${specPath}.securityContext.sysctls`)) {
        if (name === '') yield required(`${path}.name`, 'a parameter has a name');
        else if (name.length > LONGEST || !NAME.test(name)) yield invalid(`${path}.name`, name, `must have at most ${LONGEST} characters: lower-case letters, digits, "-" and "_", in parts between "." or "/"`);
        else if (seen.has(name)) yield duplicate(`${path}.name`, name);
        seen.add(name);
        if (minor < OWN_NAMESPACE) continue;
        const namespace = namespaceOf(name);
        if (namespace === 'net' && spec.hostNetwork === true) yield invalid(`${path}.name`, name, "may not be specified when 'hostNetwork' is true");
        if (namespace === 'ipc' && spec.hostIPC === true) yield invalid(`${path}.name`, name, "may not be specified when 'hostIPC' is true");
      }
    }
  },
};

/** The namespace of the kernel that a parameter belongs to. */
function namespaceOf(name: string): 'net' | 'ipc' | undefined {
  const dotted = withDots(name);
  if (dotted.startsWith('net.')) return 'net';
  return dotted === 'kernel.sem' || IPC.some((prefix) => dotted.startsWith(prefix)) ? 'ipc' : undefined;
}

const IPC = ['kernel.shm', 'kernel.msg', 'fs.mqueue.'];

/** A name whose first separator is a slash has dots where others have slashes. */
function withDots(name: string): string {
  const first = name.search(/[./]/);
  if (first === -1 || name[first] === '.') return name;
  return name.replace(/[./]/g, (sign) => (sign === '.' ? '/' : '.'));
}
