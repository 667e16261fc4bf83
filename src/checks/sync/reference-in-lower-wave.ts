import { REFERRING_KINDS } from '../references-of.ts';
import { type Finding, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';
import { compareSteps, describeStep } from '../sync-order.ts';

/**
 * R4. What a pod needs to start stands in a lower wave, so that it is there and, where Argo CD can
 * tell, healthy; what is only named, such as an Ingress's Service, not in a higher one.
 */
export const referenceInLowerWave: Rule = {
  id: 'reference-in-lower-wave',
  severity: 'error',
  why: 'inside a wave nothing waits for anything, so that the pod starts, fails and backs off, and a higher wave never comes',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/',
  kinds: REFERRING_KINDS,
  check({ manifest, references, set }) {
    const found: Finding[] = [];
    for (const { path, to, order, optional } of references) {
      if (order === 'same' || order === 'any' || optional) continue;
      const target = set.withIdentity(to)[0] ?? set.providerOf(to);
      if (target === undefined || target === manifest) continue;
      const here = set.stepOf(manifest);
      const there = set.stepOf(target);
      const late = compareSteps(there, here);
      if (late < 0 || (late === 0 && order === 'with')) continue;
      const by = target.kind === to.kind ? '' : `, made by ${target.kind} ${shown(target.metadata.name)},`;
      const need = order === 'before' ? `must come before ${describeStep(here)}` : `must not come after ${describeStep(here)}`;
      found.push({ path, message: `${to.kind} ${shown(to.name)}${by} is applied in ${describeStep(there)} and ${need}`, fix: 'give it a lower sync wave' });
    }
    return found;
  },
};
