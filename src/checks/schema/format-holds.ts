import { parseCidr } from '../api/syntax/cidr.ts';
import { parseIp } from '../api/syntax/ip-address.ts';
import { isBase64 } from './base64-text.ts';
import { isGoDuration } from './go-duration.ts';
import { isRfc3339 } from './rfc3339-text.ts';

/**
 * Whether a text has a format, as the API server checks it in custom resources; formats that it doesn't
 * check, or that no schema of ours uses and nobody could misspell dangerously, always hold.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation
 */
export function formatHolds(text: string, format: string, minor: number): boolean {
  const check = FORMATS[format.replace(/-/g, '')];
  if (check === undefined || (format.startsWith('k8s-') && minor < 34)) return true;
  return check(text);
}

const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  byte: (text) => text !== '' && isBase64(text),
  datetime: isDateTime,
  date: (text) => isRfc3339(`${text}T00:00:00Z`),
  duration: (text) => isGoDuration(text) || WORDED_DURATION.test(text),
  ipv4: (text) => text.includes('.') && isIp(text),
  ipv6: (text) => text.includes(':') && isIp(text),
  cidr: (text) => parseCidr(text) !== undefined,
  uuid: (text) => UUID.test(text),
  uri: isUri,
  mac: (text) => MAC.test(text),
  email: (text) => /^[^@]*[^@\s]@[^@\s]+$/.test(text.slice(0, 1000)),
  hostname: (text) => text.length <= 255 && HOSTNAME.test(text) && text.split('.').every((label) => label.length <= 63),
  hexcolor: (text) => /^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(text),
  k8sshortname: (text) => text.length <= 63 && /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text),
  k8slongname: (text) => text.length <= 253 && text.split('.').every((part) => /^[a-z0-9]([-a-z0-9]{0,251}[a-z0-9])?$/.test(part)),
};

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const MAC = /^([0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}$|^([0-9a-fA-F]{4}\.){2}[0-9a-fA-F]{4}$|^([0-9a-fA-F]{2}[:-]){7}[0-9a-fA-F]{2}$/;
// Letters and symbols of any script; a label may not begin or end with a dash.
const HOSTNAME = /^[\p{L}\p{S}0-9]([-\p{L}\p{S}0-9]{0,61}[\p{L}\p{S}0-9])?(\.[\p{L}\p{S}0-9]([-\p{L}\p{S}0-9]{0,61}[\p{L}\p{S}0-9])?){0,127}\.?$/u;
/** `22 ns`, `3 days`: a number and a unit somewhere. */
const WORDED_DURATION = /\d\s{0,20}(ns|nano|us|\u00b5s|micro|ms|milli|s|sec|m|min|h|hr|hour|d|day|w|wk|week)/i;

/** The server looks at date and time apart, and at neither very closely. */
function isDateTime(text: string): boolean {
  const [date, time] = text.toLowerCase().split('t');
  const match = time === undefined ? null : /^(\d{2}):(\d{2}):(\d{2})(?:.\d+)?(?:z|[+-]\d{2}:\d{2})$/.exec(time);
  return match !== null && isRfc3339(`${date!}T00:00:00Z`) && match[1]! <= '23' && match[2]! <= '59' && match[3]! <= '59';
}

function isIp(text: string): boolean {
  const ip = parseIp(text);
  return ip !== undefined && !ip.leadingZero;
}

/** Go's `url.ParseRequestURI`: an absolute path, or a scheme. */
function isUri(text: string): boolean {
  return !/[\u0000-\u0020\u007f]/.test(text) && (text.startsWith('/') || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text));
}
