import { dnsSubdomainErrors } from './dns-subdomain.ts';

/** What is wrong with a path after a domain, `example.com/path`: the manager of a Job, the name of a signer. */
export function domainPrefixedPathErrors(text: string): readonly string[] {
  const slash = text.indexOf('/');
  if (slash <= 0 || slash === text.length - 1) return ['must be a domain and a path, such as "example.com/path"'];
  const errors = dnsSubdomainErrors(text.slice(0, slash)).map((error) => `the domain ${error}`);
  if (!/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(text.slice(slash + 1))) errors.push('the path must be characters of a URL path (RFC 3986)');
  return errors;
}
