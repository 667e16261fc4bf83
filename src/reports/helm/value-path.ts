/** Where a value lies in the values of the umbrella chart: `['app', 'image', 'tag']`. */
export type ValuePath = readonly string[];

/** What all charts of a system see alike. */
export const GLOBAL = 'global';

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A name as a key of values that templates can write after a dot: `app-to-ai` is `appToAi`. */
export function valueKey(name: string): string {
  if (IDENTIFIER.test(name)) return name;
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words.map((word, index) => (index === 0 ? word.charAt(0).toLowerCase() + word.slice(1) : word.charAt(0).toUpperCase() + word.slice(1))).join('');
  return IDENTIFIER.test(joined) ? joined : `_${joined}`;
}

/**
 * A value as a template of a chart reads it. A chart sees its own values at the top, and those of
 * no other chart.
 *
 * @param chart the component whose chart it is; undefined for the umbrella, which sees everything
 */
export function readValue(path: ValuePath, chart: string | undefined): string {
  if (chart !== undefined && path[0] !== chart && path[0] !== GLOBAL) throw new Error(`the chart ${chart} cannot read ${path.join('.')}`);
  const steps = path[0] === chart ? path.slice(1) : path;
  if (steps.every((step) => IDENTIFIER.test(step))) return `.Values.${steps.join('.')}`;
  return `(index .Values ${steps.map((step) => JSON.stringify(step)).join(' ')})`;
}
