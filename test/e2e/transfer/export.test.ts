import { randomBytes } from 'node:crypto'
import { RESTJSONErrorCodes } from 'discord.js'
import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import type { ExportFile } from '../../../src/memory/transfer/file-format.ts'
import { exportedConversation, exportFileOf, messageIdFrom } from '../../memory/support/export-file.ts'
import { importFile, readExportFile } from '../support/export-file.ts'
import type { Story } from '../support/fixtures.ts'
import { messageOf } from '../support/panels.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'

const { files } = en

/** Of which nothing waits to be learned, and so nothing changes; the turns newest first. */
function learnedConversation(channel: string, turns: ExportFile['conversations'][number]['turns']) {
  const last = `q:${turns[0]?.id ?? ''}` as const
  return exportedConversation({ channel, turns, learnedTo: last, summarizedTo: last })
}

async function known({ discord, bot }: Pick<Story, 'discord' | 'bot'>) {
  const [ada, bob, general] = [discord.user('Ada'), discord.user('Bob'), discord.channel('general')]
  await discord.reply(await bob.says(general, 'I have a secret', { mention: true }))
  const said = await ada.says(general, 'My sister Sarah lives in Oslo', { mention: true })
  await discord.reply(said)
  await seedMemory(bot, ada, general, {
    facts: [{ id: 'f1', text: 'Sarah lives in Oslo.', near: 'words around it' }],
    statements: [{ entity: 'e1', field: 'name', value: 'Sarah' }],
    summary: 'They talked about Sarah.',
  })
  const inDm = await ada.dm('I like tea')
  await discord.reply(inDm)
  return { ada, general, said, inDm }
}

test('in the DM the file comes with the answer, and holds everything of one’s own', async ({ discord, bot }) => {
  const { ada, general, said, inDm } = await known({ discord, bot })

  const answer = await ada.command('export')
  const file = await readExportFile(answer.message)

  expect(answer.ephemeral).toBe(true)
  expect(answer.text).toContain(files.here)
  expect(file).toMatchObject({ format: 'keepsake-memory', version: 1, user: ada.id, settings: { isPaused: false } })
  expect(file.facts).toMatchObject([
    { id: 'f1', text: 'Sarah lives in Oslo.', sources: [said.id], near: 'words around it' },
  ])
  expect(file.statements).toMatchObject([{ entity: 'e1', field: 'name', value: 'Sarah' }])
  expect(file.conversations).toMatchObject([
    { channel: general.id, guild: discord.guild.id, segments: [{ text: 'They talked about Sarah.' }] },
    { channel: ada.dmChannel.id, scope: 'dm', turns: [{ role: 'user', id: inDm.id, text: 'I like tea' }, {}] },
  ])
  expect(JSON.stringify(file)).not.toMatch(/secret|embedding/u)
})

describe.concurrent('elsewhere it comes in a direct message', () => {
  test('in a server, by command and by the button of /privacy, also after a restart', { concurrent: false }, async ({
    discord,
    bot,
  }) => {
    const { ada, general } = await known({ discord, bot })
    const panel = await ada.command('privacy', {}, { in: general })

    const answer = await ada.command('export', {}, { in: general })
    const byCommand = discord.messages(ada.dmChannel).at(-1)
    await bot.restart()
    const clicked = await ada.clicks(messageOf(panel), en.privacy.export)
    const byButton = discord.messages(ada.dmChannel).at(-1)

    expect([answer.content, clicked.content]).toEqual([files.sent, files.sent])
    expect([answer.ephemeral, clicked.ephemeral]).toEqual([true, true])
    expect(byCommand?.content).toBe(files.here)
    expect((await readExportFile(byCommand)).facts).toHaveLength(1)
    expect(byButton?.id).not.toBe(byCommand?.id)
    expect((await readExportFile(byButton)).facts).toHaveLength(1)
  })

  test('in a group, where nothing is kept', async ({ discord, bot, bob }) => {
    const { ada } = await known({ discord, bot })

    const answer = await ada.command('export', {}, { in: discord.createGroupDm(ada, bob) })

    expect(answer.content).toBe(files.sent)
    expect((await readExportFile(discord.messages(ada.dmChannel).at(-1))).facts).toHaveLength(1)
  })

  test('unless the user takes none: then it is said', async ({ discord, bot }) => {
    const { ada, general } = await known({ discord, bot })
    discord.fail({
      method: 'POST',
      path: new RegExp(`/channels/${ada.dmChannel.id}/messages$`, 'u'),
      status: 403,
      body: { code: RESTJSONErrorCodes.CannotSendMessagesToThisUser, message: 'Cannot send messages to this user' },
    })

    expect((await ada.command('export', {}, { in: general })).content).toBe(files.noDm)
  })
})

test('of whom nothing is known, the file says so', async ({ ada }) => {
  const file = await readExportFile((await ada.command('export')).message)

  expect(file).toMatchObject({ facts: [], statements: [], conversations: [] })
})

test('a large one is packed, and can be brought back', async ({ ada }) => {
  const text = 'It was a dark and stormy night. '.repeat(2800)
  const said = { text, saidAt: Date.now() - 60_000, scope: 'dm', rev: 0 } as const
  const conversations = ['5', '6'].map(channel =>
    learnedConversation(
      channel,
      Array.from({ length: 50 }, (_, at) => ({ role: 'user', id: messageIdFrom(at + 1), ...said })),
    ),
  )
  await importFile(ada, exportFileOf(ada.id, { conversations }), { packed: true })

  const { message } = await ada.command('export', {}, { timeout: 20_000 })
  const file = await readExportFile(message)

  expect(message?.attachments[0]?.filename).toBe('keepsake.json.gz')
  expect(file.conversations.map(({ turns }) => turns.length)).toEqual([50, 50])
})

describe('where less may be sent', () => {
  test.override({ loopback: { attachmentSizeLimit: 100_000 } })

  test('a file that is larger is told, with what can be done', async ({ ada, general }) => {
    // What can't be made smaller.
    const turns = [1, 2].map(minutes => ({
      ...{ role: 'user' as const, id: messageIdFrom(minutes), text: randomBytes(50_000).toString('base64') },
      ...{ saidAt: 1000, scope: 'dm' as const, rev: 0 },
    }))
    await importFile(ada, exportFileOf(ada.id, { conversations: [learnedConversation('5', turns)] }))

    const inDm = await ada.command('export')
    const inServer = await ada.command('export', {}, { in: general })

    expect([inDm.text, inServer.text]).toEqual([files.tooLarge(1), files.tooLarge(1)])
  })
})
