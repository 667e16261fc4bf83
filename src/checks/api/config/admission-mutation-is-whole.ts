import { type MutatingAdmissionPolicySpec } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { invalid, notSupported, required } from '../field-error.ts';
import { itemsOf } from './items-of.ts';
import { specOf } from './spec-of.ts';

export const admissionMutationIsWhole: Rule = {
  id: 'admission-mutation-is-whole',
  severity: 'error',
  why: 'the API server refuses a mutating policy that changes nothing, or doesn\'t say how',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/mutating-admission-policy/',
  kinds: ['admissionregistration.k8s.io/MutatingAdmissionPolicy'],
  *check(subject) {
    const { mutations, reinvocationPolicy } = specOf<MutatingAdmissionPolicySpec>(subject);
    const again: string = reinvocationPolicy ?? 'Never';
    if ((mutations ?? []).length === 0) yield required('spec.mutations', 'must have at least one');
    if (!AGAIN.includes(again)) yield notSupported('spec.reinvocationPolicy', again, AGAIN);
    for (const { path, item } of itemsOf(mutations, 'spec.mutations')) yield* mutationFindings(item, path);
  },
};

function* mutationFindings({ patchType, ...patches }: Partial<NonNullable<MutatingAdmissionPolicySpec['mutations']>[number]>, path: string): Iterable<Finding> {
  const type: string = patchType ?? '';
  if (type === '') yield required(`${path}.patchType`, 'write ApplyConfiguration or JSONPatch');
  else if (!Object.hasOwn(FIELDS, type)) yield notSupported(`${path}.patchType`, type, Object.keys(FIELDS));
  else {
    for (const [each, field] of Object.entries(FIELDS)) {
      const patch = patches[field];
      if (each !== type && patch) yield invalid(`${path}.${field}`, patch, `must not be set with patchType ${type}`);
      else if (each === type && !patch) yield required(`${path}.${field}`, `must be set with patchType ${type}`);
      else if (each === type && (patch?.expression ?? '').trim() === '') yield required(`${path}.${field}.expression`, 'write an expression in CEL');
    }
  }
}

const FIELDS = { ApplyConfiguration: 'applyConfiguration', JSONPatch: 'jsonPatch' } as const;
const AGAIN = ['IfNeeded', 'Never'];
