/** How an Application is synced. */
export interface SyncOptions {
  /** The Application's namespace: of objects that name none. */
  readonly namespace: string;
  /** Whether what is gone from the target is deleted. @default true */
  readonly prune?: boolean;
  /** `Prune=false` or `Prune=confirm` of the Application, which an object's own option overrides. @default neither */
  readonly prunePolicy?: 'false' | 'confirm';
  /** `PruneLast=true`. @default true, as in our ApplicationSets */
  readonly pruneLast?: boolean;
  /** `CreateNamespace=true`. @default false */
  readonly createNamespace?: boolean;
  /** `ApplyOutOfSyncOnly=true`. @default false */
  readonly applyOutOfSyncOnly?: boolean;
  /** `SkipDryRunOnMissingResource=true`: a kind that nothing serves yet is no error. @default false */
  readonly skipDryRunOnMissingResource?: boolean;
  /** `Replace=true`. @default false */
  readonly replace?: boolean;
  /** Whether the operation was told to force. @default false */
  readonly force?: boolean;
  /** `ServerSideApply=true`. @default true, as in our ApplicationSets */
  readonly serverSideApply?: boolean;
  /** A selective sync, which self-heal is: the keys of the objects it is about. Hooks are then skipped. @default every object */
  readonly only?: ReadonlySet<string>;
  /** Whether hooks are left out, as with the strategy `apply`. @default only in a selective sync */
  readonly skipHooks?: boolean;
  /** Whether somebody has confirmed what asks for it (`Prune=confirm`). @default false */
  readonly pruneConfirmed?: boolean;
}
