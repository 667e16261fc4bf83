import { type Volume, type VolumeMount } from '../../imports/kubernetes.ts';
import { quoted } from '../kernel/problem.ts';
import { type Dependency } from './dependency.ts';
import { type PropCheck } from './prop-check.ts';
import { DIRECTORY, FILE_NAME, checkFormat } from './prop-format.ts';

/** The secret files of dependencies: the pod's volumes, and what each container mounts. */
export interface SecretFileVolumes {
  readonly volumes: readonly Volume[];
  mountsFor(uses: readonly Dependency[]): VolumeMount[];
}

/** Owner and group may read, nobody else: programs such as libpq refuse keys that others can read. */
const READ_ONLY_MODE = 0o440;

/** @see https://secrets-store-csi-driver.sigs.k8s.io/getting-started/usage */
const CSI_DRIVER = 'secrets-store.csi.k8s.io';

/** Mounts the files of dependencies, each Secret as one read-only volume. */
export function secretFiles(check: PropCheck, uses: readonly Dependency[]): SecretFileVolumes {
  checkNames(check, uses);
  const volumes: Volume[] = [];
  for (const dependency of new Set(uses)) {
    for (const [index, { secret, volume, directory, items }] of (dependency.files ?? []).entries()) {
      const inUses = check.within(`uses.${dependency.name}.files`);
      checkFormat(inUses, 'directory', directory, DIRECTORY);
      if (volume === 'csi') {
        volumes.push({ csi: { driver: CSI_DRIVER, readOnly: true, volumeAttributes: { secretProviderClass: secret } }, name: volumeName(dependency, index) });
        continue;
      }
      const keys = Object.keys(items).sort();
      if (keys.length === 0) inUses.add('items', `no key of the Secret ${quoted(secret)} is mounted`, { allowed: 'at least one key' });
      for (const key of keys) checkFormat(inUses, `items.${key}`, items[key], FILE_NAME);
      volumes.push({
        name: volumeName(dependency, index),
        secret: { defaultMode: READ_ONLY_MODE, items: keys.map((key) => ({ key, path: items[key]! })), secretName: secret },
      });
    }
  }
  return {
    volumes,
    mountsFor: (used) =>
      used.flatMap((dependency) =>
        (dependency.files ?? []).map(({ directory }, index) => ({ mountPath: directory, name: volumeName(dependency, index), readOnly: true })),
      ),
  };
}

/** Two dependencies of one name would make edges and volumes of one name. */
function checkNames(check: PropCheck, uses: readonly Dependency[]): void {
  const byName = new Map<string, Dependency>();
  for (const dependency of uses) {
    const other = byName.get(dependency.name);
    if (other !== undefined && other !== dependency) {
      check.add('uses', `two dependencies are called ${quoted(dependency.name)}`, { allowed: 'a name for each', fix: 'rename one of them' });
    }
    byName.set(dependency.name, dependency);
  }
}

// Not named for the Secret: its name changes with its content, and volumes are matched by name.
function volumeName({ name }: Dependency, index: number): string {
  return `${name.slice(0, 54)}-files${index === 0 ? '' : `-${index + 1}`}`;
}
