/** The protocols that ports have. */
export const PROTOCOLS: readonly string[] = ['SCTP', 'TCP', 'UDP'];
