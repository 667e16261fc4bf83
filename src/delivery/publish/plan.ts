import { UserError } from '../../kernel/problem.ts';
import { type Commit, parseCommit } from '../git/commit.ts';
import { type GitObject } from '../git/objects.ts';
import { openRemote, type RemoteRepository } from '../git/remote-repository.ts';
import { type DeletionNote, judgeLosses, type Loss, lostObjects } from './consent.ts';
import { foreignPaths, prepareArgocd } from './foreign.ts';
import { refuseEdited, refuseSetBack } from './edited-state.ts';
import { type Newness } from './newer.ts';
import { type OwnedPath, pairKey, type PublishPair, type PublishRequest } from './publish-request.ts';
import { type FileChange, type PairResult } from './publish-result.ts';
import { parseState, type PublishedState, statePath } from './published-state.ts';
import { checkPath } from './safe-path.ts';
import { encodeShared, parseShared, SHARED_PATH, type SharedState } from './shared-state.ts';
import { type Edit, TreeEditor } from './tree-editor.ts';
import { witnessesOf } from './witness.ts';

/** What a branch is at. */
export interface Tip {
  readonly id: string;
  readonly commit: Commit;
}

/** What a publish comes to on certain tips; nothing is written yet. */
export interface PublishPlan {
  /** The tip of the branch that is to be moved. */
  readonly tip: Tip | undefined;
  readonly ledgerTip: Tip | undefined;
  /** Tree of the branch afterwards. */
  readonly root: string;
  readonly objects: readonly GitObject[];
  /** Every pair of the request, and those that go. */
  readonly pairs: readonly PairResult[];
  readonly besides: readonly FileChange[];
  /** What becomes of what belongs to no pair; undefined where it is not about that. */
  readonly shared: SharedResult | undefined;
  /** The states before, of all pairs that it is about. */
  readonly states: ReadonlyMap<string, PublishedState>;
  /** Paths besides its folder that each pair is published with. */
  readonly owns: ReadonlyMap<string, readonly string[]>;
  /** The ledger's tree, to put new states in. */
  readonly ledger: TreeEditor;
  readonly notes: readonly DeletionNote[];
  /** What lies below `argocd/` and nobody published; looked for by a publish of everything. */
  readonly foreign: readonly string[];
}

/** What becomes of what belongs to no pair. */
export interface SharedResult {
  readonly outcome: 'changed' | 'unchanged' | 'superseded';
  readonly before: SharedState | undefined;
}

/** Where what belongs to no pair stands among pairs, when it is told what is newer. */
const SHARED_KEY = 'argocd';

/**
 * What publishing onto tips comes to: which pairs are overtaken, what changes, what goes.
 *
 * @throws UserError when something stands in the way, is lost without consent, or cannot be told
 */
