import { gzipSync } from 'node:zlib'
import { describe, expect } from 'vitest'
import { MAX_FILE_BYTES } from '../../../src/discord/commands/transfer/export.ts'
import { en } from '../../../src/locales/en.ts'
import type { ExportFile } from '../../../src/memory/transfer/file-format.ts'
import {
  exportedConversation,
  exportedFact,
  exportedStatement,
  exportFileOf,
  messageIdFrom,
} from '../../memory/support/export-file.ts'
import { importFile, readExportFile } from '../support/export-file.ts'
import { readRedis } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'
import { readStoredMemory } from '../support/stored-memory.ts'

const { files, forget } = en
const { kinds } = files

test.for(['the DM', 'a server'])(
  'what was forgotten comes back in %s, also after a restart; twice changes nothing',
  async (where, { discord, bot, model, ada, general }) => {
    const here = where === 'the DM' ? ada.dmChannel : general
    await discord.reply(await ada.says(here, 'My sister Sarah lives in Oslo', { mention: true }))
    await seedMemory(bot, ada, here, {
      facts: [{ text: 'Sarah lives in Oslo.' }],
      statements: [{ entity: 'e1', field: 'name', value: 'Sarah' }],
    })
    await bot.learned(ada) // so that nothing of it changes by itself
    const before = await readExportFile((await ada.command('export')).message)
    const form = await ada.command('forget', { what: forget.everything })
    const typed = await ada.clicks(form.message ?? fail(), forget.everythingButton, { until: 'acknowledged' })
    await ada.submits(typed, { [forget.formLabel]: forget.phrase })
    await bot.restart()
    const empty = await readStoredMemory(bot, ada)

    const first = await importFile(ada, before, { in: here })
    await bot.restart()
    const second = await importFile(ada, before, { packed: true })
    const after = await readExportFile((await ada.command('export')).message)
    await discord.reply(await ada.says(here, 'Where does Sarah live?', { mention: true }))

    expect(empty.facts).toEqual([])
    expect(first.ephemeral).toBe(true)
    expect(first.text).toContain(files.back)
    for (const line of [kinds.facts(1), kinds.statements(1), kinds.conversations(1), kinds.turns(2)]) {
      expect(first.text).toContain(`- ${line}`)
    }
    expect(second.text).toContain(files.allHereAlready)
    const { exportedAt, settings } = after
    expect(after).toEqual({ ...before, exportedAt, settings, conversations: before.conversations.map(unshown) })
    expect(model.calls.at(-1)?.text).toContain('Sarah lives in Oslo.')
    expect(model.calls.at(-1)?.window.map(({ content }) => content)).toContain('My sister Sarah lives in Oslo')
  },
)

describe.concurrent('what is refused altogether, and changes nothing', () => {
  test.for<[keyof typeof files.cannotRead, object | string | Uint8Array]>([
    ['garbage', 'no JSON at all'],
    ['garbage', ''],
    ['garbage', Buffer.from([0xff, 0xfe, 0x7b])],
    ['garbage', Buffer.concat([gzipSync('{}').subarray(0, 12), Buffer.alloc(20, 7)])],
    ['otherFormat', [1, 2, 3]],
    ['otherFormat', 'null'],
    ['otherFormat', { format: 'something-else', version: 1 }],
    ['otherVersion', { format: 'keepsake-memory', version: 2 }],
    ['otherUser', exportFileOf('77')],
    ['tooMuch', gzipSync(Buffer.alloc(65 * 1024 * 1024, 32))],
    ['tooMuch', gzipSync(`[${'[],'.repeat(7_000_000)}0]`)],
    ['tooLarge', Buffer.alloc(MAX_FILE_BYTES + 1)],
  ])('%s', async ([why, file], { bot, ada }) => {
    const answer = await importFile(ada, file)

    expect(answer.content).toBe(files.cannotRead[why])
    expect([...(await readRedis(bot.keyPrefix)).keys()].filter(key => key.startsWith(`facts:{${ada.id}}`))).toEqual([])
  })

  test('what is not whole, told by where and how, without what stands there', async ({ ada }) => {
    const file = exportFileOf(ada.id)

    const broken = [
      await importFile(ada, { ...file, facts: 'my darkest secret' }),
      await importFile(ada, { ...file, settings: { isPaused: 'my darkest secret' } }),
      await importFile(ada, { format: file.format, version: file.version }),
    ]

    expect(broken.map(({ content }) => content)).toEqual([
      files.cannotRead.broken('facts', 'invalid_type'),
      files.cannotRead.broken('settings.isPaused', 'invalid_type'),
      files.cannotRead.broken('user', 'invalid_type'),
    ])
  })

  test('what Discord does not give', async ({ discord, ada }) => {
    const gone = discord.world.files
    const original = gone.get.bind(gone)
    gone.get = () => undefined
    const answer = await importFile(ada, exportFileOf(ada.id))
    gone.get = original

    expect(answer.content).toBe(files.cannotRead.notLoaded)
  })
})

