import { type Construct } from 'constructs';
import { type Dependency } from './dependency.ts';
import { type InClusterRedisProps, inClusterRedis } from './redis-in-cluster.ts';
import { type ManagedRedisProps, managedRedis } from './redis-managed.ts';

/** Redis in one of its forms; a program sees no difference. */
export type RedisProps = InClusterRedisProps | ManagedRedisProps;

/** Makes Redis. */
export const Redis = {
  /**
   * Redis of the form that the props say, as a dependency.
   *
   * @throws UserError with all that is wrong with the props
   */
  from(scope: Construct, id: string, props: RedisProps): Dependency {
    switch (props.form) {
      case 'in-cluster':
        return inClusterRedis(scope, id, props);
      case 'managed':
        return managedRedis(scope, id, props);
    }
  },
};
