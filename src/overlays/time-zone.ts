import { nearest } from '../kernel/nearest.ts';

/** The form of a time zone's name, so that offsets such as `+02:00` and the names of single countries stay out. */
export const TIME_ZONE_NAME = /^(UTC|[A-Z][A-Za-z_]{1,30}(\/[A-Z][A-Za-z0-9_+-]{1,30}){1,2})$/;

/** Whether a time zone of this name is known, older names included. The locale has no say in it. */
export function isTimeZone(name: string): boolean {
  if (!TIME_ZONE_NAME.test(name)) return false;
  try {
    void new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The time zone that a mistyped name most likely means: `Berlin` is `Europe/Berlin`. */
export function nearestTimeZone(text: string): string | undefined {
  const zones = Intl.supportedValuesOf('timeZone').filter((zone) => TIME_ZONE_NAME.test(zone));
  const near = nearest(text, zones);
  if (near !== undefined) return near;
  const city = (zone: string): string => zone.slice(zone.lastIndexOf('/') + 1);
  const meant = nearest(city(text), zones.map(city));
  return meant === undefined ? undefined : zones.find((zone) => city(zone) === meant);
}
