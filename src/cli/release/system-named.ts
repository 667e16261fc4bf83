import { UserError } from '../../kernel/problem.ts';
import { commandLine } from '../command-line.ts';
import { unknownNames } from '../../overlays/selection.ts';
import { type SystemDefinition } from '../../render/system-definition.ts';

/** A system by name. @throws UserError naming those there are */
export function systemNamed(systems: readonly SystemDefinition[], name: string): SystemDefinition {
  const found = systems.find((system) => system.name === name);
  if (found !== undefined) return found;
  const known = systems.map((system) => system.name).sort();
  throw new UserError(unknownNames('system', [name], known).map((problem) => ({ ...problem, fix: lineWith(name, problem.fix ?? known[0]) ?? 'npx slipway new <name>' })));
}

/** The line that was typed with another system in it; the name alone where it was not typed. */
function lineWith(name: string, other: string | undefined): string | undefined {
  const argv = process.argv.slice(2);
  return other === undefined || !argv.includes(name) ? other : commandLine('', argv.map((word) => (word === name ? other : word)));
}
