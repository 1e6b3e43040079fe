import { createHash } from 'node:crypto'

interface Link { at: string; actor_id: number | null; action: string; subject_type: string; subject_id: number | null; result: string; detail: string }

/**
 * Ties an act to all acts before it: who alters, adds or takes out one without making every later hash anew is found out. The address and the
 * request are left out, since they are forgotten in time; a person is a number here, which stays when her name is erased.
 */
export function chainHash(previous: string, { at, actor_id, action, subject_type, subject_id, result, detail }: Link): string {
  return createHash('sha256').update(JSON.stringify([previous, at, actor_id, action, subject_type, subject_id, result, detail])).digest('base64url')
}
