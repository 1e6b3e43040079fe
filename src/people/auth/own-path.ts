const BASE = 'http://laavu.invalid'

/**
 * A path of this site to go on to, from an untrusted text; '/' for everything else. Browsers read `//host`, `/\host`, `/<tab>/host` and
 * more as other sites, so what is let through is the path as a URL parser wrote it.
 */
export function ownPath(value: unknown): string {
  if (typeof value !== 'string' || value.length > 2000 || !/^\/(?![/\\])[^\\\s\p{Cc}]*$/u.test(value)) return '/'
  if (!URL.canParse(value, BASE)) return '/'
  const url = new URL(value, BASE)
  return url.origin === BASE && !url.pathname.startsWith('//') ? url.pathname + url.search + url.hash : '/'
}
