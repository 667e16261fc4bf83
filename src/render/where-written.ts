import { type Finding } from '../checks/rule.ts';
import { type Path, pathText } from '../kernel/path.ts';
import { type Problem } from '../kernel/problem.ts';
import { type OverlayPair } from '../overlays/load.ts';

/**
 * A problem about a name that nothing has, at each place where an overlay wrote that name: alone, or as
 * what follows the instance. Where none did, it stays with its object.
 */
export function whereWritten(problem: Problem, lacks: Finding['lacks'], pair: Pick<OverlayPair, 'system' | 'environment' | 'values' | 'sourceOf'>): Problem[] {
  if (lacks === undefined) return [problem];
  const prefix = `${pair.system}-${pair.environment}-`;
  const short = (name: string): string => (name.startsWith(prefix) ? name.slice(prefix.length) : name);
  const written = [...pathsOf(pair.values, short(lacks.name), [])].flatMap((path): Problem[] => {
    const source = pair.sourceOf(path);
    if (source === undefined) return [];
    const key = path.at(-1);
    const fix = lacks.near === undefined ? problem.fix : typeof key === 'string' ? `${key}: ${short(lacks.near)}` : `- ${short(lacks.near)}`;
    return [{ ...source, path: pathText(path), message: problem.message, ...(fix === undefined ? {} : { fix }) }];
  });
  return written.length === 0 ? [problem] : written;
}

/** Where a text stands in values, as a value. */
function* pathsOf(values: unknown, text: string, path: Path): Iterable<Path> {
  if (values === text) yield path;
  if (typeof values !== 'object' || values === null) return;
  for (const [key, value] of Object.entries(values)) yield* pathsOf(value, text, [...path, Array.isArray(values) ? Number(key) : key]);
}
