import { visible } from '../kernel/problem.ts';
import { type Style } from './style.ts';

/** What became of an attestation. */
export interface AttestReport {
  /** `known`: it was said before. `compared`: it would be recorded. */
  readonly outcome: 'recorded' | 'known' | 'compared';
  readonly system: string;
  readonly environment: string;
  readonly version: string;
  readonly bundle: string;
  readonly check: string;
  readonly result: 'pass' | 'fail';
  readonly by: string;
  readonly run: string;
  /** Id of the evidence; undefined where none was made. */
  readonly id?: string | undefined;
}

/** An attestation as text: what was stated, of what, by whom. */
export function attestText({ outcome, system, environment, version, bundle, check, result, by, run }: AttestReport, style: Style): string {
  const word = { recorded: style.good('recorded'), known: style.faint('recorded before'), compared: style.changed('would be recorded') }[outcome];
  const said = `${check} ${result === 'pass' ? style.good('pass') : style.bad('fail')}`;
  return `${word}  ${said}  ${environment} / ${system}  ${style.strong(version)}  ${style.faint(`bundle ${bundle.slice(0, 12)}`)}  by ${by}${run === '' ? '' : `  ${style.faint(visible(run))}`}\n`;
}

/** An attestation as `slipway.attest/v1`. */
export function attestJson({ outcome, system, environment, version, bundle, check, result, by, run, id }: AttestReport): object {
  return { schema: 'slipway.attest/v1', outcome, system, environment, version, bundle, check, result, by, run, id: id ?? null };
}
