import { type Volume, type VolumeMount } from '../../imports/kubernetes.ts';
import { type Files } from './files.ts';
import { type PropCheck } from './prop-check.ts';
import { DIRECTORY, checkFormat } from './prop-format.ts';

/** The volumes and mounts of files, each at its directory. */
export function mountedFiles(check: PropCheck, files: Readonly<Record<string, Files>> = {}): { volumes: Volume[]; mounts: VolumeMount[] } {
  const entries = Object.entries(files);
  for (const [directory] of entries) checkFormat(check, `files.${directory}`, directory, DIRECTORY);
  return {
    volumes: [...new Set(entries.map(([, { volume }]) => volume))],
    mounts: entries.map(([directory, each]) => each.mount(directory)),
  };
}
