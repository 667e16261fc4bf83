import { type Problem, UserError } from '../../kernel/problem.ts';
import { type Revision, type SourceRepository, type Standing } from '../git/source-repository.ts';

/** Tells, once for each commit, how the revision stands to what was published. */
export class Newness {
  readonly #source: SourceRepository;
  readonly #revision: Revision;
  readonly #known = new Map<string, Promise<Standing>>();

  constructor(source: SourceRepository, revision: Revision) {
    this.#source = source;
    this.#revision = revision;
  }

  /**
   * What something newer is published of, by its key: `<environment>/<system>` for pairs.
   *
   * @throws UserError for those of which it cannot be told
   */
  async overtaken(states: ReadonlyMap<string, { readonly revision: string }>): Promise<Set<string>> {
    const overtaken = new Set<string>();
    const problems: Problem[] = [];
    for (const [key, { revision }] of states) {
      const standing = await this.#standing(revision);
      if (standing === 'older') overtaken.add(key);
      else if (standing === 'unknown' || standing === 'apart') problems.push(await this.#refusal(key, revision, standing));
    }
    if (problems.length > 0) throw new UserError(problems);
    return overtaken;
  }

  #standing(published: string): Promise<Standing> {
    const known = this.#known.get(published) ?? this.#source.standing(this.#revision.id, published);
    this.#known.set(published, known);
    return known;
  }

  async #refusal(path: string, published: string, standing: 'unknown' | 'apart'): Promise<Problem> {
    const ours = this.#revision.id.slice(0, 12);
    const theirs = published.slice(0, 12);
    if (standing === 'apart') return { path, message: `was published from ${theirs}, which ${ours} neither comes after nor before`, allowed: 'commits that come after the published one', fix: `git merge ${theirs}` };
    if (await this.#source.isShallow()) return { path, message: `was published from ${theirs}; whether ${ours} is newer cannot be told, because this clone is shallow`, fix: 'git fetch --unshallow' };
    return { path, message: `was published from ${theirs}, which is not in this repository, so whether ${ours} is newer cannot be told`, fix: 'git fetch origin' };
  }
}
