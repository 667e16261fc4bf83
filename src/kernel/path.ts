/** The way to a value inside a document: keys and list indices from the root. */
export type Path = readonly (string | number)[];

/** A path as people write it: `spec.containers[0].image`, `labels["app.kubernetes.io/name"]`. */
export function pathText(path: Path): string {
  let text = '';
  for (const step of path) text = childPath(text, step);
  return text;
}

/** The text of a path one step further down. */
export function childPath(parent: string, step: string | number): string {
  if (typeof step === 'number') return `${parent}[${step}]`;
  if (!SIMPLE_KEY.test(step)) return `${parent}[${JSON.stringify(step)}]`;
  return parent === '' ? step : `${parent}.${step}`;
}

const SIMPLE_KEY = /^[A-Za-z_$][\w$-]*$/;
