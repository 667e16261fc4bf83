import type { CoreSchema } from './core-kinds.ts';
import type { EnumTable } from './core-types.ts';
import type { Crd } from './crd.ts';

/** A custom resource definition and the release it comes from. */
export interface SourcedCrd {
  readonly crd: Crd;
  /** Repository and release: `argoproj/argo-rollouts v1.9.1`. */
  readonly source: string;
}

/** Everything the generated files are made of. */
export interface Sources {
  readonly core: CoreSchema;
  readonly crds: readonly SourcedCrd[];
  /** Published enum values where the source has them; the committed table otherwise. */
  readonly enums?: EnumTable;
}
