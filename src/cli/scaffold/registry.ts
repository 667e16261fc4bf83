import { UserError } from '../../kernel/problem.ts';
import { type SystemName } from './system-name.ts';

/** The file that lists a repository's systems. */
export const REGISTRY = 'src/systems/registry.ts';

/**
 * The registry with one system more: its import after the last one, its constant at the end of the list.
 *
 * @throws UserError with the lines to type where the file is not of the form that slipway writes
 */
export function addToRegistry(text: string, { name, identifier }: SystemName): string {
  const importLine = `import { ${identifier} } from './${name}/build.ts';`;
  const list = /(export const systems\b[^=]*=\s*\[)([^\]]*)(\])/.exec(text);
  const lastImport = [...text.matchAll(/^import [^;]*;$/gm)].at(-1);
  if (list === null || lastImport === undefined) {
    throw new UserError({ file: REGISTRY, message: 'the list of systems is not where slipway can add to it', allowed: 'export const systems: readonly SystemDefinition[] = [...];', fix: `${importLine}   and ${identifier} in the list` });
  }
  const listed = list[2]!.split(',').map((part) => part.trim()).filter((part) => part !== '');
  const withList = `${text.slice(0, list.index)}${list[1]}${[...listed, identifier].join(', ')}${text.slice(list.index + list[0].length - 1)}`;
  const end = lastImport.index + lastImport[0].length;
  return `${withList.slice(0, end)}\n${importLine}${withList.slice(end)}`;
}
