import { sql } from 'kysely'
import type { AppContext } from '../context.ts'
import type { Db, Trx } from '../database.ts'
import { finnishDay } from '../i18n/finnish-day.ts'
import type { Viewer } from '../people/viewer.ts'

type Uploader = Pick<Viewer, 'id' | 'municipalityId'>
const dayOf = (at: string) => finnishDay(new Date(at))

/** Bytes that a person has sent today, in Finnish time, and that people of her municipality have sent in all. */
async function sent(db: Db, { id, municipalityId }: Uploader, at: string): Promise<{ today: number; municipality: number }> {
  const sum = sql<number>`coalesce(sum(bytes), 0)`.as('bytes')
  const [own, all] = await Promise.all([
    db.selectFrom('upload_day').where('person_id', '=', id).where('day', '=', dayOf(at)).select(sum).executeTakeFirstOrThrow(),
    db.selectFrom('upload_day').where('municipality_id', '=', municipalityId).select(sum).executeTakeFirstOrThrow(),
  ])
  return { today: own.bytes, municipality: all.bytes }
}

/** bytes that may still be sent */
export interface UploadRoom { today: number; municipality: number }

export async function uploadRoom({ db, config, now }: Pick<AppContext, 'db' | 'config' | 'now'>, uploader: Uploader): Promise<UploadRoom> {
  const { today, municipality } = await sent(db, uploader, now().toISOString())
  return { today: Math.max(0, config.uploadPersonDayBytes - today), municipality: Math.max(0, config.uploadMunicipalityBytes - municipality) }
}

/** Which limit a file of that size would break; null when none. */
export const quotaProblem = (room: UploadRoom, size: number): 'person' | 'municipality' | null => (size > room.today ? 'person' : size > room.municipality ? 'municipality' : null)

/** Counts a file that was taken, in the transaction that takes it. */
export async function countUpload(trx: Trx, at: string, { id, municipalityId }: Uploader, bytes: number) {
  await trx.insertInto('upload_day').values({ person_id: id, municipality_id: municipalityId, day: dayOf(at), files: 1, bytes })
    .onConflict((known) => known.columns(['person_id', 'municipality_id', 'day']).doUpdateSet((set) => ({ files: set('upload_day.files', '+', 1), bytes: set('upload_day.bytes', '+', bytes) }))).execute()
}
