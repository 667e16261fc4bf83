import { refuse, textField, type Refusal } from './field.ts';

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** A DNS label (RFC 1123): what Kubernetes names of namespaces, Services and the like must be. */
export const dnsLabel = textField({
  what: 'a DNS label',
  allowed: 'up to 63 of a-z, 0-9 and "-", with a letter or digit at both ends',
  example: 'shop',
  pattern: LABEL,
  otherwise: (value) => {
    const meant = typeof value === 'object' ? '' : String(value).toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
    return refuse(LABEL.test(meant) && !/^[0-9]+$/.test(meant) ? { fix: meant } : {});
  },
});

/** A host name: dot-separated DNS labels, at least two, in lower case, without a scheme, port or path. */
export const hostName = textField({
  what: 'a host name',
  allowed: 'labels of a-z, 0-9 and "-", joined by dots, up to 253 characters',
  example: 'shop.acme.example',
  parse: (text) => (text.includes('.') ? parseName(text) : refuse({ because: 'the domain is missing' })),
});

/** A name of an object in Kubernetes: a DNS subdomain, one label or several. */
export const objectName = textField({
  what: 'a Kubernetes name',
  allowed: 'labels of a-z, 0-9 and "-", joined by dots, up to 253 characters',
  example: 'shop',
  parse: parseName,
});

/** Name of an environment variable, as a shell can read it. */
export const variableName = textField({
  what: 'an environment variable name',
  allowed: 'letters, digits and "_", not starting with a digit',
  example: 'LOG_LEVEL',
  pattern: /^[A-Za-z_][A-Za-z0-9_]{0,252}$/,
});

/** Whether the text is a DNS label. */
export function isDnsLabel(text: string): boolean {
  return LABEL.test(text);
}

function parseName(text: string): string | Refusal {
  const scheme = /^[a-z]+:\/\//i.exec(text);
  if (scheme !== null) return refuse({ because: 'it has a scheme', fix: text.slice(scheme[0].length).replace(/[/:?#].*$/s, '') });
  if (text.includes('/')) return refuse({ because: 'it has a path', fix: text.slice(0, text.indexOf('/')) });
  if (/:[0-9]+$/.test(text)) return refuse({ because: 'it has a port', fix: text.slice(0, text.lastIndexOf(':')) });
  if (text.endsWith('.')) return refuse({ because: 'it ends in a dot', fix: text.replace(/\.+$/, '') });
  if (text.length > 253) return refuse({ because: 'it is longer than 253 characters' });
  if (/[A-Z]/.test(text)) return refuse({ because: 'it has upper case letters', fix: text.toLowerCase() });
  if (text.includes('*')) return refuse({ because: 'it has a wildcard' });
  const wrong = text.split('.').find((label) => !LABEL.test(label));
  if (wrong === undefined) return text;
  if (wrong === '') return refuse({ because: 'a label is empty' });
  if (wrong.length > 63) return refuse({ because: 'a label is longer than 63 characters' });
  if (wrong.includes('_')) return refuse({ because: 'it has "_"', fix: text.replaceAll('_', '-') });
  return refuse();
}
