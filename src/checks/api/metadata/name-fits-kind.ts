import { type Finding, type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { objectNameErrors } from '../syntax/object-name.ts';
import { metadataOf } from './metadata-of.ts';

export const nameFitsKind: Rule = {
  id: 'name-fits-kind',
  severity: 'error',
  why: 'the API server refuses a name that is not of the form its kind has',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#names',
  check(subject) {
    const { kind, set } = subject;
    const { name, generateName } = metadataOf(subject);
    const found: Finding[] = [];
    if (generateName && !UNCHECKED_BEGINNING.includes(kind)) {
      for (const error of objectNameErrors(kind, withEnd(generateName), set.minor)) found.push(invalid('metadata.generateName', generateName, error));
    }
    const full = name || (generateName ? generated(generateName) : '');
    if (full !== '') for (const error of objectNameErrors(kind, full, set.minor)) found.push(invalid('metadata.name', full, error));
    return found;
  },
};

/** Only the name made of it counts. */
const UNCHECKED_BEGINNING = ['/ReplicationController', 'resource.k8s.io/DeviceClass'];

/** The beginning of a name as the API server looks at it: a hyphen at its end is followed by something. */
function withEnd(beginning: string): string {
  return beginning.length > 1 && beginning.endsWith('-') ? `${beginning.slice(0, -2)}a` : beginning;
}

/** A name such as the API server makes: at most 58 characters of the beginning, and five of its own. */
function generated(beginning: string): string {
  return `${beginning.slice(0, 58)}xxxxx`;
}
