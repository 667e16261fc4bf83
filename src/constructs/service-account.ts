import { ServiceAccount as PlusServiceAccount } from 'cdk8s-plus-28/lib/service-account';
import { type Construct } from 'constructs';
import { type CloudIdentity, identityAnnotations } from './cloud-identity.ts';
import { System } from './system.ts';
import { WAVE } from './wave.ts';

/**
 * The identity of a component's pods: an account of their own without permissions in the cluster and
 * without a mounted token, in the wave before anything that runs as it; in the cloud whoever `identity` says.
 */
export function serviceAccount(scope: Construct, component: string, name: string, identity?: CloudIdentity): string {
  new PlusServiceAccount(scope, 'service-account', {
    automountToken: false,
    // Never a hook: its deletion at the next sync would take the tokens of running pods away.
    metadata: System.of(scope).metadata({ name, component, wave: WAVE.prerequisites, annotations: identityAnnotations(identity) }),
  });
  return name;
}
