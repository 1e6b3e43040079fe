import { Router } from 'express'
import type { AppContext } from '../../context.ts'

export function authRoutes(_app: AppContext) {
  const routes = Router()
  return routes
}
