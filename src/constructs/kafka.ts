import { type Construct } from 'constructs';
import { type KafkaDependency } from './kafka-connection.ts';
import { type InClusterKafkaProps, inClusterKafka } from './kafka-in-cluster.ts';
import { type ManagedKafkaProps, managedKafka } from './kafka-managed.ts';
import { type StrimziKafkaProps, strimziKafka } from './kafka-strimzi.ts';

/** Kafka in one of its forms; a program sees no difference but what its variables say. */
export type KafkaProps = InClusterKafkaProps | StrimziKafkaProps | ManagedKafkaProps;

/** Makes Kafka. */
export const Kafka = {
  /**
   * Kafka of the form that the props say, as a dependency.
   *
   * @throws UserError with all that is wrong with the props
   */
  from(scope: Construct, id: string, props: KafkaProps): KafkaDependency {
    switch (props.form) {
      case 'in-cluster':
        return inClusterKafka(scope, id, props);
      case 'strimzi':
        return strimziKafka(scope, id, props);
      case 'managed':
        return managedKafka(scope, id, props);
    }
  },
};
