/** The mirror that images without a sources.list use. */
export const MIRROR = 'mirror.drydock.test';
