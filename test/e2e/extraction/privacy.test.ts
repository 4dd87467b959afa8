import { type APIOverwrite, type APITextChannel, OverwriteType, PermissionFlagsBits } from 'discord.js'
import { describe, expect } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { Person } from '../../../fake-discord/person.ts'
import type { Channel } from '../../../fake-discord/stored.ts'
import type { ExtractionCall } from '../support/extraction-call.ts'
import { test } from '../support/learning-fixtures.ts'
import type { Call } from '../support/model-server.ts'
import { seedMemory } from '../support/seed-memory.ts'
import { readStoredFacts, readStoredStatements } from '../support/stored-memory.ts'
import { botTexts } from '../support/wait-for.ts'

const VIEW = PermissionFlagsBits.ViewChannel.toString()

/** What Bob says in each place; `heard` are the places from which something may be told there. */
const places = {
  'the DM': {
    pet: 'Quill',
    heard: ['the DM', 'an open channel', 'the staff’s channel', 'a private channel', 'a private thread', 'elsewhere'],
  },
  'an open channel': { pet: 'Bramble', heard: ['an open channel'] },
  'the staff’s channel': { pet: 'Fennel', heard: ['an open channel', 'the staff’s channel'] },
  'a private channel': { pet: 'Juniper', heard: ['an open channel', 'a private channel'] },
  'a private thread': { pet: 'Sorrel', heard: ['an open channel', 'a private thread'] },
  elsewhere: { pet: 'Tansy', heard: ['elsewhere'] },
} as const
type Place = keyof typeof places

const names = Object.keys(places) as Place[]
const pets = names.map(name => places[name].pet)
const sentence = (pet: string) => `I have a pet that is called ${pet}.`

/** For every place what was found there. */
const inEach = <Found>(find: (place: Place) => Found) =>
  Object.fromEntries(names.map(place => [place, find(place)])) as Record<Place, Found>

/** The pets that a text names. */
const petsIn = (...texts: readonly string[]) => pets.filter(pet => texts.some(text => text.includes(pet)))

/** The pets that may be told of in each place. */
const mayBeHeard = inEach(place => petsIn(...places[place].heard.map(from => places[from].pet)))

function channelsOf(discord: Loopback, bob: Person): Record<Place, Channel> {
  const general = discord.channel('general') as APITextChannel
  const only = (id: string, type: OverwriteType): APIOverwrite => ({ id, type, allow: VIEW, deny: '0' })
  const overwrites = [
    { id: discord.guild.id, type: OverwriteType.Role, allow: '0', deny: VIEW },
    only(bob.id, OverwriteType.Member),
    only(discord.botId, OverwriteType.Member),
  ]
  return {
    'the DM': bob.dmChannel,
    'an open channel': discord.createChannel({ name: 'open' }),
    'the staff’s channel': discord.channel('staff'),
    'a private channel': discord.createChannel({ name: 'bobs', overwrites }),
    'a private thread': discord.createThread(general, { name: 'plans', isPrivate: true, owner: bob }),
    elsewhere: discord.channel('general', discord.createGuild({ name: 'Elsewhere', owner: bob })),
  }
}

/**
 * Learns what Bob says of his pet, as a fact, as somebody and as a part of his profile, and sums it up. And lies: tells
 * every pet again, in the words that Bob has used, as if he had said them here.
 */
function study(call: ExtractionCall): void {
  const said = call.turns.filter(({ role }) => role === 'user')
  const told = said.filter(({ text }) => petsIn(text).length > 0)
  const facts = (turn: number, pet: string) => ({
    ...{ turn, quote: sentence(pet), text: `The user has a pet that is called ${pet}.` },
    ...{ names: [pet], replaces: [50] },
  })
  const entities = (turn: number, pet: string) => [
    { turn, quote: sentence(pet), name: pet, type: 'pet' },
    { turn, quote: sentence(pet), name: 'user', attributes: [{ facet: 'pet', value: pet }] },
  ]
  const learned = told.filter(({ number }) => call.learnFrom.includes(number))
  const lies = call.learnFrom.slice(0, 1).flatMap(turn => pets.flatMap(pet => [turn, 99].map(turn => ({ turn, pet }))))
  const claims = [...lies, ...learned.map(({ number, text }) => ({ turn: number, pet: String(petsIn(text)) }))]
  call.gives({
    facts: claims.map(({ turn, pet }) => facts(turn, pet)),
    entities: claims.flatMap(({ turn, pet }) => entities(turn, pet)),
    summary: call.summarizes ? `They spoke of ${petsIn(...said.map(({ text }) => text)).join()}.` : null,
  })
}

/** Looks into memory twice, if it may, and tells all the pets that it knows of then. */
function tell(call: Call): void {
  const [query] = [['pet that is called', 'spoke film'][call.lookedUp.length]]
  if (call.offered.includes('search_memory') && query !== undefined) call.looksUp({ query })
  else call.says(`I know of these: ${petsIn(call.text).join()}.`).ends()
}

