import { expect } from 'vitest'
import type { Person } from '../../../fake-discord/person.ts'
import { INTERACTIONS_PER_MINUTE } from '../../../src/discord/interactions/pace.ts'
import { en } from '../../../src/locales/en.ts'
import { messageOf } from '../support/panels.ts'
import { test } from '../support/running-bot.ts'

const known = async (who: Person) => messageOf(await who.command('whatdoyouknow')).content

test('somebody who uses commands faster than anybody can is asked to wait; others are not held up', async ({
  ada,
  bob,
}) => {
  const inTime = await Promise.all(Array.from({ length: INTERACTIONS_PER_MINUTE.actions }, () => known(ada)))
  const tooFast = await known(ada)
  const ofAnother = await known(bob)

  expect(new Set(inTime.map(text => text))).toEqual(new Set([en.know.nothing]))
  expect(tooFast).toBe(en.commands.tooFast)
  expect(ofAnother).toBe(en.know.nothing)
})
