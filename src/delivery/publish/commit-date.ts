import { type Commit } from '../git/commit.ts';

/** The committer date of a publish: the later of the two, in seconds since 1970, so that the same publish onto the same tip is the same commit on every machine. */
export function dateAfter(revision: Commit, parent: Commit | undefined): number {
  const newest = 4_102_444_800; // 2100: a parent from beyond is somebody's broken clock
  const before = parent === undefined || parent.committer.seconds > newest ? 0 : parent.committer.seconds;
  return Math.max(revision.committer.seconds, before);
}
