/** A system in an environment. */
export interface LedgerPlace {
  readonly environment: string;
  readonly system: string;
}

/** The file on the ledger branch that holds the evidence about a pair. */
export function evidencePath(place: LedgerPlace): string {
  return `evidence/${checked(place)}.jsonl`;
}

/** The file on the ledger branch that says what was published of a pair. */
export function publishedPath(place: LedgerPlace): string {
  return `published/${checked(place)}.json`;
}

/** Names come from people and from files; none may lead out of its folder. */
function checked({ environment, system }: LedgerPlace): string {
  for (const name of [environment, system]) if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) throw new TypeError(`${JSON.stringify(name)} is no DNS label`);
  return `${environment}/${system}`;
}
