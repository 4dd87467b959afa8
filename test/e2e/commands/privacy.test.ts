import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { version } from '../../../src/version.ts'
import { openPanel, sayAndSeedFact } from '../support/panels.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'
import { readStoredMemory } from '../support/stored-memory.ts'

const { forget, privacy } = en
const updated = { until: 'updated' } as const

describe.concurrent('/privacy', () => {
  test('tells what is kept, for how long, and where it goes', async ({ model, ada }) => {
    const panel = await ada.command('privacy')

    const { host } = new URL(model.url)
    expect(panel.ephemeral).toBe(true)
    expect(panel.text.split('\n')).toEqual([
      privacy.title,
      privacy.memoryOn,
      privacy.incognitoOff,
      expect.stringContaining('UTC'),
      privacy.retention(30, 1000, 200),
      privacy.provider(host, host, 5),
      privacy.version(version),
    ])
    expect(panel.controls.map(({ label, placeholder }) => label ?? placeholder)).toEqual([
      ...[privacy.pause, privacy.incognitoStart, privacy.otherTimeZone, privacy.chooseTimeZone],
      ...[privacy.export, privacy.forgetEverything],
    ])
  })

  test('pauses memory and switches it on again; each click shows how it is now', async ({ ada, general }) => {
    const panel = await openPanel(ada, 'privacy', general)

    const paused = (await ada.clicks(panel, privacy.pause, updated)).text
    const elsewhere = (await ada.command('privacy')).text
    const resumed = (await ada.clicks(panel, privacy.resume, updated)).text

    expect([paused, elsewhere].map(text => text.includes(privacy.memoryPaused))).toEqual([true, true])
    expect(resumed).toContain(privacy.memoryOn)
  })

  test('makes one conversation incognito, and no other', async ({ discord, ada, bob, general }) => {
    const panel = await openPanel(ada, 'privacy', general)

    const begun = (await ada.clicks(panel, privacy.incognitoStart, updated)).text
    const others = [
      (await ada.command('privacy')).text,
      (await ada.command('privacy', {}, { in: discord.channel('book club') })).text,
      (await bob.command('privacy', {}, { in: general })).text,
    ]
    const ended = (await ada.clicks(panel, privacy.incognitoEnd, updated)).text

    expect(begun).toContain(privacy.incognitoOn('').split('<')[0]?.slice(0, 40))
    for (const text of [...others, ended]) expect(text).toContain(privacy.incognitoOff)
  })

  test('its buttons work after a restart, and do nothing for anybody else', { concurrent: false }, async ({
    bot,
    ada,
    bob,
  }) => {
    const panel = await openPanel(ada, 'privacy')
    const ids = (await ada.command('privacy')).controls.map(({ custom_id: id = '' }) => id)
    await bot.restart()

    for (const id of ids.filter(id => id.includes(':privacy.'))) {
      const refused = await bob.forges({ channel: bob.dmChannel }, id, { values: ['Asia/Tokyo'] })
      expect(refused.text).toBe(en.commands.notYours)
    }
    const untouched = (await ada.command('privacy')).text
    const paused = (await ada.clicks(panel, privacy.pause, updated)).text

    expect(untouched).toContain(privacy.memoryOn)
    expect(untouched).not.toContain('Tokyo')
    expect(paused).toContain(privacy.memoryPaused)
  })

  test('takes a time zone from a menu, by which days are told from then on', async ({ discord, model, ada }) => {
    const panel = await openPanel(ada, 'privacy')

    const set = await ada.selects(panel, privacy.chooseTimeZone, ['Asia/Tokyo'], updated)
    await discord.reply(await ada.dm('What time is it?'))

    expect(set.text).toContain('Asia/Tokyo')
    expect(set.controls.find(({ placeholder }) => placeholder === privacy.chooseTimeZone)?.options).toContainEqual(
      expect.objectContaining({ value: 'Asia/Tokyo', default: true }),
    )
    expect(model.calls[0]?.question).toContain('Asia/Tokyo')
  })

  test.for([
    ['a city', 'são paulo', 'America/Sao_Paulo'],
    ['a name', ' europe/berlin ', 'Europe/Berlin'],
    ['an offset', 'UTC+5:30', '+05:30'],
  ] as const)('takes a time zone by %s, typed into a form', async ([, typed, zone], { ada }) => {
    const panel = await openPanel(ada, 'privacy')

    const set = await ada.submits(await ada.clicks(panel, privacy.otherTimeZone), { zone: typed }, updated)
    const later = await ada.command('privacy')

    expect(set.text).toContain(`${zone},`)
    expect(later.text).toContain(`${zone},`)
  })

  test('says so where it knows no such time zone, and goes back to its own when nothing is typed', async ({ ada }) => {
    const panel = await openPanel(ada, 'privacy')
    await ada.selects(panel, privacy.chooseTimeZone, ['Asia/Tokyo'], updated)

    const unknown = await ada.submits(await ada.clicks(panel, privacy.otherTimeZone), { zone: 'Atlantis' }, updated)
    const unknownText = unknown.text
    const cleared = await ada.submits(await ada.clicks(panel, privacy.otherTimeZone), { zone: '' }, updated)

    expect(unknownText).toContain(privacy.unknownTimeZone)
    expect(unknownText).toContain('Asia/Tokyo,')
    expect(cleared.text).toContain(privacy.defaultTimeZone('UTC', '').split('UTC')[0])
    expect(cleared.text).not.toContain(privacy.unknownTimeZone)
  })

  test('takes no time zone that a client made up', async ({ bot, ada }) => {
    const panel = await openPanel(ada, 'privacy')
    const [, , , menu] = (await ada.command('privacy')).controls

    const forged = await ada.forges(panel, menu?.custom_id ?? '', { values: ['<script>'], ...updated })

    expect(forged.text).toContain(privacy.unknownTimeZone)
    expect(await readRedisAsText(bot.keyPrefix)).not.toContain('script')
  })

  test.for(['the DM', 'a server'])(
    'deletes everything in %s, for words that are typed',
    async (where, { discord, bot, ada, general }) => {
      const here = where === 'the DM' ? ada.dmChannel : general
      await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
      const panel = await openPanel(ada, 'privacy', here)

      const form = await ada.clicks(panel, privacy.forgetEverything, { until: 'acknowledged' })
      const wrong = await ada.submits(form, { phrase: 'yes' }, updated)
      const [refusal, left] = [wrong.text, (await readStoredMemory(bot, ada)).facts]
      const receipt = await ada.submits(form, { phrase: forget.phrase }, updated)

      expect(refusal).toContain(forget.wrongPhrase(forget.phrase))
      expect(left).toEqual(['I keep bees.'])
      expect(receipt.text).toContain(forget.everythingReceipt)
      expect(await readRedisAsText(bot.keyPrefix)).not.toContain('bees')
    },
  )

  test('says what holds anyway in a place it does not see, and in a server whose memory is off', async ({
    discord,
    ada,
    general,
    bob,
  }) => {
    await ada.command('server-memory', { state: 'off' }, { in: general })

    const inGroup = await ada.command('privacy', {}, { in: discord.createGroupDm(ada, bob) })
    const inServer = await ada.command('privacy', {}, { in: general })

    expect(inGroup.text).toContain(privacy.unknownPlace)
    expect(inServer.text).toContain(privacy.serverOff)
    for (const { controls } of [inGroup, inServer])
      expect(controls.map(({ label }) => label)).not.toContain(privacy.incognitoStart)
  })
})
