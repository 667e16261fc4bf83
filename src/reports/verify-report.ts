import { visible } from '../kernel/problem.ts';
import { type Style } from './style.ts';

/** What a verification came to, as reports show it. */
export interface VerifyReport {
  readonly outcome: 'verified' | 'not-ready' | 'superseded' | 'failed' | 'degraded' | 'timed-out' | 'unobservable';
  readonly system: string;
  readonly environment: string;
  readonly version: string;
  readonly bundle: string;
  /** Commit of the GitOps repository that carries it. */
  readonly commit: string;
  /** Revision that it was told from; empty where none was. */
  readonly revision: string;
  readonly reasons: readonly string[];
  /** What was recorded, in order. */
  readonly evidence: readonly { readonly check: string; readonly result: string; readonly by: string; readonly outcome: 'recorded' | 'known' | 'not-recorded' }[];
}

/** A verification as `slipway.verify-result/v1`. */
export function verifyJson({ outcome, system, environment, version, bundle, commit, revision, reasons, evidence }: VerifyReport): object {
  return { schema: 'slipway.verify-result/v1', outcome, system, environment, version, bundle, commit, revision, reasons, evidence: evidence.map(({ check, result, by, outcome: what }) => ({ check, result, by, outcome: what })) };
}

const SAYS: Readonly<Record<VerifyReport['outcome'], string>> = {
  verified: 'verified',
  'not-ready': 'deployed, and not ready',
  superseded: 'superseded: something newer is there',
  failed: 'failed',
  degraded: 'degraded',
  'timed-out': 'timed out',
  unobservable: 'could not be observed',
};

/** A verification as text: the verdict, why, and what was recorded of it. */
export function verifyText({ outcome, system, environment, version, commit, reasons, evidence }: VerifyReport, style: Style): string {
  const good = outcome === 'verified';
  const head = `  ${style.strong(environment)}  ${system}  ${visible(version)}  ${(good ? style.good : style.bad)(SAYS[outcome])}  at ${commit.slice(0, 12)}`;
  const recorded = evidence.map(({ check, result, by, outcome: what }) => `    ${result === 'pass' ? style.good('✓') : style.bad('✗')} ${check}  ${{ recorded: `recorded by ${visible(by)}`, known: `known from ${visible(by)}`, 'not-recorded': 'not recorded' }[what]}`);
  const next = outcome === 'failed' || outcome === 'degraded' || outcome === 'not-ready' ? [`next: npx slipway rollback ${system} --env ${environment}, or after mending: npx slipway publish --system ${system} --env ${environment} --retry`] : [];
  return [head, ...reasons.map((reason) => `    ${visible(reason)}`), ...recorded, ...next].map((line) => `${line}\n`).join('');
}
