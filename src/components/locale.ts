// The languages of the site.

export const locales = ['en', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];

/** The first part of a path: nothing for English, `zh-cn` for Chinese. */
export function prefixOf(locale: Locale): string {
  return locale === 'en' ? '' : '/zh-cn';
}

/** The paths that Astro builds for a page that exists in every language. */
export function localePaths() {
  return locales.map((locale) => ({ params: { locale: locale === 'en' ? undefined : 'zh-cn' }, props: { locale } }));
}
