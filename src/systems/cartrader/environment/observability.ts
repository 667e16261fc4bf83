import { z } from 'zod';
import { collectorAddress } from './address.ts';

/** What every program of CarTrader reads of the collectors; `telemetry()` brings all but the sampling. */
export const observability = {
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']),
  LOKI_URL: collectorAddress,
  OTEL_EXPORTER_OTLP_ENDPOINT: collectorAddress,
  OTEL_EXPORTER_OTLP_PROTOCOL: z.enum(['grpc', 'http/protobuf']),
  OTEL_RESOURCE_ATTRIBUTES: z.string().min(1),
  OTEL_SERVICE_NAME: z.string().min(1),
  OTEL_TRACES_SAMPLER: z.enum(['always_on', 'always_off', 'parentbased_traceidratio']).default('parentbased_traceidratio'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1),
};