export async function planPublish(remote: RemoteRepository, request: PublishRequest, tips: { readonly tip: Tip | undefined; readonly ledgerTip: Tip | undefined }, newness: Newness): Promise<PublishPlan> {
  const { pairs, owned = [], leftOut = [] } = request;
  for (const pair of pairs) checkPair(pair);
  for (const { path } of owned) if (!path.startsWith('argocd/')) throw new Error(`${path} is not below argocd/, where a publish owns more than its pairs`);
  const read = (ids: readonly string[]) => remote.read(ids);
  const ledger = new TreeEditor(tips.ledgerTip?.commit.tree, read);
  const listed = await publishedPairs(ledger);
  const states = await readStates(remote, ledger, [...new Set([...pairs.map(pairKey), ...listed.filter((pair) => inScope(request, pair)).map(pairKey)])]);
  await refuseEdited(states.values(), request.judgeState);
  const staying = new Set([...pairs, ...leftOut].map(pairKey));
  const gone = [...states.values()].filter((state) => state.tree !== '' && inScope(request, state) && !staying.has(pairKey(state)));
  const isShared = owned.some((path) => path.pairs.length === 0);
  const sharedBefore = isShared ? await readShared(remote, ledger) : undefined;
  const published = new Map<string, { readonly revision: string }>([...pairs, ...gone].flatMap((pair) => (states.has(pairKey(pair)) ? [[pairKey(pair), states.get(pairKey(pair))!] as const] : [])));
  if (sharedBefore !== undefined) published.set(SHARED_KEY, sharedBefore);
  const stateless = [...pairs.map(pairKey), ...(isShared ? [SHARED_KEY] : [])].filter((key) => !published.has(key));
  const editor = new TreeEditor(tips.tip?.commit.tree, read);
  await editor.prepare(pairs.map(pairKey));
  // A state that is not about what is there may have been set back: then the commits are asked, too.
  const doubtful = pairs.map(pairKey).filter((key) => states.has(key) && (editor.entry(key)?.id ?? '') !== states.get(key)!.tree);
  const witnesses = await askHistory(remote, request.scratch, tips.tip, [...stateless, ...doubtful]);
  for (const key of stateless) if (witnesses.has(key)) published.set(key, witnesses.get(key)!);
  const overtaken = await newness.overtaken(published);
  const said = new Map([...witnesses].filter(([key, { revision }]) => doubtful.includes(key) && !overtaken.has(key) && revision !== states.get(key)!.revision));
  for (const key of await newness.overtaken(said)) {
    overtaken.add(key);
    published.set(key, said.get(key)!);
  }

  const live = pairs.filter((pair) => !overtaken.has(pairKey(pair)));
  const leaving = gone.filter((state) => !overtaken.has(pairKey(state)));
  const applied = owned.filter((path) => (path.pairs.length === 0 ? !overtaken.has(SHARED_KEY) : path.pairs.some((key) => live.some((pair) => pairKey(pair) === key))));
  const owns = new Map(live.map((pair) => [pairKey(pair), owned.filter((path) => path.pairs.includes(pairKey(pair))).map(({ path }) => path).sort()]));
  const stale = await stalePaths([...live, ...leaving].map(pairKey), states, owned, () => readStates(remote, ledger, listed.map(pairKey)));

  const isWhole = isShared && isEverything(request);
  if (isWhole) await prepareArgocd(editor);
  await editor.prepare([...live, ...leaving].map(pairKey).concat(applied.map(({ path }) => path), stale));
  const edits = new Map<string, Edit>();
  for (const pair of live) edits.set(pairKey(pair), editor.setFolder(pairKey(pair), pair.files));
  const changing = live.map(pairKey).filter((key) => edits.get(key)!.changes.length > 0 && states.has(key) && !doubtful.includes(key));
  for (const state of leaving) edits.set(pairKey(state), editor.setFolder(pairKey(state), []));
  const together = applied.filter((path) => path.pairs.length === 0).flatMap((path) => applyOwned(editor, path));
  const besides = [...together, ...applied.filter((path) => path.pairs.length > 0).flatMap((path) => applyOwned(editor, path)), ...stale.flatMap((path) => removeStale(editor, path))];
  const shared = isShared ? ({ outcome: overtaken.has(SHARED_KEY) ? 'superseded' : together.length === 0 ? 'unchanged' : 'changed', before: sharedBefore } as const) : undefined;

  const atStake = [
    ...changing.map((key) => ({ ...states.get(key)!, key, file: `published/${key}.json` })),
    ...(shared?.outcome === 'changed' && sharedBefore !== undefined ? [{ ...sharedBefore, key: SHARED_KEY, file: SHARED_PATH }] : []),
  ];
  await refuseSetBack(remote, atStake, request);
  const foreign = isWhole ? foreignPaths(editor, owned, (await readStates(remote, ledger, listed.map(pairKey))).values()) : [];
  const notes = judgeLosses(await lossesOf(remote, live, leaving, edits), request.deletions ?? [], request.revision.commit.committer.seconds, (deletion) => inScope(request, deletion));
  const results = [
    ...pairs.map((pair) => resultOf(pair, states.get(pairKey(pair)), published.get(pairKey(pair))?.revision, edits.get(pairKey(pair)))),
    ...gone.map((state) => goneResult(state, request.revision.id, edits.get(pairKey(state)))),
  ];
  return {
    ...tips,
    ...editor.finish(),
    pairs: results.sort((a, b) => (pairKey(a) < pairKey(b) ? -1 : 1)),
    besides: besides.sort((a, b) => (a.file < b.file ? -1 : 1)),
    shared,
    states,
    owns,
    ledger,
    notes,
    foreign,
  };
}

