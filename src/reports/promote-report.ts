import { type ReleaseReport } from './release-report.ts';

/** What a target requires and what there is of it, as reports show it. */
export interface RequirementReport {
  /** `ready`, `2 approvals`. */
  readonly requirement: string;
  /** Where the evidence is looked for. */
  readonly environment: string;
  /** The environment that requires it. */
  readonly requiredBy: string;
  readonly met: boolean;
  readonly found: string;
  readonly evidence: readonly { readonly id: string; readonly by: string; readonly at: string; readonly run: string }[];
  readonly fix?: string | undefined;
}

/** A promotion, carried out or refused. */
export interface PromoteReport {
  readonly outcome: ReleaseReport['outcome'] | 'refused';
  readonly system: string;
  readonly from: string;
  readonly to: string;
  /** The bundle that goes, or that would come first; absent where the source has none. */
  readonly version?: string | undefined;
  readonly definition?: string | undefined;
  readonly bundle?: string | undefined;
  readonly requirements: readonly RequirementReport[];
  /** Versions that are newer and may not go yet, newest first. */
  readonly passedOver: readonly string[];
  /** Why it is refused, in words. */
  readonly reason?: string | undefined;
  /** What was changed, where anything was or would be. */
  readonly release?: ReleaseReport | undefined;
  readonly notes: readonly string[];
}

/** A promotion as `slipway.promote-result/v1`. */
export function promoteJson({ outcome, system, from, to, version, definition, bundle, requirements, passedOver, reason, release, notes }: PromoteReport): object {
  return {
    schema: 'slipway.promote-result/v1',
    outcome,
    system,
    from,
    to,
    version,
    definition,
    bundle,
    requirements: requirements.map(({ requirement, environment, requiredBy, met, found, evidence, fix }) => ({ requirement, environment, requiredBy, met, found, evidence: evidence.map(({ id, by, at, run }) => ({ id, by, at, run })), fix })),
    passedOver,
    reason,
    environments: release?.environments,
    branch: release?.branch,
    commit: release?.commit,
    compare: release?.compare,
    changes: release?.changes.map(({ file, change }) => ({ file, change })) ?? [],
    notes,
  };
}
