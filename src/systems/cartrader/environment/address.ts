import { z } from 'zod';

/** An address on the internet. */
export const httpsAddress = z.url().regex(/^https:\/\//, { error: 'an address that begins with https://' });

/** A service of the same namespace, where the mesh encrypts, if anything does. */
export const inClusterAddress = z.url().regex(/^http:\/\//, { error: 'an address that begins with http://' });

/** A collector, in the cluster or outside of it. */
export const collectorAddress = z.url().regex(/^https?:\/\//, { error: 'an address that begins with http:// or https://' });

/** The database, as Prisma takes it. */
export const postgresAddress = z.url().regex(/^postgres(ql)?:\/\//, { error: 'an address that begins with postgresql://' });

/** Redis, with TLS or without. */
export const redisAddress = z.url().regex(/^rediss?:\/\//, { error: 'an address that begins with redis:// or rediss://' });
