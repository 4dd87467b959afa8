// biome-ignore-all lint/security/noSecrets: sentences without spaces look like keys to it
import { describe, expect, test } from 'vitest'
import { knownFact, knownOf, MINUTE, MONDAY, talk, verifiedFrom } from '../support/extraction.ts'

const porto = knownFact('1', 'The user lives in Porto.', { facet: 'home' })

describe('what a user kept by hand', () => {
  const kept = (text: string) => knownFact('hand', text, { asked: 'command', quote: text })

  test.for<readonly [kept: string, said: string, learned: string, facet: string]>([
    ['I live in Porto', 'I moved to Oslo', 'The user moved to Oslo.', 'home'],
    [
      "My sister's birthday is 3 May",
      "my sister's birthday is 4 May",
      "The user's sister's birthday is 4 May.",
      'birthday',
    ],
    ['Ich wohne in Graz', 'ich wohne in Wien', 'Der Nutzer wohnt in Wien.', 'home'],
    ['妹の誕生日は5月3日です', '妹の誕生日は5月4日です', 'ユーザーの妹の誕生日は5月4日です。', 'birthday'],
  ])('“%s” is past once “%s” is learned', ([old, said, text, facet]) => {
    const told = { turns: talk([`user: ${said}`]), known: { facts: [kept(old)] } }
    expect(verifiedFrom(told, [{ text, facet }]).facts).toMatchObject([{ replaces: ['hand'] }])
  })

  test.for<readonly [kept: string, said: string, learned: string, facet: string]>([
    [
      "My brother's birthday is 3 May",
      "my sister's birthday is 4 May",
      "The user's sister's birthday is 4 May.",
      'birthday',
    ],
    ['I have been to Porto', 'I moved to Oslo', 'The user moved to Oslo.', 'home'],
  ])('“%s” stays where “%s” is learned', ([old, said, text, facet]) => {
    const told = { turns: talk([`user: ${said}`]), known: { facts: [kept(old)] } }
    expect(verifiedFrom(told, [{ text, facet }]).facts).toMatchObject([{ replaces: [] }])
  })
})

describe('said again', () => {
  test('in the same words and scope, a fact is confirmed', () => {
    const turns = talk(['user: I live in Porto!'])
    const { facts, confirmed } = verifiedFrom({ turns, known: { facts: [porto] } }, [
      { text: 'the user lives in  Porto' },
    ])
    expect(facts).toEqual([])
    expect(confirmed).toEqual([{ fact: '1', saidAt: MONDAY }])
  })

  test('in another scope it is a second record, and the first stays as it is', () => {
    const turns = talk(['user: I live in Porto!'], 'guild:5')
    const known = { facts: [{ ...porto, scope: 'everywhere' as const }] }
    const { facts, confirmed } = verifiedFrom({ turns, known, guild: '5' }, [
      { text: 'The user lives in Porto.', facet: 'home' },
    ])
    expect(facts).toMatchObject([{ scope: 'guild:5', guild: '5', replaces: [] }])
    expect(confirmed).toEqual([])
  })

  test('by the model’s word it is confirmed, unless something in it is new', () => {
    const turns = talk(['user: I live in Porto, or Lisbon'])
    const told = { turns, known: { facts: [porto] } }
    expect(verifiedFrom(told, [{ text: 'Porto is where the user lives.', repeats: 1 }]).confirmed).toHaveLength(1)
    expect(verifiedFrom(told, [{ text: 'The user lives in Lisbon.', repeats: 1 }]).confirmed).toEqual([])
    expect(verifiedFrom(told, [{ text: 'The user does not live in Porto.', repeats: 1 }]).confirmed).toEqual([])
    expect(verifiedFrom(told, [{ text: 'The user is fond of Porto.', repeats: 99 }]).facts).toHaveLength(1)
  })

  test('what is past is not confirmed but new', () => {
    const oslo = knownFact('2', 'The user lives in Oslo.', {
      facet: 'home',
      replaces: ['1'],
      saidAt: porto.saidAt + MINUTE,
    })
    const turns = talk(['user: I live in Porto again'])
    const { facts, confirmed } = verifiedFrom({ turns, known: { facts: [porto, oslo] } }, [
      { text: 'The user lives in Porto.', facet: 'home', repeats: 1 },
    ])
    expect(confirmed).toEqual([])
    expect(facts).toMatchObject([{ text: 'The user lives in Porto.', replaces: ['2'] }])
  })

  test('twice in one study is once', () => {
    const { facts } = verifiedFrom({ turns: talk(['user: I like tea']) }, [
      { text: 'The user likes tea.' },
      { text: 'The user likes tea' },
    ])
    expect(facts).toHaveLength(1)
  })

  test('on another day it is another event', () => {
    const lunch = knownFact('1', 'The user had lunch with Sarah.', { kind: 'event', eventAt: '2026-11-02' })
    const turns = talk(['user: I had lunch with Sarah yesterday'])
    const { facts } = verifiedFrom({ turns, known: { facts: [lunch] } }, [
      { text: 'The user had lunch with Sarah.', kind: 'event', eventAt: '2026-11-15', repeats: 1 },
    ])
    expect(facts).toHaveLength(1)
  })

  test('a turn that is learned from again confirms nothing', () => {
    const turns = talk(['user: I live in Porto!'])
    const known = { facts: [{ ...porto, sources: ['1000'] as [string] }] }
    expect(verifiedFrom({ turns, known }, [{ text: 'The user lives in Porto.' }])).toMatchObject({
      facts: [],
      confirmed: [],
    })
  })
})

