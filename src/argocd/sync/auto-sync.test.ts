import { describe, expect, it } from '@jest/globals';
import { type AutoSyncDecision, autoSyncOf, type AutoSyncState } from './auto-sync.ts';

const OURS = { prune: true, selfHeal: true, allowEmpty: false };
const differs = { key: 'web', synced: false, requiresPruning: false };
const same = { key: 'db', synced: true, requiresPruning: false };
const gone = { key: 'old', synced: false, requiresPruning: true };
const state = (rest: Partial<AutoSyncState>): AutoSyncState => ({ automated: OURS, revision: 'b', objects: [same, differs], ...rest });

const CASES: Readonly<Record<string, readonly [Partial<AutoSyncState>, AutoSyncDecision]>> = {
  'a new revision is synced whole, hooks and all': [{ last: { revision: 'a', phase: 'Succeeded' } }, { sync: 'full', prune: true }],
  'the first one, too': [{}, { sync: 'full', prune: true }],
  'a new revision after one that failed': [{ last: { revision: 'a', phase: 'Failed' } }, { sync: 'full', prune: true }],
  'nothing where nothing differs: a hook that changed is nothing': [{ objects: [same], last: { revision: 'a', phase: 'Succeeded' } }, { sync: 'none', why: 'in-sync' }],
  'nothing while an operation runs': [{ last: { revision: 'a', phase: 'Running' } }, { sync: 'none', why: 'in-progress' }],
  'nothing while the Application goes': [{ deleting: true }, { sync: 'none', why: 'deleting' }],
  'nothing where nobody asked for it': [{ automated: undefined } as unknown as Partial<AutoSyncState>, { sync: 'none', why: 'not-automated' }],
  'self-heal puts back what differs, and that alone': [{ last: { revision: 'b', phase: 'Succeeded' } }, { sync: 'selective', prune: true, only: new Set(['web']) }],
  'self-heal waits its time': [{ last: { revision: 'b', phase: 'Succeeded' }, selfHealBackoff: 4 }, { sync: 'none', why: 'backoff' }],
  'without it a revision is tried once': [{ automated: { prune: true }, last: { revision: 'b', phase: 'Succeeded' } }, { sync: 'none', why: 'tried-before' }],
  'a revision that failed is not tried again, nor healed': [{ last: { revision: 'b', phase: 'Failed' } }, { sync: 'none', why: 'failed-before' }],
  'nothing where all that is left to do is to prune, and it may not': [{ automated: { selfHeal: true }, objects: [same, gone] }, { sync: 'none', why: 'only-prunes' }],
  'prunes where it may': [{ objects: [same, gone] }, { sync: 'full', prune: true }],
  'nothing where nothing would be left': [{ objects: [gone] }, { sync: 'none', why: 'would-empty' }],
  'all goes where that is allowed': [{ automated: { ...OURS, allowEmpty: true }, objects: [gone] }, { sync: 'full', prune: true }],
};

describe('an automated sync', () => {
  it.each(Object.entries(CASES))('%s', (_name, [given, decision]) => {
    expect(autoSyncOf(state(given))).toEqual(decision);
  });
});
