import { podTemplatePath, TEMPLATED_KINDS } from '../api/pod-template-path.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { at, type Fields, fieldsAt, isFields, listAt } from './field.ts';
import { kindOf } from '../kernel/kind-of.ts';

/** A pod that a manifest is or will make. */
export interface Pod {
  /** Where the pod or pod template stands in the manifest: `spec.template`; empty for a Pod itself. */
  readonly path: string;
  /** Where its spec stands: `spec.template.spec`. */
  readonly specPath: string;
  readonly metadata: Fields;
  readonly spec: Fields;
}

const NONE: readonly Pod[] = [];

/** An analysis of Argo Rollouts may run Jobs: one for each of its metrics that asks by one. */
const ANALYSIS = 'argoproj.io/AnalysisTemplate';

/** Every kind that makes pods, as `group/Kind`. */
export const POD_KINDS: readonly string[] = [...TEMPLATED_KINDS, ANALYSIS];

/** The pods of a manifest: one for every kind that runs pods, as many as it has Jobs for an analysis, none for any other. */
export function podsOf(manifest: Manifest): readonly Pod[] {
  const keys = podTemplatePath(manifest);
  if (keys !== undefined) return podOf(at(manifest, ...keys), keys.join('.'));
  if (kindOf(manifest) !== ANALYSIS) return NONE;
  return listAt(manifest, 'spec', 'metrics').flatMap((metric, index) => podOf(at(metric, ...JOB), `spec.metrics[${index}].${JOB.join('.')}`));
}

const JOB = ['provider', 'job', 'spec', 'template'] as const;

function podOf(template: unknown, path: string): readonly Pod[] {
  // A Rollout may name a Deployment in workloadRef instead.
  if (!isFields(template)) return NONE;
  return [
    {
      path,
      specPath: path === '' ? 'spec' : `${path}.spec`,
      metadata: fieldsAt(template, 'metadata'),
      spec: fieldsAt(template, 'spec'),
    },
  ];
}
