export { createNews, News, type NewsListener } from './news.ts';
export { forgetting, TaggedCache, type Loaded, type TaggedCacheOptions } from './tagged-cache.ts';
