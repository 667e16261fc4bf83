/**
 * Kinds whose deletion loses data, or takes others that hold data with them, by API group. Of a
 * group that holds nothing but data stores, every kind.
 */
const STATEFUL: Readonly<Record<string, readonly string[] | 'all'>> = {
  '': ['Namespace', 'PersistentVolume', 'PersistentVolumeClaim'],
  apps: ['StatefulSet'],
  'apiextensions.k8s.io': ['CustomResourceDefinition'],
  'snapshot.storage.k8s.io': ['VolumeSnapshot', 'VolumeSnapshotContent'],
  'postgresql.cnpg.io': ['Cluster', 'Database', 'Backup'],
  'acid.zalan.do': ['postgresql'],
  'postgres-operator.crunchydata.com': ['PostgresCluster'],
  'kafka.strimzi.io': ['Kafka', 'KafkaNodePool', 'KafkaTopic'],
  'redis.redis.opstreelabs.in': 'all',
  'databases.spotahome.com': 'all',
  'k8s.mariadb.com': ['MariaDB', 'Database'],
  'pxc.percona.com': ['PerconaXtraDBCluster'],
  'psmdb.percona.com': ['PerconaServerMongoDB'],
  'pgv2.percona.com': ['PerconaPGCluster'],
  'mysql.oracle.com': ['InnoDBCluster'],
  'mongodbcommunity.mongodb.com': 'all',
  'mongodb.com': 'all',
  'elasticsearch.k8s.elastic.co': 'all',
  'opensearch.opster.io': ['OpenSearchCluster'],
  'clickhouse.altinity.com': ['ClickHouseInstallation'],
  'rabbitmq.com': ['RabbitmqCluster', 'Queue'],
  'k8ssandra.io': 'all',
  'cassandra.datastax.com': 'all',
  'scylla.scylladb.com': ['ScyllaCluster'],
  'minio.min.io': ['Tenant'],
  'ceph.rook.io': 'all',
  'objectbucket.io': ['ObjectBucket', 'ObjectBucketClaim'],
  'etcd.database.coreos.com': 'all',
  'jetstream.nats.io': ['Stream', 'KeyValue', 'ObjectStore'],
};

/** Whether deleting an object of a kind loses data. @param group undefined: any */
export function statefulKind(group: string | undefined, kind: string): boolean {
  if (group === undefined) return Object.values(STATEFUL).some((kinds) => kinds !== 'all' && kinds.includes(kind));
  const kinds = Object.hasOwn(STATEFUL, group) ? STATEFUL[group] : undefined;
  return kinds === 'all' || kinds?.includes(kind) === true;
}
