import { type Construct } from 'constructs';
import { type Dependency } from './dependency.ts';
import { type CnpgPostgresProps, cnpgPostgres } from './postgres-cnpg.ts';
import { type InClusterPostgresProps, inClusterPostgres } from './postgres-in-cluster.ts';
import { type ManagedPostgresProps, managedPostgres } from './postgres-managed.ts';

/** Postgres in one of its forms; a program sees no difference. */
export type PostgresProps = InClusterPostgresProps | CnpgPostgresProps | ManagedPostgresProps;

/** Makes Postgres. */
export const Postgres = {
  /**
   * Postgres of the form that the props say, as a dependency.
   *
   * @throws UserError with all that is wrong with the props
   */
  from(scope: Construct, id: string, props: PostgresProps): Dependency {
    switch (props.form) {
      case 'in-cluster':
        return inClusterPostgres(scope, id, props);
      case 'cnpg':
        return cnpgPostgres(scope, id, props);
      case 'managed':
        return managedPostgres(scope, id, props);
    }
  },
};
