import { textOf } from '../text-of.ts';
import { own } from '../../api/defaults/fill.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { type ImpactRule } from '../impact-rule.ts';

/** The object is deleted and made again. */
export const recreated: ImpactRule = {
  id: 'recreated',
  why: 'what it did once, it does again',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/#hook-deletion-policies',
  check: ({ before, after, title, status, kind }) => {
    if (after === undefined || before === undefined) return [];
    if (isRemade(after)) return [{ risk: kind === 'batch/Job' ? 'medium' : 'high', reason: `${title} is deleted and made again at the next sync${kind === 'batch/Job' ? ', and so runs again' : ''}` }];
    return status === 'renamed' && kind === 'batch/Job' ? [{ risk: 'medium', reason: `${title} runs under its new name; the former Job is pruned` }] : [];
  },
};

/** Whether Argo CD deletes the object before it applies it anew: a hook, or one that is told to be replaced by force. */
export function isRemade({ metadata }: Manifest): boolean {
  const annotations = metadata.annotations ?? {};
  const hook = own(annotations, 'argocd.argoproj.io/hook') ?? helmHook(own(annotations, 'helm.sh/hook'));
  const policies = [own(annotations, 'argocd.argoproj.io/hook-delete-policy'), own(annotations, 'helm.sh/hook-delete-policy')].filter((policy) => policy !== undefined).map(textOf);
  // One that is deleted when it has succeeded is gone by the next sync.
  if (typeof hook === 'string' && hook !== 'Skip') return policies.length === 0 || policies.some((policy) => /BeforeHookCreation|HookSucceeded|before-hook-creation|hook-succeeded/.test(policy));
  const options = textOf(own(annotations, 'argocd.argoproj.io/sync-options') ?? '').split(',').map((option) => option.trim());
  return options.includes('Replace=true') && options.includes('Force=true');
}

/** Argo CD runs these hooks of Helm as its own. */
function helmHook(hook: unknown): string | undefined {
  return typeof hook === 'string' && /\b(?:pre|post)-(?:install|upgrade)\b/.test(hook) ? hook : undefined;
}
