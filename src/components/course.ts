// The course as the pages list it: modules in order, each with its lessons in one language.
import { getCollection } from 'astro:content';
import type { CollectionEntry } from 'astro:content';
import { parseBody } from '../course/parse.ts';
import { prefixOf } from './locale.ts';
import type { Locale } from './locale.ts';
import { moduleTitles } from './modules.ts';

export interface CourseLesson {
  entry: CollectionEntry<'lessons'>;
  slug: string;
  /** `1.2`: the module and the place in it. */
  number: string;
  href: string;
  tasks: string[];
}

export interface CourseModule {
  number: number;
  title: string;
  summary: string;
  lessons: CourseLesson[];
}

const byNumber = new Intl.Collator('en', { numeric: true });

/** All modules of the plan in order; those whose lessons are not written yet are empty. */
export async function courseOf(locale: Locale): Promise<CourseModule[]> {
  const entries = await getCollection('lessons', ({ id }) => id.startsWith(`${locale}/`));
  entries.sort((a, b) => byNumber.compare(a.id, b.id));
  return moduleTitles[locale].map(([title, summary], number) => {
    const own = entries.filter(({ id }) => moduleNumber(id) === number);
    const lessons = own.map((entry, at): CourseLesson => {
      const name = entry.id.split('/').at(-1) ?? '';
      const said = /^(?:\d+[-.])?(\d+)/.exec(name)?.[1];
      return {
        entry,
        slug: entry.data.slug,
        number: `${number}.${said ? Number(said) : at + 1}`,
        href: `${prefixOf(locale)}/lessons/${entry.data.slug}/`,
        tasks: parseBody(entry.body ?? '').tasks.map(({ id }) => id),
      };
    });
    return { number, title, summary, lessons };
  });
}

/** The module that a lesson's folder names by the digits it begins with; the plan's own names are understood too. */
function moduleNumber(id: string): number {
  const folder = id.split('/')[1] ?? '';
  const digits = /^\d+/.exec(folder)?.[0];
  return digits ? Number(digits) : moduleTitles.en.findIndex(([title]) => title.toLowerCase().replaceAll(' ', '-') === folder);
}
