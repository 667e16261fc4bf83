/** What became of a change of releases, as reports show it. */
export interface ReleaseReport {
  readonly verb: 'release' | 'promote' | 'rollback';
  readonly outcome: 'committed' | 'proposed' | 'unchanged' | 'compared' | 'superseded';
  readonly system: string;
  readonly environments: readonly string[];
  readonly version: string;
  /** What is there now, by environment; absent for the first release. */
  readonly before: Readonly<Record<string, string>>;
  readonly definition?: string | undefined;
  readonly bundle?: string | undefined;
  readonly images: readonly { readonly name: string; readonly reference: string; readonly version: string }[];
  /** The branch that was, or would be, moved. */
  readonly branch: string;
  readonly commit?: string | undefined;
  /** Whether that branch is the one that is checked out here, for want of a remote. */
  readonly isLocal: boolean;
  /** Where a forge compares the proposal. */
  readonly compare?: string | undefined;
  readonly changes: readonly { readonly file: string; readonly change: 'added' | 'changed' | 'removed' }[];
  /** What the reader should know besides. */
  readonly notes: readonly string[];
}

/** A change of releases as `slipway.release-result/v1`. */
export function releaseJson({ verb, outcome, system, environments, version, before, definition, bundle, images, branch, commit, compare, changes, notes }: ReleaseReport): object {
  return {
    schema: 'slipway.release-result/v1',
    verb,
    outcome,
    system,
    environments,
    version,
    before,
    definition,
    bundle,
    images: images.map(({ name, reference, version: own }) => ({ name, reference, version: own })),
    branch,
    commit,
    compare,
    changes: changes.map(({ file, change }) => ({ file, change })),
    notes,
  };
}
