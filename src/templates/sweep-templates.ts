import type { AppContext } from '../context.ts'
import { forgetOrders } from './orders/orders.queries.ts'
import { forgetMessages } from './saved/saved.queries.ts'
import { forgetCounted } from './use/use.queries.ts'

const DAY = 86_400_000
/** How long things are kept, in days: what ties repeated acts together, a saved message since its last change, an order since it was answered. */
const KEPT = { counted: 2, messages: 3 * 366, orders: 366 }

export async function sweepTemplates(app: AppContext): Promise<void> {
  const now = app.now().getTime(), before = (days: number) => new Date(now - days * DAY).toISOString()
  await app.db.transaction().execute(async (trx) => {
    await forgetCounted(trx, before(KEPT.counted))
    await forgetMessages(trx, before(KEPT.messages))
    await forgetOrders(trx, before(KEPT.orders))
  })
}
