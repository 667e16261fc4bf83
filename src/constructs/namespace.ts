import { Construct } from 'constructs';
import { Namespace as ApiNamespace } from '../../imports/kubernetes.ts';
import { imagePolicyLabels } from './image-policy.ts';
import { System } from './system.ts';
import { type Target } from './target.ts';
import { WAVE } from './wave.ts';

/**
 * The system's namespace. Its pods are held to the restricted Pod Security Standard in the version
 * of the cluster, so that an upgrade of the cluster tightens nothing by surprise; removing it needs
 * a person's consent in Argo CD. It says nothing of a mesh: each pod template does.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export class Namespace extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const system = System.of(this);
    const { kubernetes, imagePolicy } = system.target;
    new ApiNamespace(this, 'namespace', {
      metadata: system.metadata({
        name: system.namespaceName,
        wave: WAVE.foundation,
        labels: { ...podSecurityLabels(kubernetes), ...imagePolicyLabels(imagePolicy) },
        annotations: { 'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm' },
      }),
    });
  }
}

function podSecurityLabels(kubernetes: Target['kubernetes']): Record<string, string> {
  return Object.fromEntries(
    ['enforce', 'audit', 'warn'].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, 'restricted'],
      [`pod-security.kubernetes.io/${mode}-version`, `v${kubernetes}`],
    ]),
  );
}
