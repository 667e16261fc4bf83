import { type DeviceClaim, type ResourceClaimSpec, type ResourceClaimTemplateSpec } from '../../../../imports/kubernetes.ts';
import { type Subject } from '../../subject.ts';
import { specOf } from './spec-of.ts';

/** The kinds that claim devices. */
export const DEVICE_CLAIMS: readonly string[] = ['resource.k8s.io/ResourceClaim', 'resource.k8s.io/ResourceClaimTemplate'];

/** The minor since which claims of devices are served without asking for it. */
export const DEVICES = 34;

/** The devices claimed by an object of {@link DEVICE_CLAIMS}, and where it says so; undefined of a version that wrote requests otherwise. */
export function deviceClaimOf(subject: Subject): { readonly claim: DeviceClaim; readonly path: string } | undefined {
  if (subject.manifest.apiVersion === 'resource.k8s.io/v1beta1') return undefined;
  if (subject.kind === DEVICE_CLAIMS[0]) return { claim: specOf<ResourceClaimSpec>(subject).devices ?? {}, path: 'spec.devices' };
  return { claim: specOf<ResourceClaimTemplateSpec>(subject).spec?.devices ?? {}, path: 'spec.spec.devices' };
}
