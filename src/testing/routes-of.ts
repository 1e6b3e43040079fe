import type { Express, RequestHandler } from 'express'
import { accessOf, type Access } from '../people/auth/access.ts'
import { supervisorsOnly } from '../people/supervisor.ts'

export interface RouteRow { method: string; path: string; access: Access | undefined; /** only for whoever leads people */ supervisors: boolean }
interface Layer { route?: { path: string; methods: Record<string, boolean>; stack: { handle: RequestHandler }[] }; handle: RequestHandler & { stack?: Layer[] } }

/** Every route of the live router with who may use it: what `allow(…)` says in its first handler; undefined where it says nothing. */
export function routesOf(site: Express): RouteRow[] {
  const rows: RouteRow[] = []
  const walk = (layers: Layer[]) => {
    for (const { route, handle } of layers) {
      if (route) for (const method of Object.keys(route.methods)) rows.push({ method: method.toUpperCase(), path: String(route.path), access: accessOf.get(route.stack[0]!.handle), supervisors: route.stack[1]?.handle === supervisorsOnly })
      else if (handle.stack) walk(handle.stack)
    }
  }
  walk((site as unknown as { router: { stack: Layer[] } }).router.stack)
  return rows
}
