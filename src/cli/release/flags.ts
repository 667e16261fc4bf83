import { type Flag } from '../command.ts';

/** Options of every command that commits to this repository. */
export interface RepositoryOptions {
  readonly branch?: string;
  readonly remote?: string;
  readonly pr?: boolean;
  readonly prBody?: string;
  readonly dryRun?: boolean;
  readonly sign?: boolean;
  readonly install?: boolean;
}

/** Commands that commit to this repository. */
const COMMITTING = ['release', 'promote', 'rollback'];
/** Commands that look at the GitOps repository or its ledger. */
const LOOKING = ['publish', 'verify', 'attest', 'promote', 'rollback', 'ledger'];

/** Flags of every command that commits to this repository. */
export const REPOSITORY_FLAGS: readonly Flag[] = [
  { flags: '--branch <name>', describe: 'the branch of this repository that is changed (default: main)', variable: 'SLIPWAY_SOURCE_BRANCH', carriedTo: COMMITTING },
  { flags: '--remote <name>', describe: 'the remote that has it (default: origin; without one, the branch that is checked out here is changed)', variable: 'SLIPWAY_REMOTE', carriedTo: COMMITTING },
  { flags: '--dry-run', describe: 'show what would change; nothing is written', variable: 'SLIPWAY_DRY_RUN' },
  { flags: '--pr', describe: 'push to a branch of its own, for a pull request', variable: 'SLIPWAY_PR', carriedTo: COMMITTING },
  { flags: '--pr-body <file>', describe: 'write the text of the pull request to this file', variable: 'SLIPWAY_PR_BODY' },
  { flags: '--sign', describe: 'sign the commit, also where commit.gpgSign is not set', variable: 'SLIPWAY_SIGN', carriedTo: [...COMMITTING, 'publish'] },
  { flags: '--install', describe: 'let npm ci fetch the packages of another commit, where they are not those installed', variable: 'SLIPWAY_INSTALL', carriedTo: [...COMMITTING, 'publish'] },
];

/** Options of every command that looks at the ledger. */
export interface LedgerOptions {
  readonly repo?: string;
}

/** The flag that says where the ledger is. */
export const REPO_FLAG: Flag = { flags: '--repo <address>', describe: 'the GitOps repository, address or path (default: gitops.repository of environments.yaml)', variable: 'SLIPWAY_REPO', carriedTo: LOOKING };
