import { refuse, type Refusal, textField } from './field.ts';
import { isTimeZone, nearestTimeZone, TIME_ZONE_NAME } from './time-zone.ts';

/** A time zone by its name. What Argo CD or the cluster does not know, it takes for UTC. */
export const timeZone = textField({
  what: 'a time zone',
  allowed: 'UTC, or its IANA name',
  example: 'Europe/Berlin',
  pattern: TIME_ZONE_NAME,
  parse: (text) => (isTimeZone(text) ? text : wrongZone(text)),
  otherwise: (value) => (typeof value === 'string' ? wrongZone(value) : refuse()),
});

function wrongZone(text: string): Refusal {
  const near = nearestTimeZone(text);
  return refuse(near === undefined ? {} : { because: `did you mean ${near}?`, fix: near });
}
