import { type Manifest } from '../../kernel/manifest.ts';
import { valueAt } from '../immutable-field.ts';

/**
 * What is wrong with an object only because applying leaves behind what the API server once filled in: each
 * manifest alone would be taken.
 *
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#clearing-managedfields
 */
export function transitionProblems(next: Manifest): string[] {
  const isRolling = (key: string): boolean => valueAt(next, 'spec', key, 'rollingUpdate') !== undefined;
  if (next.apiVersion !== 'apps/v1') return [];
  if (next.kind === 'Deployment' && valueAt(next, 'spec', 'strategy', 'type') === 'Recreate' && isRolling('strategy')) {
    return ['spec.strategy.rollingUpdate stays from before, and Recreate allows none'];
  }
  if (next.kind === 'StatefulSet' && valueAt(next, 'spec', 'updateStrategy', 'type') === 'OnDelete' && isRolling('updateStrategy')) {
    return ['spec.updateStrategy.rollingUpdate stays from before, and OnDelete allows none'];
  }
  return [];
}