/** The commit of a tip, read. */
export async function readTip(remote: RemoteRepository, id: string | undefined): Promise<Tip | undefined> {
  if (id === undefined) return undefined;
  return { id, commit: parseCommit((await remote.read([id])).get(id)!.bytes) };
}

function checkPair(pair: PublishPair): void {
  for (const name of [pair.environment, pair.system]) {
    if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) throw new UserError({ path: pairKey(pair), message: `${JSON.stringify(name)} is not a DNS label, so no folder can be called that`, allowed: 'up to 63 of a-z, 0-9 and "-"' });
  }
  if (pair.environment === 'argocd') throw new UserError({ path: pairKey(pair), message: 'no environment may be called argocd: that folder holds what Argo CD itself needs', fix: 'rename the environment' });
  if (pair.files.length === 0) throw new UserError({ path: pairKey(pair), message: 'holds no manifest, and Argo CD would take that for an order to delete everything', fix: `delete overlays/${pair.system}/${pair.environment}.yaml and consent in overlays/deletions.yaml` });
  for (const { path } of pair.files) checkPath(path);
}

interface PairName {
  readonly environment: string;
  readonly system: string;
}

async function publishedPairs(ledger: TreeEditor): Promise<PairName[]> {
  await ledger.prepare(['published']);
  const environments = ledger.folder('published').map(({ name }) => name).filter(isLabel);
  await ledger.prepare(environments.map((name) => `published/${name}`));
  return environments.flatMap((environment) =>
    ledger.folder(`published/${environment}`).flatMap(({ name }) => {
      const system = name.replace(/\.json$/, '');
      return name.endsWith('.json') && isLabel(system) ? [{ environment, system }] : [];
    }),
  );
}

async function readStates(remote: RemoteRepository, ledger: TreeEditor, keys: readonly string[]): Promise<Map<string, PublishedState>> {
  await ledger.prepare(keys.map((key) => `published/${key}.json`));
  const entries = keys.flatMap((key) => {
    const entry = ledger.entry(`published/${key}.json`);
    return entry === undefined ? [] : [[key, entry.id] as const];
  });
  const blobs = await remote.read(entries.map(([, id]) => id));
  return new Map(entries.map(([key, id]) => [key, parseState(blobs.get(id)!.bytes.toString('utf8'), `published/${key}.json`)]));
}

async function readShared(remote: RemoteRepository, ledger: TreeEditor): Promise<SharedState | undefined> {
  await ledger.prepare([SHARED_PATH]);
  const entry = ledger.entry(SHARED_PATH);
  return entry === undefined ? undefined : parseShared((await remote.read([entry.id])).get(entry.id)!.bytes.toString('utf8'));
}

/**
 * Of what the ledger has no state, the history of the branch is asked: somebody may have deleted the
 * state. It is fetched into a clone of its own, because git would push from one that has commits
 * without their trees as if it had the trees.
 */
async function askHistory({ address, depth }: RemoteRepository, scratch: string, tip: Tip | undefined, keys: readonly string[]): Promise<ReadonlyMap<string, { readonly revision: string }>> {
  if (tip === undefined || keys.length === 0) return new Map();
  const remote = await openRemote({ address, depth, scratch });
  try {
    await remote.fetchHistory(tip.id);
    return await witnessesOf(remote.git, tip.id, keys);
  } finally {
    remote.close();
  }
}

function inScope({ scope: { environments = [], systems = [], except = [] } }: PublishRequest, pair: PairName): boolean {
  return !except.includes(pair.environment) && (environments.length === 0 || environments.includes(pair.environment)) && (systems.length === 0 || systems.includes(pair.system));
}

function isEverything({ scope: { environments = [], systems = [], except = [] } }: PublishRequest): boolean {
  return environments.length + systems.length + except.length === 0;
}

/** What pairs were published with and are no more, unless it is or was another pair's, too. */
async function stalePaths(keys: readonly string[], states: ReadonlyMap<string, PublishedState>, owned: readonly OwnedPath[], all: () => Promise<ReadonlyMap<string, PublishedState>>): Promise<string[]> {
  const now = new Set(owned.map(({ path }) => path));
  const left = new Set(keys.flatMap((key) => states.get(key)?.owns ?? []).filter((path) => !now.has(path) && path.startsWith('argocd/')));
  if (left.size === 0) return [];
  for (const [key, state] of await all()) if (!keys.includes(key) && state.tree !== '') for (const path of state.owns) left.delete(path);
  return [...left].sort();
}

