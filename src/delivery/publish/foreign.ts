import { isFolder } from '../git/tree.ts';
import { type OwnedPath } from './publish-request.ts';
import { type PublishedState } from './published-state.ts';
import { type TreeEditor } from './tree-editor.ts';

/** Deeper than this slipway keeps nothing below `argocd/`: `argocd/applications/<environment>/<system>.yaml`. */
const DEPTH = 3;

/** Brings here the folders below `argocd/`. */
export async function prepareArgocd(editor: TreeEditor): Promise<void> {
  await editor.prepare(['argocd']);
  let level = ['argocd'];
  for (let depth = 1; depth < DEPTH; depth++) {
    level = level.flatMap((path) => editor.folder(path).filter(({ mode, name }) => isFolder(mode) && isPlain(name)).map(({ name }) => `${path}/${name}`));
    await editor.prepare(level);
  }
}

/**
 * What lies below `argocd/` and no publish put there: Argo CD reads these folders, so that a project
 * or an input that somebody put there by hand is as good as a published one. It is named, and left.
 *
 * @param editor with the folders prepared, after its changes
 * @param states of all pairs
 * @returns paths, sorted; a folder that slipway does not know as itself
 */
export function foreignPaths(editor: TreeEditor, owned: readonly OwnedPath[], states: Iterable<PublishedState>): string[] {
  const files = new Set(owned.flatMap(({ kind, path }) => (kind === 'file' ? [path] : [])));
  for (const { tree, owns } of states) if (tree !== '') for (const path of owns) files.add(path);
  const folders = new Set(owned.flatMap(({ kind, path }) => (kind === 'folder' ? [path] : [])));
  const known = new Set([...files, ...folders].flatMap((path) => path.split('/').map((_, index, parts) => parts.slice(0, index).join('/'))));
  const found = (folder: string): string[] =>
    editor.folder(folder).flatMap(({ mode, name }) => {
      const path = `${folder}/${name}`;
      if (files.has(path) || folders.has(path)) return [];
      return isFolder(mode) && known.has(path) ? found(path) : [path];
    });
  return found('argocd').sort((a, b) => (a < b ? -1 : 1));
}

/** A name that can lead nowhere else; of others the folder above tells that they are there. */
function isPlain(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,62}$/.test(name);
}
