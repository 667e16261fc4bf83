import { type RepositoryAddress, repositoryAddress } from '../../delivery/git/repository-address.ts';
import { UserError } from '../../kernel/problem.ts';
import { type Environments } from '../../overlays/environments.ts';

/**
 * The address of the GitOps repository: as told, else as `environments.yaml` has it.
 *
 * @throws UserError where neither says it
 */
export function gitopsAddress(repo: string | undefined, { gitops }: Pick<Environments, 'gitops'>): RepositoryAddress {
  const given = repo ?? gitops?.repository;
  if (given === undefined) throw new UserError({ message: 'it is not known where the GitOps repository is', fix: '--repo https://git.acme.example/gitops.git   (or gitops.repository in overlays/environments.yaml)' });
  return repositoryAddress(given, process.cwd());
}
