import { type ImmutableRule } from '../immutable-field.ts';
import { claim } from './claim.ts';
import { frozenConfig, secretType } from './frozen-config.ts';
import { job } from './job.ts';
import { persistentVolume } from './persistent-volume.ts';
import { plainFields } from './plain-fields.ts';
import { pod } from './pod.ts';
import { selector } from './selector.ts';
import { service } from './service.ts';
import { statefulSet } from './stateful-set.ts';

/** Everything that Kubernetes' own kinds refuse to change. */
export const IMMUTABLE_RULES: readonly ImmutableRule[] = [claim, frozenConfig, job, persistentVolume, ...plainFields, pod, secretType, selector, service, statefulSet];

/** The rules of a kind, by `group/Kind`. */
export function immutableRulesOf(kind: string): readonly ImmutableRule[] {
  return BY_KIND.get(kind) ?? [];
}

const BY_KIND: ReadonlyMap<string, readonly ImmutableRule[]> = new Map(
  IMMUTABLE_RULES.flatMap(({ kinds }) => kinds).map((kind) => [kind, IMMUTABLE_RULES.filter(({ kinds }) => kinds.includes(kind))]),
);
