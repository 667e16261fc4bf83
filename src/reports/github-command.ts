import { visible } from '../kernel/problem.ts';
import { wellFormed } from './well-formed.ts';

/** Text as the data of a workflow command: a line break would begin another command. */
export function githubData(text: string): string {
  return wellFormed(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** Text as a property of a workflow command. */
export function githubProperty(text: string): string {
  return githubData(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
