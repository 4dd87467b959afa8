import { Redis } from 'ioredis'
import { expect, inject, onTestFinished, test } from 'vitest'
import { wordJudge } from '../../../../src/memory/content/judge.ts'
import { createExport } from '../../../../src/memory/transfer/export.ts'
import type { ExportFile } from '../../../../src/memory/transfer/file-format.ts'
import { importMemory } from '../../../../src/memory/transfer/import.ts'
import { openExportFile } from '../../../../src/memory/transfer/read-file.ts'
import { anyExportParts, exportFileOf } from '../../../memory/support/export-file.ts'
import { fc, runs } from '../../../support/property.ts'
import { snowflake } from '../../support/fixtures.ts'
import { wholeMemory } from '../../support/whole-memory.ts'

type Memory = ReturnType<typeof wholeMemory>

/** RediSearch works in database 0 alone. */
function memory(): Memory {
  const redis = new Redis(inject('redisUrl'), { db: 1 })
  onTestFinished(() => redis.disconnect())
  return wholeMemory(redis)
}

/** Everything that is kept, in an order that does not depend on when it was. */
async function exportedNow({ own }: Memory, user: string): Promise<ExportFile> {
  const file = createExport(await own.readUserData(user), 0)
  const byId = (a: { id: string }, b: { id: string }) => Number(a.id > b.id) - Number(a.id < b.id)
  return {
    ...file,
    facts: file.facts.toSorted(byId),
    statements: file.statements.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)),
    conversations: file.conversations.toSorted((a, b) => (a.channel < b.channel ? -1 : 1)),
  }
}

function placeOf({ entity, field, scope }: ExportFile['statements'][number]): string {
  return `${entity} ${scope} ${field}`
}

async function imported({ own }: Memory, file: ExportFile, user: string) {
  const opened = await openExportFile(new TextEncoder().encode(JSON.stringify(file)), user)
  if ('why' in opened) throw new Error(JSON.stringify(opened))
  return await importMemory(opened, { user, channel: '5' }, own, {
    maxFacts: 1000,
    maxEntities: 200,
    now: Date.now(),
    content: wordJudge,
  })
}

test('what was exported and forgotten comes back as it was, and a second time changes nothing', async () => {
  const here = memory()
  await fc.assert(
    fc.asyncProperty(anyExportParts, async parts => {
      const user = snowflake()
      const file = exportFileOf(user, parts)
      await imported(here, file, user)
      const before = await exportedNow(here, user)

      await here.own.forgetEverything(user, snowflake())
      const empty = await exportedNow(here, user)
      const first = await imported(here, before, user)
      const after = await exportedNow(here, user)
      const second = await imported(here, before, user)

      expect(empty).toMatchObject({ facts: [], statements: [], conversations: [] })
      expect(before.facts).toHaveLength(file.facts.length)
      expect(before.statements).toHaveLength(file.statements.length)
      expect(after).toEqual(before)
      expect(first.facts).toEqual({ kept: before.facts.length, here: 0, refused: new Map() })
      expect(second.facts).toEqual({ kept: 0, here: before.facts.length, refused: new Map() })
      expect(second.conversations).toEqual({ kept: 0, here: before.conversations.length, refused: new Map() })
      expect(second.settings.kept).toBe(0)
      expect(await exportedNow(here, user)).toEqual(before)
      await here.own.forgetEverything(user, snowflake())
    }),
    runs(30),
  )
})
