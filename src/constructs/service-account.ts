import { ServiceAccount as PlusServiceAccount } from 'cdk8s-plus-28/lib/service-account';
import { type Construct } from 'constructs';
import { System } from './system.ts';
import { WAVE } from './wave.ts';

/**
 * The identity of a component's pods: an account of their own without permissions and without a
 * mounted token, in the wave before anything that runs as it.
 */
export function serviceAccount(scope: Construct, component: string, name: string): string {
  new PlusServiceAccount(scope, 'service-account', {
    automountToken: false,
    // Never a hook: its deletion at the next sync would take the tokens of running pods away.
    metadata: System.of(scope).metadata({ name, component, wave: WAVE.prerequisites }),
  });
  return name;
}
