import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';

const lessons = defineCollection({
  // The id is the path, so that nothing but the file's place says which module and language it belongs to.
  loader: glob({ base: './lessons', pattern: '{en,zh-CN}/*/*.md', generateId: ({ entry }) => entry.replace(/\.md$/, '') }),
  schema: z.object({
    title: z.string(),
    summary: z.string(),
    minutes: z.number(),
    /** The state that the host starts in, as commands. */
    scenario: z.string().nullish(),
    /** The stable name in addresses and in saved progress; the same in every language. */
    slug: z.string(),
  }),
});

export const collections = { lessons };
