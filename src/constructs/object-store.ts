import { ApiObject } from 'cdk8s';
import { type Construct } from 'constructs';
import { type ObjectMeta, type ResourceRequirements } from '../../imports/kubernetes.ts';

/** A key of a Secret in the same namespace. */
export interface SecretKey {
  readonly key: string;
  readonly name: string;
}

/** How backups are written to a store that speaks S3. */
export interface ObjectStoreConfiguration {
  readonly data?: { readonly compression?: 'bzip2' | 'gzip' | 'snappy'; readonly encryption?: 'AES256' | 'aws:kms'; readonly immediateCheckpoint?: boolean; readonly jobs?: number };
  /** `s3://bucket/path`. */
  readonly destinationPath: string;
  readonly endpointCA?: SecretKey;
  readonly endpointURL?: string;
  readonly s3Credentials?: {
    readonly accessKeyId?: SecretKey;
    readonly inheritFromIAMRole?: boolean;
    readonly region?: SecretKey;
    readonly secretAccessKey?: SecretKey;
    readonly sessionToken?: SecretKey;
  };
  readonly serverName?: string;
  readonly wal?: { readonly compression?: 'bzip2' | 'gzip' | 'lz4' | 'snappy' | 'xz' | 'zstd'; readonly encryption?: 'AES256' | 'aws:kms'; readonly maxParallel?: number };
}

/** The fields of ObjectStore, barmancloud.cnpg.io/v1, that slipway renders. */
export interface ObjectStoreProps {
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly configuration: ObjectStoreConfiguration;
    readonly instanceSidecarConfiguration?: { readonly resources?: ResourceRequirements; readonly retentionPolicyIntervalSeconds?: number };
    /** How long backups are kept: `30d`, `4w`, `6m`. */
    readonly retentionPolicy?: string;
  };
}

/**
 * ObjectStore, barmancloud.cnpg.io/v1: typed by hand, because the plugin's definition is not among
 * those that imports/ is generated from.
 *
 * @see https://cloudnative-pg.io/plugin-barman-cloud/docs/plugin-barman-cloud.v1/
 */
export class ObjectStore extends ApiObject {
  constructor(scope: Construct, id: string, props: ObjectStoreProps) {
    super(scope, id, { ...(props as object), apiVersion: 'barmancloud.cnpg.io/v1', kind: 'ObjectStore' });
  }
}
