/** The oldest Kubernetes minor that slipway knows: 28 for 1.28. */
export const OLDEST_MINOR = 28;

/** The newest Kubernetes minor that slipway knows, which is meant where nobody says which. */
export const NEWEST_MINOR = 36;
