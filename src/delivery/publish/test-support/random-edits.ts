import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { UserError } from '../../../kernel/problem.ts';
import { ALONE } from '../../git/test-support/git-folder.ts';
import { type PublishResult } from '../publish-result.ts';
import { configMap, object, pairOf, Publishing } from './publishing.ts';

const FOLDER = 'staging/shop';
const FILES: Readonly<Record<string, string>> = {
  'ConfigMap-release.yaml': configMap('v1'),
  'Deployment-web.yaml': `${object('apps/v1', 'Deployment', 'web')}spec:\n  replicas: 3\n  template:\n    spec:\n      containers:\n        - name: web\n          image: ghcr.io/acme/shop@sha256:${'4f'.repeat(32)}\n`,
  'PersistentVolumeClaim-data.yaml': object('v1', 'PersistentVolumeClaim', 'data'),
};
const LINK = '120000';
const SUBMODULE = '160000';

/** What somebody does to the folder of a pair in the GitOps repository, past slipway. */
export type FolderEdit =
  | { readonly does: 'write'; readonly file: string; readonly text: string; readonly mode: string }
  | { readonly does: 'field'; readonly file: string; readonly line: number; readonly value: string }
  | { readonly does: 'remove'; readonly file: string }
  | { readonly does: 'empty' }
  | { readonly does: 'replace'; readonly mode: string };

const name = fc.oneof(fc.constantFrom(...Object.keys(FILES)), fc.stringMatching(/^[A-Za-z][A-Za-z0-9.-]{0,12}$/).filter((text) => !/\.(git|lock)$/i.test(text)), fc.constantFrom('a/b.yaml', 'ConfigMap-release.yaml/x', 'configmap-RELEASE.yaml', 'StatefulSet-db.yaml'));
const mode = fc.constantFrom('100644', '100644', '100755', LINK, SUBMODULE);
const text = fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom('', '/etc/passwd', '../crm/ConfigMap-release.yaml', configMap('v2'), object('apps/v1', 'StatefulSet', 'db'), object('v1', 'Secret', 'stolen')));

