import { UserError, quoted } from '../kernel/problem.ts';
import { type Target } from './target.ts';

/** Whether the target's cluster is of this minor or a newer one: `hasMinor(target, 30)` for 1.30. */
export function hasMinor(target: Pick<Target, 'kubernetes'>, minor: number): boolean {
  const match = /^1\.(\d{1,3})$/.exec(target.kubernetes);
  if (match === null) {
    throw new UserError({
      path: 'kubernetes',
      message: `${quoted(target.kubernetes)} is not a minor version of Kubernetes`,
      allowed: 'such as 1.36',
      fix: 'kubernetes: "1.36"',
    });
  }
  return Number(match[1]) >= minor;
}