test('what can’t be taken is refused one by one, with its reason; the rest comes back', async ({
  discord,
  bot,
  ada,
  bob,
}) => {
  const bobs = await bob.dm('this is mine')
  await discord.reply(bobs)
  const later = messageIdFrom(-60)
  const file = exportFileOf(ada.id, {
    facts: [
      exportedFact(),
      exportedFact(),
      exportedFact({ id: 'f2', text: 'My password is hunter2' }),
      exportedFact({ id: 'f3', sources: [later] }),
      exportedFact({ id: 'no id' }),
      exportedFact({ id: 'f5', kind: 'gossip' as 'topic' }),
      exportedFact({ id: 'f6', text: 'The user likes tea.', sources: [bobs.id] }),
    ],
    statements: [exportedStatement(), exportedStatement({ field: 'favourite' })],
    conversations: [
      exportedConversation({ channel: ada.dmChannel.id }),
      exportedConversation({ channel: 'x' }),
      exportedConversation({ channel: '6', learnedTo: `q:${later}` }),
    ],
  })

  const { text: content } = await importFile(ada, file)
  const again = await importFile(ada, file)

  const notTaken = [
    `${kinds.facts(2)}: ${files.why.broken}`,
    `${kinds.facts(1)}: ${files.why.secret}`,
    `${kinds.facts(1)}: ${files.why.later}`,
    `${kinds.facts(1)}: ${files.why.twice}`,
    `${kinds.statements(1)}: ${files.why.broken}`,
    `${kinds.conversations(1)}: ${files.why.broken}`,
    `${kinds.conversations(1)}: ${files.why.later}`,
  ]
  for (const line of [kinds.facts(2), kinds.statements(1), kinds.conversations(1), ...notTaken]) {
    expect(content).toContain(`- ${line}`)
  }
  expect(content).toContain('`facts.4.id` (invalid_format), `facts.5.kind` (invalid_value)')
  expect(content).not.toMatch(/hunter2|gossip/u)
  expect(again.text).toContain(files.allHere)
  expect((await readStoredMemory(bot, ada)).facts).toEqual(['The user lives in Lisbon.', 'The user likes tea.'])
  expect(JSON.stringify(bot.log)).not.toMatch(/hunter2|gossip/u)

  await bob.deletes(bobs)
  await discord.reply(await bob.dm('hello'))
  expect((await readStoredMemory(bot, ada)).facts).toHaveLength(2)
})

test('the same file twice at once comes back once', async ({ bot, ada }) => {
  const parts = { facts: [exportedFact()], statements: [exportedStatement()], conversations: [exportedConversation()] }
  const file = exportFileOf(ada.id, parts)

  const answers = await Promise.all([importFile(ada, file), importFile(ada, file)])

  expect(answers.filter(({ text }) => text.includes(files.back))).toHaveLength(1)
  expect(answers.filter(({ text }) => text.includes(files.allHereAlready))).toHaveLength(1)
  expect((await readStoredMemory(bot, ada)).facts).toEqual(['The user lives in Lisbon.'])
})

test('of 100,000 facts those of most use come back, as many as are kept', async ({ bot, ada }) => {
  const newest = Date.now() - 60_000
  const facts = Array.from({ length: 100_000 }, (_, at) =>
    exportedFact({ id: `f${at}`, text: `Fact ${at}.`, saidAt: newest - at * 60_000 }),
  )

  const { text: content } = await importFile(ada, exportFileOf(ada.id, { facts }), { packed: true })

  expect(content).toContain(`- ${kinds.facts(1000)}`)
  expect(content).toContain(`- ${kinds.facts(99_000)}: ${files.why.noRoom}`)
  const { facts: known } = await readStoredMemory(bot, ada)
  expect(known).toHaveLength(1000)
  expect(known).toContain('Fact 0.')
  expect(known).toContain('Fact 999.')
})

/** Everything was forgotten, also which messages showed the answers. */
function unshown(held: ExportFile['conversations'][number]) {
  return { ...held, turns: held.turns.map(turn => (turn.role === 'user' ? turn : { ...turn, messages: [] })) }
}

function fail(): never {
  throw new Error('The bot showed no message.')
}
