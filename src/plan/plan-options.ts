import { type SyncOptions } from '../argocd/sync/sync-options.ts';
import { type SchemaSource } from './refusal.ts';

/** How a change is synced, and what it is looked at with. */
export interface PlanOptions extends SyncOptions {
  /** Tells apart what differs from what is only written otherwise, where an update looks refused. @default what is written otherwise differs */
  readonly schemas?: SchemaSource;
}
