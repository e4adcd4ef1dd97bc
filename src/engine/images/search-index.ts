/** Repositories that a search on Docker Hub finds beside those of the catalogue: descriptions and stars as people see them. */
import type { IndexEntry } from './hub.ts';
import { CATALOGUE } from './catalogue/catalogue.ts';

const OTHERS: readonly IndexEntry[] = [
  { name: 'nginx/nginx-ingress', description: 'NGINX and  NGINX Plus Ingress Controllers fo…', stars: 106, official: false },
  { name: 'bitnami/nginx', description: 'Bitnami container image for NGINX', stars: 200, official: false },
  { name: 'bitnami/redis', description: 'Bitnami container image for Redis', stars: 320, official: false },
  { name: 'bitnami/postgresql', description: 'Bitnami container image for PostgreSQL', stars: 240, official: false },
];

/** The index of the course's Docker Hub. */
export function searchIndex(): IndexEntry[] {
  return [...CATALOGUE.map(({ name, description, stars, official }) => ({ name, description, stars, official })), ...OTHERS];
}

/** What the recordings found. */
export const RECORDED_INDEX: readonly IndexEntry[] = [
  { name: 'nginx', description: 'Official build of Nginx.', stars: 20800, official: true },
  { name: 'nginx/nginx-ingress', description: 'NGINX and  NGINX Plus Ingress Controllers fo…', stars: 106, official: false },
  { name: 'bitnami/nginx', description: 'Bitnami container image for NGINX', stars: 200, official: false },
  { name: 'redis', description: "Redis is the world's fastest data platform.", stars: 13300, official: true },
];
