import { UserError } from '../../kernel/problem.ts';
import { unknownNames } from '../../overlays/selection.ts';
import { type SystemDefinition } from '../../render/system-definition.ts';

/** A system by name. @throws UserError naming those there are */
export function systemNamed(systems: readonly SystemDefinition[], name: string): SystemDefinition {
  const found = systems.find((system) => system.name === name);
  if (found !== undefined) return found;
  throw new UserError(unknownNames('system', [name], systems.map((system) => system.name)));
}
