import { textAt } from '../../checks/field.ts';
import { type Invariant } from '../invariant.ts';
import { named } from '../words.ts';
import { isMigrator, migrateTheSame } from '../migrator.ts';

export const oneMigrator: Invariant = {
  id: 'one-migrator',
  why: 'two migrations change one schema at the same time',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/',
  *check({ cluster }) {
    const running = [...cluster.jobs].filter(([, { owner, state }]) => state === 'running' && isMigrator(owner));
    for (const [key, { owner }] of running) {
      const other = running.find(([otherKey, { owner: otherOwner }]) => otherKey > key && textAt(otherOwner, 'metadata', 'namespace') === textAt(owner, 'metadata', 'namespace') && migrateTheSame(owner, otherOwner));
      if (other !== undefined) yield { key, what: `${named(key)} and ${named(other[0])} run at the same time`, fix: 'give the migrator one fixed name, and make it a Sync hook with the delete policy BeforeHookCreation' };
    }
  },
};