describe('what was said in one place', () => {
  test.override({
    settings: { WINDOW_MESSAGES: '2', SUMMARY_KEEP: '2', CHANNEL_CONTEXT_MESSAGES: '0', MESSAGES_PER_MINUTE: '1000' },
  })

  test('is heard where it may be heard and nowhere else, by whatever way, and all of it in the DM', async ({
    bot,
    discord,
    model,
    answered,
    bob,
  }) => {
    const channels = channelsOf(discord, bob)
    const says = (place: Place, text: string) =>
      answered(place === 'the DM' ? bob.dm(text) : bob.says(channels[place], text, { mention: true }))
    model.otherwiseExtracts = study
    model.otherwise = tell
    for (const place of names) {
      await says(place, sentence(places[place].pet))
      await says(place, 'That is all.')
      await bot.learned(bob)
      const films = Array.from({ length: 80 }, (_, i) => `The user has seen the film number ${i}`)
      const facts = films.map(film => ({ text: `${film} with ${places[place].pet}.` }))
      await seedMemory(bot, bob, channels[place], { facts })
    }
    const [facts, told] = [await readStoredFacts(bot, bob), await readStoredStatements(bot, bob)]
    await bot.restart()
    const [calls, extractions] = [model.calls.length, model.extractions.length]

    const asked = new Map<Place, readonly Call[]>()
    for (const place of names) {
      await says(place, 'What are my pets called?')
      asked.set(place, model.calls.slice(calls + [...asked.values()].flat().length))
    }
    await bot.learned(bob)

    const first = (place: Place) => asked.get(place)?.[0] as Call
    const last = (place: Place) => asked.get(place)?.at(-1) as Call
    const inPrompts = (lines: (call: Call) => readonly string[]) => inEach(place => petsIn(...lines(first(place))))
    // Each of them was learned once, where it was said.
    expect(facts.filter(({ text }) => text.includes('called'))).toMatchObject(
      names.map(place => ({
        text: `The user has a pet that is called ${places[place].pet}.`,
        channel: channels[place].id,
        replaces: [],
      })),
    )
    expect(told.filter(line => / name:/u.test(line))).toHaveLength(pets.length)
    expect(inPrompts(({ text }) => [text])).toEqual(mayBeHeard)
    expect(inPrompts(({ notes }) => notes)).toEqual(mayBeHeard)
    expect(inPrompts(({ people }) => people)).toEqual(mayBeHeard)
    expect(inPrompts(({ profile }) => profile)).toEqual(mayBeHeard)
    expect(inPrompts(({ summary }) => summary)).toEqual(inEach(place => [places[place].pet]))
    expect(inEach(place => last(place).lookedUp.length)).toEqual(inEach(() => 2))
    expect(inEach(place => petsIn(...last(place).lookedUp))).toEqual(mayBeHeard)
    expect(inEach(place => petsIn(last(place).text))).toEqual(mayBeHeard)
    expect(inEach(place => petsIn(...botTexts(discord, channels[place])))).toEqual(mayBeHeard)
    // Nor was the learner shown more: in the first round what was told before, in the second all.
    const requests = model.extractions.map(({ request }) => petsIn(request).join())
    expect([...new Set(requests.slice(0, extractions))]).toEqual(
      names.map((place, at) => mayBeHeard[place].filter(pet => pets.indexOf(pet) <= at).join()),
    )
    expect(new Set(requests.slice(extractions))).toEqual(new Set(names.map(place => mayBeHeard[place].join())))
  })

  test('is heard by nobody else, in whatever place', async ({ bot, discord, model, answered, ada, bob }) => {
    const channels = channelsOf(discord, bob)
    const shared = ['an open channel', 'the staff’s channel'] as const
    model.otherwiseExtracts = study
    model.otherwise = tell
    await answered(bob.dm(sentence('Quill')))
    for (const place of shared) {
      await answered(bob.says(channels[place], sentence(places[place].pet), { mention: true }))
    }
    await bot.learned(bob)
    const [calls, extractions] = [model.calls.length, model.extractions.length]

    await answered(ada.dm('What are the pets of Bob called?'))
    for (const place of shared) {
      await answered(ada.says(channels[place], 'What are the pets of Bob called?', { mention: true }))
    }
    await bot.learned(ada)

    expect(await readStoredFacts(bot, bob)).toHaveLength(3)
    expect(model.calls.slice(calls).map(({ text }) => petsIn(text))).toEqual([[], [], []])
    expect(model.calls.slice(calls).flatMap(({ offered }) => offered)).not.toContain('search_memory')
    expect(model.extractions.slice(extractions).map(({ request }) => petsIn(request))).toEqual([[], [], []])
    // The model tells of them all the same, in words that Ada has never said.
    expect(await readStoredFacts(bot, ada)).toEqual([])
    expect(await readStoredStatements(bot, ada)).toEqual([])
  })

  test('is told and shown to the learner there only while the channel is as private as it was then', async ({
    bot,
    discord,
    model,
    answered,
    bob,
  }) => {
    const staff = discord.channel('staff') as APITextChannel
    const overwrites = staff.permission_overwrites ?? []
    const says = (text: string) => answered(bob.says(staff, text, { mention: true }))
    model.otherwiseExtracts = study
    await says(sentence('Fennel'))
    await says('That is all.')
    await bot.learned(bob)

    discord.changeChannel(staff, { overwrites: [] })
    await says(sentence('Bramble'))
    await bot.learned(bob)
    discord.changeChannel(staff, { overwrites })
    await says('What are my pets called?')
    await bot.learned(bob)

    const [, , inPublic, inPrivate] = model.calls
    expect(petsIn(inPublic?.text ?? '')).toEqual(['Bramble'])
    expect(petsIn(...(inPrivate?.notes ?? []))).toEqual(['Bramble', 'Fennel'])
    expect(petsIn(...(inPrivate?.summary ?? []))).toEqual(['Fennel'])
    const updates = model.extractions.filter(({ learnFrom }) => learnFrom.length > 0)
    expect([...new Set(updates.map(({ request }) => petsIn(request).join()))]).toEqual([
      'Fennel',
      'Bramble',
      'Bramble,Fennel',
    ])
    expect((await readStoredFacts(bot, bob)).map(({ text, scope }) => [petsIn(text)[0], scope])).toEqual([
      ['Fennel', expect.stringMatching(`^readers:${discord.guild.id}:`)],
      ['Bramble', `guild:${discord.guild.id}`],
    ])
  })
})
