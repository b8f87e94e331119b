import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'

const NHSUK = join(dirname(createRequire(import.meta.url).resolve('nhsuk-frontend/package.json')), 'dist')
const OURS = fileURLToPath(new URL('assets/', import.meta.url))

/** Where templates of the design system are found, as `nhsuk/components/…`. */
export const NHSUK_TEMPLATES = NHSUK

const nhsuk = (name: string): string => readFileSync(join(NHSUK, 'nhsuk', name), 'utf8')
const ours = (name: string): string => readFileSync(join(OURS, name), 'utf8')

/**
 * The font is licensed for the NHS's own services, and lies on another site: both forbid it here, so pages are set in Arial,
 * as the design system says for others.
 */
const withoutFont = (css: string): string =>
  css.replaceAll(/@font-face\{[^}]*\}/g, '').replaceAll('/*# sourceMappingURL=', '/*')

type Asset = { path: string; type: string; body: string }

function asset(name: string, type: string, body: string): Asset {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 10)
  const at = name.lastIndexOf('.')
  return { path: `/assets/${name.slice(0, at)}-${hash}${name.slice(at)}`, type, body }
}

const script = (name: string, body: string) => asset(name, 'text/javascript; charset=utf-8', body)

const STYLE = asset(
  'rother.css',
  'text/css; charset=utf-8',
  `${withoutFont(nhsuk('nhsuk-frontend.min.css'))}\n${ours('app.css')}`,
)
const DESIGN_SYSTEM = script('nhsuk.js', nhsuk('nhsuk-frontend.min.js').replace(/\/\/# sourceMappingURL=.*/, ''))
const APP = script('app.js', ours('app.js').replace('./nhsuk.js', DESIGN_SYSTEM.path))
const VISIT = script('visit.js', ours('visit.js'))
/** For whoever holds an old telephone: all the style that a page behind a link has. */
const LIGHT = asset('light.css', 'text/css; charset=utf-8', ours('light.css'))
const ICON = asset('icon.svg', 'image/svg+xml', ours('icon.svg'))

/** Addresses of the one style sheet and the scripts, of which a visit has one of its own; a changed file has a new address. */
export const ASSETS = { style: STYLE.path, script: APP.path, visit: VISIT.path, icon: ICON.path, light: LIGHT.path }

/** Style and scripts, kept by browsers for a year: their address changes with what is in them. */
export function registerAssets(app: FastifyInstance): void {
  for (const { path, type, body } of [STYLE, LIGHT, DESIGN_SYSTEM, APP, VISIT, ICON])
    app.get(path, { config: { access: 'public', rateLimit: false }, schema: { hide: true } }, async (_request, reply) =>
      reply.type(type).header('cache-control', 'public, max-age=31536000, immutable').send(body),
    )
  for (const name of ['arrow-down', 'arrow-up', 'arrow-up-down', 'cross']) {
    const body = readFileSync(join(NHSUK, 'nhsuk/assets/images', `nhsuk-icon-${name}.svg`), 'utf8')
    app.get(
      `/assets/images/nhsuk-icon-${name}.svg`,
      { config: { access: 'public', rateLimit: false }, schema: { hide: true } },
      async (_request, reply) =>
        reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(body),
    )
  }
}
