import { type Volume, type VolumeMount } from '../../imports/kubernetes.ts';
import { canonicalQuantity, formatQuantity, parseQuantity, quantityProblem } from '../kernel/quantity.ts';
import { type PropCheck } from './prop-check.ts';
import { DIRECTORY, checkFormat } from './prop-format.ts';

/**
 * Writable directories over the read-only root, and how much each may hold: `/app/.next/cache: 256Mi`.
 * They are empty when a pod starts and gone when it ends.
 */
export type Scratch = Readonly<Record<string, string>>;

/** What every pod gets: `/tmp` with 128Mi. */
export const DEFAULT_SCRATCH: Scratch = { '/tmp': '128Mi' };

/** A pod's scratch volumes and where its containers see them. */
export interface ScratchVolumes {
  readonly volumes: readonly Volume[];
  readonly mounts: readonly VolumeMount[];
}

/** The scratch directories as volumes; `/tmp` is always among them. */
export function scratchVolumes(check: PropCheck, scratch: Scratch = {}): ScratchVolumes {
  const sizes = { ...DEFAULT_SCRATCH, ...scratch };
  const volumes: Volume[] = [];
  const mounts: VolumeMount[] = [];
  for (const directory of Object.keys(sizes).sort()) {
    checkFormat(check, directory, directory, DIRECTORY);
    const name = `scratch${directory.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`.slice(0, 63).replace(/-+$/, '');
    if (volumes.some((volume) => volume.name === name)) {
      check.add(directory, `the directory reads like another one: both make the volume ${name}`, { fix: 'rename one of them' });
    }
    volumes.push({ emptyDir: { sizeLimit: sizeOf(check, directory, sizes[directory]!) }, name });
    mounts.push({ mountPath: directory, name });
  }
  return { volumes, mounts };
}

/** Notes scratch directories that hold more than the containers' disk limits: the kubelet would evict the pod first. */
export function checkScratchFits(check: PropCheck, scratch: Scratch = {}, limits: readonly string[]): void {
  const sizes = Object.values({ ...DEFAULT_SCRATCH, ...scratch });
  if (![...sizes, ...limits].every((size) => quantityProblem(size) === undefined)) return;
  const needed = sizes.reduce((sum, size) => sum + parseQuantity(size).nano, 0n);
  const limit = limits.reduce((sum, size) => sum + parseQuantity(size).nano, 0n);
  if (needed <= limit) return;
  const fix = formatQuantity({ nano: needed, format: 'BinarySI' });
  check.add('limits.ephemeralStorage', `the scratch directories may hold ${fix}, more than the limit`, {
    allowed: `${fix} or more`,
    fix: `ephemeralStorage: ${fix}`,
  });
}

function sizeOf(check: PropCheck, directory: string, size: string): string {
  const quantity = check.attempt(directory, () => canonicalQuantity(size)) ?? size;
  if (quantityProblem(quantity) === undefined && parseQuantity(quantity).nano <= 0n) {
    check.add(directory, `a directory of ${quantity} holds nothing`, { allowed: 'more than 0', fix: `${directory}: 128Mi` });
  }
  return quantity;
}
