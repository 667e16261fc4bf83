import { join } from 'node:path';
import { GitFolder } from '../../git/test-support/git-folder.ts';
import { repositoryAddress } from '../../git/repository-address.ts';
import { openSource } from '../../git/source-repository.ts';
import { publish } from '../publish.ts';
import { type PublishFile, type PublishPair, type PublishRequest, type PublishSurroundings } from '../publish-request.ts';
import { type PublishResult } from '../publish-result.ts';

/** A clock that runs as the sleeps say, and a random source that is none. */
export const CALM: PublishSurroundings = calm();

function calm(): PublishSurroundings {
  let time = 0;
  return {
    now: () => time,
    random: () => 0.5,
    sleep: async (milliseconds) => void (time += milliseconds),
    progress: () => undefined,
  };
}

/** Files of manifests by name. */
export function filesOf(files: Readonly<Record<string, string>>): PublishFile[] {
  return Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text, 'utf8') }));
}

/** A pair that runs a version. */
export function pairOf(environment: string, system: string, version: string, files: Readonly<Record<string, string>> = { 'ConfigMap-release.yaml': configMap(version) }): PublishPair {
  return { environment, system, version, bundle: 'b'.repeat(64), definition: 'd'.repeat(40), files: filesOf(files) };
}

/** A manifest that says something. */
export function configMap(value: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: release\ndata:\n  version: "${value}"\n`;
}

/** A manifest of a kind. */
export function object(apiVersion: string, kind: string, name: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;
}

/** This repository and a GitOps repository, both real. */
export class Publishing {
  readonly folder = new GitFolder();
  readonly gitops: string;
  /** Address for `--repo`. */
  repository: string;

  constructor({ filter = true }: { readonly filter?: boolean } = {}) {
    this.gitops = this.folder.bare('gitops.git', { filter });
    this.repository = this.gitops;
    this.folder.work('source');
    this.folder.git('source', 'remote', 'add', 'origin', 'https://git.acme.example/deploy.git');
  }

  /** A new commit in the source. */
  revise(subject = 'a change'): string {
    return this.folder.commit('source', subject);
  }

  /** Publishes from what is checked out. */
  async publish(pairs: readonly PublishPair[], more: Partial<PublishRequest> = {}, surroundings: PublishSurroundings = CALM): Promise<PublishResult> {
    const source = openSource(join(this.folder.path, 'source'));
    const scope = { environments: pairs.map(({ environment }) => environment), systems: pairs.map(({ system }) => system) };
    return publish({ repository: repositoryAddress(this.repository, '/'), source, revision: await source.revision(), pairs, scope, mode: 'push', scratch: join(this.folder.path, 'scratch'), ...more }, surroundings);
  }

  /** Runs git in the GitOps repository. */
  git(...words: string[]): string {
    return this.folder.git('gitops.git', ...words);
  }

  files(ref = 'main'): string[] {
    return this.folder.files('gitops.git', ref);
  }

  /** Published state of a pair. */
  state(key: string): Record<string, unknown> {
    return JSON.parse(this.git('show', `slipway-ledger:published/${key}.json`)) as Record<string, unknown>;
  }

  remove(): void {
    this.folder.remove();
  }
}
