import { listAt, textAt } from '../../../field.ts';
import { type Subject } from '../../../subject.ts';

/** The names of the claims that a StatefulSet makes for each of its pods: volumes of the pod by the same names. */
export function claimTemplateNames({ kind, defaulted }: Subject): readonly string[] {
  if (kind !== 'apps/StatefulSet') return [];
  return listAt(defaulted, 'spec', 'volumeClaimTemplates').flatMap((template) => textAt(template, 'metadata', 'name') ?? []);
}
