import { shownName } from '../argocd/sync/generated-name.ts';

/** An object as a story calls it: `Deployment web`, by its key. */
export function named(key: string): string {
  const [, kind, , ...name] = key.split('/');
  return `${kind ?? 'object'} ${shownName(name.join('/'))}`;
}
