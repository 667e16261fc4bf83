import { type CrossVersionObjectReference, type HorizontalPodAutoscalerSpec } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { specOf } from '../config/spec-of.ts';
import { invalid, required } from '../field-error.ts';
import { pathSegmentNameErrors } from '../syntax/path-segment-name.ts';
import { firstSourcesOf, HPA } from './hpa-of.ts';

export const hpaTargetIsNamed: Rule = {
  id: 'hpa-target-is-named',
  severity: 'error',
  why: 'the API server refuses an autoscaler that doesn\'t say what it scales, or what it measures',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/#HorizontalPodAutoscalerSpec',
  kinds: HPA,
  *check(subject) {
    const target = specOf<HorizontalPodAutoscalerSpec>(subject).scaleTargetRef ?? {};
    const { minor } = subject.set;
    yield* referenceFindings(target, 'spec.scaleTargetRef', minor);
    const { apiVersion, kind } = target as Partial<CrossVersionObjectReference>;
    // The only kind of the core group that can be scaled.
    if (minor >= VERSION_SINCE && kind !== 'ReplicationController' && hasNoGroup(apiVersion ?? '')) {
      yield { ...invalid('spec.scaleTargetRef.apiVersion', apiVersion ?? '', 'must name an API group'), ...(kind === 'Deployment' || kind === 'StatefulSet' ? { fix: 'apiVersion: apps/v1' } : {}) };
    }
    for (const { type, path, source } of firstSourcesOf(subject)) {
      if (type === 'Object') yield* referenceFindings(source['describedObject'] ?? {}, `${path}.describedObject`, minor);
    }
  },
};

function* referenceFindings({ apiVersion, kind, name }: Partial<CrossVersionObjectReference>, path: string, minor: number): Iterable<Finding> {
  if (!kind) yield required(`${path}.kind`, 'name the kind of the object');
  else yield* eachInvalid(`${path}.kind`, kind, pathSegmentNameErrors(kind));
  if (!name) yield required(`${path}.name`, 'name the object');
  else yield* eachInvalid(`${path}.name`, name, pathSegmentNameErrors(name));
  if (minor >= VERSION_SINCE && (apiVersion ?? '').split('/').length > 2) yield invalid(`${path}.apiVersion`, apiVersion, 'must be a version, or a group and a version');
}

function hasNoGroup(apiVersion: string): boolean {
  const parts = apiVersion.split('/');
  return parts.length === 1 || (parts.length === 2 && parts[0] === '');
}

/** The minor since which the version is looked at. */
const VERSION_SINCE = 34;