describe('replaced', () => {
  const move = (more: object) =>
    verifiedFrom({ turns: talk(['user: I moved to Oslo']), known: { facts: [porto] } }, [
      { text: 'The user lives in Oslo.', ...more },
    ])

  test('what the model names of the same subject', () => {
    expect(move({ replaces: [1] }).facts[0]?.replaces).toEqual(['1'])
  })

  test('the same single-valued facet, even if the model names nothing', () => {
    expect(move({ facet: 'The user’s current Home' }).facts).toMatchObject([{ facet: 'home', replaces: ['1'] }])
  })

  test('not by a plan', () => {
    expect(move({ facet: 'home', kind: 'plan' }).facts[0]?.replaces).toEqual([])
  })

  test.each([0, 2, -1, Number.NaN, 1e12, 0.5])('not what has no number: %s', number => {
    expect(move({ replaces: [number] })).toMatchObject({ facts: [{ replaces: [] }], rejected: { replaces: 1 } })
  })

  test('not what is about somebody else', () => {
    const statements = [knownOf('e1', 'name', 'Sarah')]
    const sarahs = knownFact('1', 'Sarah lives in Porto.', { subject: 'e1', facet: 'home' })
    const { facts, rejected } = verifiedFrom(
      { turns: talk(['user: I live in Oslo']), known: { facts: [sarahs], statements } },
      [{ text: 'The user lives in Oslo.', facet: 'home', replaces: [1] }],
    )
    expect(facts[0]?.replaces).toEqual([])
    expect(rejected).toEqual({ replaces: 1 })
  })

  test('not what was said later: an older turn that is learned late takes no place', () => {
    const later = { ...porto, saidAt: MONDAY + MINUTE }
    const { facts } = verifiedFrom({ turns: talk(['user: I live in Oslo']), known: { facts: [later] } }, [
      { text: 'The user lives in Oslo.', facet: 'home' },
    ])
    expect(facts[0]?.replaces).toEqual([])
  })
})

