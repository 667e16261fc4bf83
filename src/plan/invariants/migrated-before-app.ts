import { podsIn, templateOf } from '../release-set.ts';
import { type Invariant } from '../invariant.ts';
import { named } from '../words.ts';
import { migratorsOf } from '../migrator.ts';
import { isOwnWorkload } from '../own-workload.ts';
import { fieldsAt, listAt, textAt } from '../../checks/field.ts';
import { type Manifest } from '../../kernel/manifest.ts';

export const migratedBeforeApp: Invariant = {
  id: 'migrated-before-app',
  why: 'the new program meets a schema that it does not know',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/',
  *check({ cluster, target }) {
    for (const migrator of migratorsOf(target)) {
      const key = target.keyOf(migrator);
      if (cluster.done.has(templateOf(migrator))) continue;
      for (const [workload, { starting }] of cluster.runs) {
        if (starting?.release === target && isOwnWorkload(starting.owner) && shares(starting.owner, migrator)) yield { key: workload, what: `pods of ${named(workload)} are started before ${named(key)} has succeeded`, fix: `put ${named(key)} into a lower wave than ${named(workload)}` };
      }
    }
  },
};

/** Whether a workload uses what the migrator migrates: they have a Secret in common, for a variable or as files. */
function shares(workload: Manifest, migrator: Manifest): boolean {
  const own = secretsOf(workload);
  return [...secretsOf(migrator)].some((secret) => own.has(secret));
}

const SECRETS = new WeakMap<Manifest, ReadonlySet<string>>();

function secretsOf(manifest: Manifest): ReadonlySet<string> {
  let found = SECRETS.get(manifest);
  if (found === undefined) {
    const names = podsIn(manifest).flatMap(({ spec }) =>
      [...listAt(spec, 'initContainers'), ...listAt(spec, 'containers')].flatMap((container) => [
        ...listAt(container, 'env').map((variable) => textAt(fieldsAt(variable, 'valueFrom'), 'secretKeyRef', 'name')),
        ...listAt(container, 'envFrom').map((source) => textAt(source, 'secretRef', 'name')),
      ]).concat(listAt(spec, 'volumes').map((volume) => textAt(volume, 'secret', 'secretName'))),
    );
    SECRETS.set(manifest, (found = new Set(names.filter((name) => name !== undefined))));
  }
  return found;
}
