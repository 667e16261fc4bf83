import { shownName } from '../argocd/sync/generated-name.ts';
import { identityOfKey } from '../kernel/manifest.ts';

/** An object as a story calls it: `Deployment web`, by its key. */
export function named(key: string): string {
  const { kind, name } = identityOfKey(key);
  return `${kind === '' ? 'object' : kind} ${shownName(name)}`;
}