function applyOwned(editor: TreeEditor, path: OwnedPath): readonly FileChange[] {
  if (path.kind === 'file') return editor.setFile(path.path, path.bytes).changes;
  return editor.setFolder(path.path, path.files).changes.map(({ file, change }) => ({ file: `${path.path}/${file}`, change }));
}

function removeStale(editor: TreeEditor, path: string): readonly FileChange[] {
  return editor.setFile(path, undefined).changes;
}

async function lossesOf(remote: RemoteRepository, live: readonly PublishPair[], leaving: readonly PublishedState[], edits: ReadonlyMap<string, Edit>): Promise<Loss[]> {
  const blobs = await remote.read([...edits].flatMap(([key, { before }]) => (leaving.some((state) => pairKey(state) === key) ? [] : [...before.values()])));
  const losses: Loss[] = leaving.map(({ environment, system }) => ({ environment, system }));
  for (const pair of live) {
    const before = [...edits.get(pairKey(pair))!.before].map(([path, id]) => ({ path, bytes: blobs.get(id)!.bytes }));
    for (const object of lostObjects(before, pair.files)) losses.push({ environment: pair.environment, system: pair.system, object });
  }
  return losses;
}

function resultOf(pair: PublishPair, state: PublishedState | undefined, newer: string | undefined, edit: Edit | undefined): PairResult {
  const { environment, system, version, bundle, definition } = pair;
  if (edit === undefined) {
    return { environment, system, version, bundle, definition, outcome: 'superseded', tree: state?.tree ?? '', reason: `newer already published, from ${newer?.slice(0, 12) ?? 'another commit'}${state === undefined ? ', as its commit says: the ledger has no state of it' : state.revision === newer ? '' : `, as its commit says: the ledger says ${state.revision.slice(0, 12)}`}`, changes: [] };
  }
  return { environment, system, version, bundle, definition, outcome: edit.changes.length === 0 ? 'unchanged' : 'changed', tree: edit.id, changes: edit.changes };
}

function goneResult(state: PublishedState, revision: string, edit: Edit | undefined): PairResult {
  const { environment, system, version, bundle, definition, tree } = state;
  const pair = { environment, system, version, bundle, definition };
  if (edit === undefined) return { ...pair, outcome: 'superseded', tree, reason: `newer already published than ${revision.slice(0, 12)}, from ${state.revision.slice(0, 12)}`, changes: [] };
  return { ...pair, outcome: 'removed', tree: '', changes: edit.changes };
}

function isLabel(name: string): boolean {
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name);
}

/** The state of a pair after a publish. */
export function nextState(pair: PairResult, plan: PublishPlan, revision: string, commit: string): PublishedState {
  const { environment, system, version, bundle, definition, tree, outcome } = pair;
  const before = plan.states.get(pairKey(pair));
  const keeps = outcome === 'unchanged' && before !== undefined && before.tree === tree;
  return { environment, system, revision, definition, bundle, version, tree, commit: keeps ? before.commit : commit, owns: plan.owns.get(pairKey(pair)) ?? [] };
}

/** The state of what belongs to no pair after a publish; undefined where it was not published. */
export function nextShared({ shared }: PublishPlan, revision: string, commit: string): SharedState | undefined {
  if (shared === undefined || shared.outcome === 'superseded') return undefined;
  return { revision, commit: shared.outcome === 'unchanged' ? (shared.before?.commit ?? commit) : commit };
}

/** Puts states into the ledger's tree. */
export function putStates(ledger: TreeEditor, states: readonly PublishedState[], shared: SharedState | undefined, encode: (state: PublishedState) => string): ReturnType<TreeEditor['finish']> {
  if (shared !== undefined) ledger.setFile(SHARED_PATH, Buffer.from(encodeShared(shared), 'utf8'));
  for (const state of states) ledger.setFile(statePath(state.environment, state.system), Buffer.from(encode(state), 'utf8'));
  return ledger.finish();
}
