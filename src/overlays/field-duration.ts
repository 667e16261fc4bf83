import { type z } from 'zod';
import { canonicalDuration, durationProblem, parseDuration } from '../kernel/duration.ts';
import { field, refuse } from './field.ts';

/** A length of time as Kubernetes reads it, in hours, minutes and seconds; code reads its canonical text. */
export const duration = durationField(false, '10m');

/** A length of time that may count days, `30d`; code reads its canonical text. */
export const longDuration = durationField(true, '30d');

function durationField(days: boolean, example: string): z.ZodType<string, string> {
  const units = days ? 'd, h, m, s' : 'h, m, s';
  return field<string>({
    what: 'a duration',
    allowed: `whole numbers with ${units}, the largest first: ${days ? '30d, 12h' : '30s, 1h30m'}`,
    example,
    json: { type: 'string', pattern: days ? '^([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?$' : '^([0-9]+h)?([0-9]+m)?([0-9]+s)?$' },
    parse: (value) => {
      if (typeof value !== 'string' && typeof value !== 'number') return refuse();
      const text = String(value);
      const fix = durationProblem(text, { days })?.fix;
      const meant = fix === undefined ? {} : { fix };
      if (typeof value === 'number') return refuse({ because: 'the unit is missing', ...meant });
      if (!days && /^([0-9]+[dhms])+$/.test(text) && text.includes('d')) return refuse({ because: 'days are not known here', ...meant });
      if (durationProblem(text, { days }) !== undefined) return refuse(meant);
      return parseDuration(text, { days }) > 0 ? canonicalDuration(text, { days }) : refuse({ because: 'it is no time at all' });
    },
  });
}
