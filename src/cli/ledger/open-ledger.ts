import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryAddress } from '../../delivery/git/repository-address.ts';
import { openLedger } from '../../delivery/ledger/git-ledger.ts';
import { UserError } from '../../kernel/problem.ts';
import { type LoadedOverlays } from '../../overlays/load.ts';
import { type Call } from '../command.ts';
import { type ReachedLedger } from './refuse-damage.ts';

/**
 * The ledger of a project.
 *
 * @throws UserError when nobody says where it is
 */
export function ledgerOf({ options, terminal: { talk } }: Pick<Call<{ readonly repo?: string }>, 'options' | 'terminal'>, root: string, { gitops }: Pick<LoadedOverlays, 'gitops'>): ReachedLedger {
  const repo = options.repo ?? gitops?.repository;
  if (repo === undefined) throw new UserError({ message: 'it is not known where the GitOps repository is', fix: '--repo https://git.acme.example/gitops.git   (or gitops.repository in overlays/environments.yaml)' });
  const repository = repositoryAddress(repo, process.cwd());
  const store = openLedger(
    { repository, branch: gitops?.ledger, scratch: join(root, '.slipway', 'ledger') },
    {
      now: () => performance.now(),
      random: Math.random,
      sleep: (milliseconds) => sleep(milliseconds),
      progress: (text) => {
        if (process.stderr.isTTY) talk.write(`${talk.style.faint(text)}\n`);
      },
    },
  );
  return { ...store, repository: repository.shown, branch: gitops?.ledger ?? 'slipway-ledger' };
}
