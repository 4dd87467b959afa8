import { expect } from 'vitest'
import type { ExportFile } from '../../../src/memory/transfer/file-format.ts'
import { exportedConversation, exportedFact, exportFileOf } from '../../memory/support/export-file.ts'
import { test as story } from '../support/running-bot.ts'

/** Characters that a compatibility form makes many of, and such that a search begins anew at. */
const WORST = ['…', '㌖', 'ﷺ', 'a.', '꙰', 'my pin ']
const FACTS = 150
const LENGTH = 4000
/** So often others have their turn while such a file is read: in one piece it would be once or twice. */
const FEWEST_ANSWERS = 3

// On a busy machine the import takes longer than somebody has messages for in a minute.
const test = story.override({ settings: { MESSAGES_PER_MINUTE: '1000' } })

function worstFile(user: string): ExportFile {
  const textOf = (at: number, length: number) =>
    `${at} ${(WORST[at % WORST.length] ?? '').repeat(length)}`.slice(0, length)
  const [summary] = exportedConversation().segments
  const segments = Array.from({ length: 20 }, (_, at) => ({
    ...(summary as NonNullable<typeof summary>),
    ...{ id: `s${at}`, text: textOf(at, 2 * LENGTH - 10) },
  }))
  return exportFileOf(user, {
    facts: Array.from({ length: FACTS }, (_, at) =>
      exportedFact({ id: `f${at}`, text: textOf(at, LENGTH), quote: textOf(at, LENGTH) }),
    ),
    conversations: [exportedConversation({ segments })],
  })
}

test('others are answered, one question after the other, while the worst file is brought back', {
  timeout: 120_000,
}, async ({ discord, ada, bob }) => {
  await discord.reply(await bob.dm('hello'))
  let isOver = false
  const file = { name: 'keepsake.json', contentType: 'application/json', data: JSON.stringify(worstFile(ada.id)) }
  const imported = ada.command('import', { file }, { timeout: 110_000 }).finally(() => {
    isOver = true
  })
  let answers = 0
  while (!isOver) {
    await discord.reply(await bob.dm(`question ${answers}`))
    if (!isOver) answers += 1
  }

  expect((await imported).text).not.toBe('')
  expect(answers).toBeGreaterThanOrEqual(FEWEST_ANSWERS)
})
