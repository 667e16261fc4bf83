import { childPath } from '../kernel/path.ts';
import { type Step } from './diff.ts';

/** The way to a value as people write it; an item of a keyed list by its keys: `containers[app].ports[8080/TCP]`. */
export function stepPath(steps: readonly Step[]): string {
  let path = '';
  for (const step of steps) path = typeof step === 'object' ? `${path}[${Object.values(step.where).map(plain).join('/')}]` : childPath(path, step);
  return path;
}

function plain(value: unknown): string {
  return typeof value === 'string' && /^[\w./:@-]+$/.test(value) ? value : JSON.stringify(value);
}
