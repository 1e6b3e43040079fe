import { writeFileSync } from 'node:fs'
import { migrate } from '../src/platform/database/migrate.ts'
import { openDatabase } from '../src/platform/database/open.ts'
import { schemaText } from '../src/platform/database/schema.ts'

const db = openDatabase(':memory:')
await migrate(db)
writeFileSync('db/schema.sql', await schemaText(db))
await db.destroy()