/** Some edits, one after the other. */
export const folderEdits: fc.Arbitrary<readonly FolderEdit[]> = fc.array(
  fc.oneof<fc.Arbitrary<FolderEdit>[]>(
    fc.record({ does: fc.constant('write' as const), file: name, text, mode }),
    fc.record({ does: fc.constant('field' as const), file: fc.constantFrom(...Object.keys(FILES)), line: fc.nat(9), value: fc.stringMatching(/^[a-z0-9"-]{0,8}$/) }),
    fc.record({ does: fc.constant('remove' as const), file: fc.constantFrom(...Object.keys(FILES)) }),
    fc.constant({ does: 'empty' } as const),
    fc.record({ does: fc.constant('replace' as const), mode }),
  ),
  { minLength: 1, maxLength: 4 },
);

/** A GitOps repository with the pair, another one and a file of nobody's; edited, and published again. */
export class EditedRepository {
  readonly #at = new Publishing();
  #published = '';
  /** What became of the edits, for the one who counts. */
  readonly seen = { repaired: 0, refused: 0, unchanged: 0 };

  async open(): Promise<void> {
    this.#at.revise('Add shop');
    await this.#publish('push');
    await this.#at.publish([pairOf('staging', 'crm', 'v1')]);
    this.#commit((git) => git(['update-index', '--add', '--cacheinfo', `100644,${git(['hash-object', '-w', '--stdin'], 'of nobody')},README.md`]));
    this.#published = this.#at.git('rev-parse', 'main');
  }

  /** @throws where an edit is carried on, or something else is touched */
  async check(edits: readonly FolderEdit[]): Promise<void> {
    this.#at.git('update-ref', 'refs/heads/main', this.#published);
    this.#commit((git) => {
      for (const edit of edits) apply(edit, git);
    });
    const edited = this.#at.git('rev-parse', 'main');
    const isEdited = this.#listing(FOLDER) !== this.#listing(FOLDER, this.#published);
    const compared = await outcomeOf(this.#publish('compare'));
    const result = await outcomeOf(this.#publish('push'));
    const changes = [compared, result].map((one) => (one === 'refused' ? one : one.pairs[0]!.outcome));
    const tip = this.#at.git('rev-parse', 'main');
    const wrong = (what: string): never => {
      throw new Error(`${what}: ${JSON.stringify({ edits, changes })}\n${this.#listing()}`);
    };
    if (changes[0] !== changes[1]) wrong('a comparison says something else than the publish does');
    if (this.#listing('', tip, true) !== this.#listing('', edited, true)) wrong('something besides the folder changed');
    if (result === 'refused') {
      if (tip !== edited) wrong('refused, and written all the same');
      if (!isEdited) wrong('refused, though nothing was edited');
      this.seen.refused += 1;
      return;
    }
    if (this.#listing(FOLDER) !== this.#listing(FOLDER, this.#published)) wrong('carried on');
    if (isEdited !== (changes[1] === 'changed') || isEdited !== (result.outcome === 'published')) wrong('not told');
    this.seen[isEdited ? 'repaired' : 'unchanged'] += 1;
  }

  close(): void {
    this.#at.remove();
  }

  #publish(how: 'push' | 'compare'): Promise<PublishResult> {
    return this.#at.publish([pairOf('staging', 'shop', 'v1', FILES)], { mode: how });
  }

  #listing(path = '', commit = 'main', others = false): string {
    const lines = this.#at.git('ls-tree', '-r', '-t', '--full-tree', commit).split('\n').filter((line) => !line.endsWith('\tstaging'));
    const isInside = (line: string): boolean => line.endsWith(`\t${FOLDER}`) || line.includes(`\t${FOLDER}/`);
    return lines.filter((line) => (others ? !isInside(line) : path === '' || isInside(line))).join('\n');
  }

  #commit(change: (git: RunGit) => void): void {
    const folder = this.#at.gitops;
    const env = { ...ALONE, GIT_INDEX_FILE: join(folder, 'edited-index') };
    const git: RunGit = (words, input = '') => execFileSync('git', words, { cwd: folder, env, input, encoding: 'utf8' }).trim();
    git(['read-tree', 'main']);
    change(git);
    git(['update-ref', 'refs/heads/main', git(['-c', 'user.name=Eve', '-c', 'user.email=eve@acme.example', 'commit-tree', '-p', 'main', '-m', 'by hand', git(['write-tree', '--missing-ok'])])]);
  }
}

type RunGit = (words: readonly string[], input?: string) => string;

function apply(edit: FolderEdit, git: RunGit): void {
  const there = git(['ls-files', '--', FOLDER]).split('\n').filter((line) => line !== '');
  const put = (file: string, how: string, content: string): void => {
    const id = how === SUBMODULE ? 'c'.repeat(40) : git(['hash-object', '-w', '--stdin'], content);
    git(['update-index', '--replace', '--add', '--cacheinfo', `${how},${id},${file}`]);
  };
  const remove = (files: readonly string[]): void => {
    if (files.length > 0) git(['update-index', '--index-info'], files.map((file) => `0 ${'0'.repeat(40)}\t${file}\n`).join(''));
  };
  if (edit.does === 'write') put(`${FOLDER}/${edit.file}`, edit.mode, edit.text);
  else if (edit.does === 'field') put(`${FOLDER}/${edit.file}`, '100644', FILES[edit.file]!.split('\n').map((line, index) => (index === edit.line ? line.replace(/(:\s*).*$/, `$1${edit.value}`) : line)).join('\n'));
  else if (edit.does === 'remove') remove(there.filter((file) => file === `${FOLDER}/${edit.file}`));
  else remove(there);
  if (edit.does === 'replace') put(FOLDER, edit.mode, '../crm');
}

async function outcomeOf(publishing: Promise<PublishResult>): Promise<PublishResult | 'refused'> {
  try {
    return await publishing;
  } catch (error) {
    if (!(error instanceof UserError) || !error.problems.every(({ path }) => path?.startsWith(FOLDER) === true)) throw error;
    return 'refused';
  }
}
