import { dns1035LabelErrors } from '../../api/syntax/dns-1035-label.ts';
import { dnsLabelErrors } from '../../api/syntax/dns-label.ts';
import { dnsSubdomainErrors } from '../../api/syntax/dns-subdomain.ts';
import { labelValueErrors } from '../../api/syntax/label-value.ts';
import { qualifiedNameErrors } from '../../api/syntax/qualified-name.ts';
import { formatHolds } from '../format-holds.ts';
import { type CelFunction } from './cel-function.ts';
import { CelList, CelOpaque, CelOptional } from './cel-value.ts';
import { urlOf } from './url-functions.ts';

class CelFormat extends CelOpaque {
  readonly type = 'kubernetes.NamedFormat';

  constructor(
    readonly name: string,
    readonly errors: (text: string) => readonly string[],
  ) {
    super();
  }

  equals(other: CelOpaque): boolean {
    return other instanceof CelFormat && other.name === this.name;
  }
}

const NAMED: ReadonlyMap<string, CelFormat> = new Map(
  Object.entries<(text: string) => readonly string[]>({
    dns1123Label: dnsLabelErrors,
    dns1123Subdomain: dnsSubdomainErrors,
    dns1035Label: dns1035LabelErrors,
    qualifiedName: qualifiedNameErrors,
    dns1123LabelPrefix: (text) => dnsLabelErrors(withoutDash(text)),
    dns1123SubdomainPrefix: (text) => dnsSubdomainErrors(withoutDash(text)),
    dns1035LabelPrefix: (text) => dns1035LabelErrors(withoutDash(text)),
    labelValue: labelValueErrors,
    uri: (text) => (urlOf(text) === undefined ? ['invalid URI'] : []),
    uuid: (text) => (formatHolds(text, 'uuid', 36) ? [] : ['does not match the UUID format']),
    byte: (text) => (formatHolds(text, 'byte', 36) ? [] : ['invalid base64']),
    date: (text) => (formatHolds(text, 'date', 36) ? [] : ['invalid date']),
    datetime: (text) => (formatHolds(text, 'datetime', 36) ? [] : ['invalid datetime']),
  }).map(([name, errors]) => [name, new CelFormat(name, errors)]),
);

/** Kubernetes' library of named formats. */
export const FORMAT_FUNCTIONS: Readonly<Record<string, CelFunction>> = {
  'format.named': ([name]) => (typeof name === 'string' ? new CelOptional(NAMED.get(name)) : undefined),
  validate: ([format, text]) => {
    if (!(format instanceof CelFormat) || typeof text !== 'string') return undefined;
    const errors = format.errors(text);
    return new CelOptional(errors.length === 0 ? undefined : new CelList(errors));
  },
  ...Object.fromEntries([...NAMED].map(([name, format]): [string, CelFunction] => [`format.${name}`, () => format])),
};

/** A prefix may end in the dash that a name follows. */
function withoutDash(text: string): string {
  return text.endsWith('-') ? `${text.slice(0, -1)}a` : text;
}