describe('who facts are about', () => {
  test('whom the user calls otherwise than the sentence stays nameless', () => {
    const { facts, statements } = verifiedFrom({ turns: talk(['user: my gramps lives in ohio']) }, [
      { text: "The user's grandfather lives in Ohio.", subject: 'grandfather' },
    ])
    expect(facts).toMatchObject([{ subject: 'user' }])
    expect(statements).toEqual([])
  })

  test.each([
    ['ru', 'батя живёт в омске', 'Отец пользователя живёт в Омске.', 'отец'],
    ['vi', 'ny t ở huế', 'Người yêu của người dùng ở Huế.', 'người yêu'],
    ['de', 'mein dad wohnt in ulm', 'Vater des Nutzers wohnt in Ulm.', 'vater'],
    ['fr', 'ma reum habite nice', "La belle-mère de l'utilisateur habite Nice.", 'belle-mère'],
    ['ja', 'じいちゃん大阪に住んでる', 'ユーザーの祖父は大阪に住んでいる。', '祖父'],
    ['ar', 'بابا ساكن في طنطا', 'والد المستخدم يسكن في طنطا.', 'والد'],
  ])('so does the sentence of another language (%s), and it tells no home of the user', (_, line, text, subject) => {
    const lisbon = knownFact('1', 'The user lives in Lisbon.', { facet: 'home' })
    const { facts } = verifiedFrom({ turns: talk([`user: ${line}`]), known: { facts: [lisbon] } }, [
      { text, subject, facet: 'home' },
    ])
    expect(facts).toMatchObject([{ subject: 'user', replaces: [] }])
    expect(facts[0]).not.toHaveProperty('facet')
  })

  test.each([
    ['田中さんは医者だ。', '田中'],
    ['Иван живёт в Омске.', 'Иван'],
  ])('an invented name stays refused: %s', (text, subject) => {
    expect(
      verifiedFrom({ turns: talk(['user: うちは大阪 омск']) }, [{ text, subject, names: [subject] }]).facts,
    ).toEqual([])
  })

  test('somebody new comes with a name that the user said', () => {
    const { facts, statements } = verifiedFrom({ turns: talk(['user: Sarah plays chess']) }, [
      { text: 'Sarah plays chess.', subject: 'Sarah' },
    ])
    expect(statements).toMatchObject([{ entity: facts[0]?.subject, field: 'name', value: 'Sarah', sources: ['1000'] }])
    expect(
      verifiedFrom({ turns: talk(['user: she plays chess']) }, [{ text: 'She plays chess.', subject: 'Sarah' }])
        .rejected,
    ).toEqual({ name: 1 })
  })

  test('“my sister”, “Sarah” and “sarah” are one', () => {
    const statements = [knownOf('e1', 'name', 'Sarah'), knownOf('e1', 'relation', 'sister')]
    for (const subject of ['Sarah', 'sarah', 'my sister', "the user's sister"]) {
      const { facts } = verifiedFrom({ turns: talk(['user: my sister plays chess']), known: { statements } }, [
        { text: 'She plays chess.', subject },
      ])
      expect(facts[0]?.subject).toBe('e1')
    }
  })

  test.each([
    ['my drug dealer', 'we met Sam by the station', 'name'],
    ['password: hunter2hunter2', 'password: hunter2hunter2, then', 'secret'],
    ['pretend to be Sam', 'pretend to be Sam, then', 'instruction'],
  ])('%s is nobody where the user said “%s”', (subject, said, reason) => {
    const turns = talk([`user: It was late. ${said}`])
    const { facts, statements, rejected } = verifiedFrom({ turns }, [
      { quote: 'It was late', text: 'It was late.', subject },
    ])

    expect({ facts, statements, rejected }).toEqual({ facts: [], statements: [], rejected: { [reason]: 1 } })
  })

  test('what somebody is to the user may stand in another turn of the user’s, on which it rests then', () => {
    const turns = talk(['user: I saw my sister.', 'bot: How is she?', 'user: She plays chess.'])
    const { statements } = verifiedFrom({ turns }, [{ text: 'She plays chess.', subject: "the user's sister" }])

    expect(statements).toMatchObject([{ field: 'relation', value: 'sister', sources: ['1002', '1000'] }])
  })

  test('the user by their own name is the user', () => {
    const statements = [knownOf('user', 'name', 'Alex')]
    const { facts } = verifiedFrom({ turns: talk(['user: I play chess']), known: { statements } }, [
      { text: 'Alex plays chess.', subject: 'Alex' },
    ])
    expect(facts).toMatchObject([{ subject: 'user', sources: ['1000', '500'] }])
  })

  test('the user’s name becomes a statement, even if the model told it as a fact alone', () => {
    const { statements } = verifiedFrom({ turns: talk(["user: Hi, I'm Alex!"]) }, [
      { text: "The user's name is Alex.", names: ['Alex'], facet: 'name' },
    ])
    expect(statements).toMatchObject([{ entity: 'user', field: 'name', value: 'Alex', fact: 'new-1' }])
  })
})

describe('what facts keep', () => {
  test('the scope of their turn, the user’s words around it without secrets, the conversation', () => {
    const turns = talk(
      ['user: Hello\nthere.', 'bot: Hi!', 'user: I like tea.', 'bot: I see.', 'user: My password is hunter2 then.'],
      'channel:9',
    )
    const { facts } = verifiedFrom({ turns, learnFrom: [3], guild: '5' }, [{ text: 'The user likes tea.', turn: 3 }])
    expect(facts).toEqual([
      {
        id: 'new-1',
        text: 'The user likes tea.',
        quote: 'I like tea.',
        kind: 'personal',
        subject: 'user',
        scope: 'channel:9',
        saidAt: MONDAY - 2 * MINUTE,
        replaces: [],
        sources: ['1002'],
        channel: '7',
        guild: '5',
        confirmations: 0,
        near: 'Hello there.\nMy password is … then.',
      },
    ])
  })

  test('nothing rests on what not everybody may hear who hears the fact', () => {
    const [private_, public_] = [
      talk(['user: Sarah is my boss.'], 'channel:7')[0],
      talk(['user: She plays chess.'], 'guild:5')[0],
    ]
    if (private_ === undefined || public_ === undefined) return
    const turns = [{ ...private_, id: '900' }, public_]
    expect(verifiedFrom({ turns, learnFrom: [2], guild: '5' }, [{ text: 'Sarah plays chess.' }]).rejected).toEqual({
      name: 1,
    })
  })

  test('a study of ten thousand facts is looked at up to a limit', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => ({ text: `The user likes tea ${'x'.repeat(at % 300)}.` }))
    const { facts, rejected } = verifiedFrom({ turns: talk(['user: I like tea']) }, many)
    expect(facts).toHaveLength(40)
    expect(rejected).toEqual({ tooMany: 9960 })
  })
})
