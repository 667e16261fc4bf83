import { type PropFormat } from './prop-format.ts';

/** Longest name of a component: pods append a hash and five letters to it, edges another name and a port. */
const LONGEST = 40;

/** Name of a component. A Service may not start with a digit before 1.34. */
const COMPONENT_NAME: PropFormat = {
  what: "a component's name",
  allowed: `at most ${LONGEST} lower-case letters, digits and "-", a letter first, no "-" last`,
  example: 'app',
  accepts: (value) => typeof value === 'string' && value.length <= LONGEST && /^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(value),
};

/** Components that have a meaning already: their pods must not be taken for a workload's. */
const TAKEN: readonly unknown[] = ['migrate', 'smoke', 'system'];

/** Name of a workload: a component's that means nothing else yet. */
export const WORKLOAD_NAME: PropFormat = {
  ...COMPONENT_NAME,
  what: "a workload's name",
  allowed: `${COMPONENT_NAME.allowed}; not ${TAKEN.join(', ')}`,
  accepts: (value) => COMPONENT_NAME.accepts(value) && !TAKEN.includes(value),
};

/** A component's name as the start of a variable's: `web-api` gives `WEB_API`. */
export function variablePrefix(component: string): string {
  return component.toUpperCase().replaceAll('-', '_');
}
