import { createHash } from 'node:crypto';
import { oneLine } from '../publish/commit-message.ts';

/** What a commit to this repository says of a release. */
export interface ReleaseMessage {
  readonly verb: 'release' | 'promote' | 'rollback';
  readonly system: string;
  readonly environments: readonly string[];
  readonly version: string;
  /** Why, and what it rests on, one paragraph of lines. */
  readonly lines: readonly string[];
  /** `Slipway-...` besides those that all have, as key and value. */
  readonly trailers: readonly (readonly [key: string, value: string])[];
}

/** The format of these commits. */
const CHANGE_SCHEMA = 'slipway.change/v1';

/** The message of a commit that changes releases. Nothing that comes from elsewhere can begin a line of its own. */
export function releaseMessage({ verb, system, environments, version, lines, trailers }: ReleaseMessage): string {
  const subject = `${verb}: ${environments.join(', ')}/${system} ${oneLine(version)}`;
  const body = lines.map((line) => `  ${oneLine(line)}`).join('\n');
  const all = [['Slipway-Schema', CHANGE_SCHEMA], ...environments.map((environment) => ['Slipway-Release', `${environment}/${system} ${oneLine(version)}`]), ...trailers];
  return `${[subject, body, all.map(([key, value]) => `${key}: ${oneLine(value)}`).join('\n')].filter((part) => part !== '').join('\n\n')}\n`;
}

/** The branch of a pull request: the same for the same change, so that running again finds it. */
export function releaseBranch({ verb, system, environments, version }: Pick<ReleaseMessage, 'verb' | 'system' | 'environments' | 'version'>, content: string): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return `slipway/${verb}-${environments.join('-').slice(0, 60)}-${system}-${version.replace(/[^A-Za-z0-9-]+/g, '-')}-${hash}`;
}
