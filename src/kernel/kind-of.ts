import { groupOf, type Manifest } from './manifest.ts';

/**
 * The kind with its group, `apps/Deployment`; the core group is empty: `/Service`. Asked of every manifest many
 * times, so that it is put together once for each kind.
 */
export function kindOf({ apiVersion, kind }: Manifest): string {
  let ofVersion = known.get(apiVersion);
  if (ofVersion === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(apiVersion, (ofVersion = new Map()));
  }
  let full = ofVersion.get(kind);
  if (full === undefined) {
    if (ofVersion.size >= MOST_KNOWN) ofVersion.clear();
    ofVersion.set(kind, (full = `${groupOf(apiVersion)}/${kind}`));
  }
  return full;
}

/** Hostile input has any number of kinds; all others have some dozens. */
const MOST_KNOWN = 200;

const known = new Map<string, Map<string, string>>();
