import { isHashedAnew } from '../hashed-stem.ts';
import { textOf } from '../text-of.ts';
import { own } from '../../api/defaults/fill.ts';
import { type ImpactRule } from '../impact-rule.ts';

/** The object leaves the cluster. */
export const pruned: ImpactRule = {
  id: 'pruned',
  why: 'what is no longer in git is deleted, whoever still needs it',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#no-prune-resources',
  check: ({ status, before, after, title, kind }) => {
    if (before === undefined || (status !== 'removed' && status !== 'renamed')) return [];
    const name = status === 'renamed' ? `the former ${before.metadata.name}` : title;
    const options = textOf(own(before.metadata.annotations ?? {}, 'argocd.argoproj.io/sync-options') ?? '');
    if (/\bPrune=false\b/.test(options)) return [{ risk: 'low', reason: `${name} stays in the cluster, out of git: it is marked Prune=false` }];
    const isHashed = after !== undefined && isHashedAnew(before.metadata.name, after.metadata.name);
    return [{ risk: isHashed ? 'low' : RUNS.has(kind) ? 'high' : 'medium', reason: `${name} is deleted from the cluster` }];
  },
};

const RUNS: ReadonlySet<string> = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'argoproj.io/Rollout', 'batch/CronJob']);
