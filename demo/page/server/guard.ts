import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'

/** What the page may load and do: its own files and nothing else; pictures also from `data:`, which loads nothing. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS = {
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const

/**
 * Answers only who called this very address. A site can give its own name the address 127.0.0.1 (DNS rebinding) and would then
 * count as the same origin: its name stands in the Host header all the same.
 */
export function requireHost(host: () => string): MiddlewareHandler {
  return async (http, next) => {
    for (const [name, value] of Object.entries(HEADERS)) http.header(name, value)
    if (http.req.header('Host') !== host()) return refuse(http, 403, 'Open the address that the demo printed.')
    return await next()
  }
}

/**
 * Lets only those in who have the token, in a header: that no form, picture or script of another site can send, and no other
 * server on this machine gets to see, as it would a cookie.
 */
export function requireToken(token: string): MiddlewareHandler {
  const expected = digest(`Bearer ${token}`)
  return async (http, next) => {
    // Digests are of one length, which a comparison in constant time needs.
    if (!timingSafeEqual(digest(http.req.header('Authorization') ?? ''), expected))
      return refuse(http, 401, 'This page belongs to a demo that has ended. Open the address that the demo printed.')
    return await next()
  }
}

/** What changes something has to come from the page itself. */
export function requireOrigin(host: () => string): MiddlewareHandler {
  return async (http, next) => {
    const site = http.req.header('Sec-Fetch-Site')
    const isOwn = http.req.header('Origin') === `http://${host()}` && (site === undefined || site === 'same-origin')
    if (!isOwn) return refuse(http, 403, 'Only the page of the demo may do that.')
    return await next()
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

export function refuse(http: Context, status: 400 | 401 | 403 | 404 | 413, error: string): Response {
  return http.json({ ok: false, error }, status)
}
