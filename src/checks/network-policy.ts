import { type Manifest } from '../kernel/manifest.ts';
import { fieldsAt, listAt } from './field.ts';

/** Whether the policy closes a direction without opening anything in it. */
export function isNarrowing(policy: Manifest): boolean {
  return policyTypesOf(policy).some((type) => listAt(policy, 'spec', type.toLowerCase()).length === 0);
}

/** The directions a NetworkPolicy restricts; where it does not say, Ingress always and Egress when it has such rules. */
export function policyTypesOf(policy: Manifest): readonly string[] {
  const spec = fieldsAt(policy, 'spec');
  const named = listAt(spec, 'policyTypes').filter((type): type is string => typeof type === 'string');
  if (named.length > 0) return named;
  return listAt(spec, 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}
