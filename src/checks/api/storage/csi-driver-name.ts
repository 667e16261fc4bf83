import { type Finding } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { required, tooLong } from '../field-error.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { byteLength } from '../syntax/length.ts';

/** What is wrong with the name of a CSI driver at a path. */
export function* csiDriverNameFindings(name: string, path: string): Iterable<Finding> {
  if (name === '') {
    yield required(path, 'name the CSI driver');
    return;
  }
  if (byteLength(name) > LONGEST) yield tooLong(path, LONGEST);
  yield* eachInvalid(path, name, dnsSubdomainErrors(name.toLowerCase()));
}

const LONGEST = 63;
