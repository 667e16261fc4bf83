import { describeProblem, type Problem, UserError } from '../kernel/problem.ts';
import { readOverlay } from '../kernel/yaml-reader.ts';
import { type Layer } from './merge.ts';

/** A layer read from text, as load.ts reads it from a file. */
export function layerOfText(file: string, text: string): Layer {
  const overlay = readOverlay(text, file);
  return { file, value: overlay.value, positionOf: (path, part) => (part === 'key' ? overlay.keyPositionOf(path) : overlay.positionOf(path)) };
}

/** Problems as a user reads them. */
export function textOf(problems: readonly Problem[]): string {
  return problems.map(describeProblem).join('\n');
}

/** The problems of what must be refused. */
export function problemsOf(action: () => unknown): readonly Problem[] {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  throw new Error('nothing was refused');
}
