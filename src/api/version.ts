/** The Engine API version that the daemon speaks and the clients ask for first. */
export const API_VERSION = '1.50';
/** The oldest API version that the daemon accepts. */
export const MIN_API_VERSION = '1.24';
/** The version of the engine and of the docker CLI. */
export const ENGINE_VERSION = '28.2.2';
