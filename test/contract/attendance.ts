import { describe, expect, test } from 'vitest'
import type { Attendance } from '../../src/memory/ports/attendance.ts'
import { wholeBot } from '../support/whole-bot.ts'

const DAY_MS = 86_400_000

/** What every `Attendance` does. `make` opens an empty one. */
export function attendanceContract(make: () => Attendance): void {
  describe('until when everything was heard', () => {
    test('is not known before it was noted', async () => {
      expect(await make().read()).toEqual({ heard: [], directUsers: [] })
    })

    test('is the last note, with who spoke in direct messages, the newest first', async () => {
      const attendance = make()
      const now = Date.now()
      await attendance.noteHeard(now - 2000, wholeBot)
      await attendance.noteDirectUsers(now - 2000, ['1', '2'])
      await attendance.noteHeard(now, wholeBot)
      await attendance.noteDirectUsers(now - 1000, ['3', '1'])
      await attendance.noteDirectUsers(now, [])

      expect((await attendance.read()).heard).toEqual([{ shard: 0, count: 1, until: now }])
      expect((await attendance.read()).directUsers.slice(0, 2).toSorted()).toEqual(['1', '3'])
      expect((await attendance.read()).directUsers.at(-1)).toBe('2')
    })

    test('is noted for the shards of each process by itself', async () => {
      const attendance = make()
      await attendance.noteHeard(1000, { ids: [0, 1], count: 4 })
      await attendance.noteHeard(2000, { ids: [2, 3], count: 4 })
      await attendance.noteHeard(3000, { ids: [1], count: 4 })
      await attendance.noteHeard(4000, { ids: [], count: 4 })

      expect((await attendance.read()).heard.toSorted((one, other) => one.shard - other.shard)).toEqual([
        { shard: 0, count: 4, until: 1000 },
        { shard: 1, count: 4, until: 3000 },
        { shard: 2, count: 4, until: 2000 },
        { shard: 3, count: 4, until: 2000 },
      ])
    })

    test('knows 50 people, and none that was silent for a day', async () => {
      const attendance = make()
      const now = Date.now()
      await attendance.noteDirectUsers(now - DAY_MS - 1000, ['999'])
      for (let n = 1; n <= 60; n += 1) await attendance.noteDirectUsers(now + n, [String(n)])
      const { directUsers } = await attendance.read()

      expect(directUsers).toHaveLength(50)
      expect(directUsers[0]).toBe('60')
      expect(directUsers).not.toContain('999')
    })
  })
}
