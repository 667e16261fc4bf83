import { type RemoteRepository } from '../../delivery/git/remote-repository.ts';
import { parseTree } from '../../delivery/git/tree.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { readManifests } from '../../kernel/yaml-reader.ts';

/** The manifests of a published folder, by its git tree. */
export async function publishedManifests(remote: RemoteRepository, tree: string): Promise<Manifest[]> {
  const files = parseTree((await remote.read([tree])).get(tree)!.bytes).filter(({ name, mode }) => mode.startsWith('100') && name.endsWith('.yaml'));
  const blobs = await remote.read(files.map(({ id }) => id));
  return files.flatMap(({ name, id }) => readManifests(blobs.get(id)!.bytes, name).manifests.map(({ value }) => value));
}
