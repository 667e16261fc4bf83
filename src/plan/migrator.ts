import { isHashedName } from '../checks/hashed-name.ts';
import { listAt, textAt } from '../checks/field.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { isJob, podsIn, type ReleaseSet } from './release-set.ts';

/** The migrators of a release. */
export function migratorsOf(release: ReleaseSet): readonly Manifest[] {
  let migrators = MIGRATORS.get(release);
  if (migrators === undefined) MIGRATORS.set(release, (migrators = release.manifests.filter(isMigrator)));
  return migrators;
}

const MIGRATORS = new WeakMap<ReleaseSet, readonly Manifest[]>();

/** Words of names and components. */
const NAMED = /(^|-)(migrat(e|or|ion)|(schema|flyway|liquibase|alembic)(-|$))/;

/** What a command of a common tool says when it brings a schema up. */
const COMMANDS = /(^|[\s/:])(migrate|db:migrate|db-migrate|flyway|liquibase|alembic upgrade|atlas schema apply|prisma db push|ecto\.migrate)(\s|$|:)/;

/**
 * Whether it is the Job that brings a schema up: its component (`app.kubernetes.io/component`) or its name has a word for
 * it (`migrate`, `migrator`, `migration`, `schema`, or a tool's), or its command has. A Job that does it under no such
 * word is told by the label.
 */
export function isMigrator(manifest: Manifest): boolean {
  let is = IS.get(manifest);
  if (is === undefined) IS.set(manifest, (is = isMigratorNow(manifest)));
  return is;
}

const IS = new WeakMap<Manifest, boolean>();

function isMigratorNow(manifest: Manifest): boolean {
  if (!isJob(manifest)) return false;
  const component = componentOf(manifest);
  if (component.includes('migrate') || NAMED.test(component) || NAMED.test(manifest.metadata.name)) return true;
  return podsIn(manifest).some(({ spec }) => listAt(spec, 'containers').some((container) => COMMANDS.test([...listAt(container, 'command'), ...listAt(container, 'args')].join(' '))));
}

/**
 * Whether two migrators change one schema: they are of one component; of those that say none, they read one key of one
 * Secret, whatever the hash in its name, or have one name but for what tells releases apart.
 */
export function migrateTheSame(one: Manifest, other: Manifest): boolean {
  const [component, otherComponent] = [componentOf(one), componentOf(other)];
  if (component !== otherComponent) return false;
  if (component !== '') return true;
  const [secrets, otherSecrets] = [secretsOf(one), secretsOf(other)];
  if (secrets.size > 0 && otherSecrets.size > 0) return [...secrets].some((secret) => otherSecrets.has(secret));
  return stemOf(one.metadata.name) === stemOf(other.metadata.name);
}

function componentOf(manifest: Manifest): string {
  return textAt(manifest, 'metadata', 'labels', 'app.kubernetes.io/component') ?? '';
}

/** The keys of Secrets that the variables of a migrator come from, without what tells releases apart. */
function secretsOf(manifest: Manifest): ReadonlySet<string> {
  const found = podsIn(manifest).flatMap(({ spec }) =>
    listAt(spec, 'containers').flatMap((container) => [
      ...listAt(container, 'env').flatMap((variable) => {
        const name = textAt(variable, 'valueFrom', 'secretKeyRef', 'name');
        return name === undefined ? [] : [`${stemOf(name)}/${textAt(variable, 'valueFrom', 'secretKeyRef', 'key') ?? ''}`];
      }),
      ...listAt(container, 'envFrom').flatMap((source) => {
        const name = textAt(source, 'secretRef', 'name');
        return name === undefined ? [] : [stemOf(name)];
      }),
    ]),
  );
  return new Set(found);
}

/** A name without a hash or number at its end. */
function stemOf(name: string): string {
  return isHashedName(name) ? name.slice(0, name.lastIndexOf('-')) : name.replace(/-[0-9][0-9a-z.]*$/, '');
}
