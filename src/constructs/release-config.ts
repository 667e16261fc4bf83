import { Construct } from 'constructs';
import { ConfigMap } from '../../imports/kubernetes.ts';
import { System } from './system.ts';
import { WAVE } from './wave.ts';

/**
 * The release, written down once in ConfigMap `<system>-release`. Hooks are outside Argo CD's diff:
 * without it a release that changes only the migrator would never be synced.
 */
export class ReleaseConfig extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const system = System.of(this);
    const { version, commit, images } = system.release;
    const references = Object.keys(images).map((name) => [`image.${name}`, system.image(name).reference]);
    new ConfigMap(this, 'config', {
      metadata: system.metadata({ name: `${system.systemName}-release`, wave: WAVE.workloads }),
      data: { commit, version, ...Object.fromEntries(references) },
    });
  }
}
