// biome-ignore-all lint/security/noSecrets: sentences without spaces look like keys to it
import { describe, expect, test } from 'vitest'
import { type DoubtReason, findDoubt } from '../../../src/memory/extraction/find-doubts.ts'
import type { Fact } from '../../../src/memory/types.ts'
import { knownFact, MONDAY, talk } from '../support/extraction.ts'

const entities = [['Tom', 'coworker'], ['Mia', 'my gf', 'girlfriend'], ['бабушка', 'grandmother'], ['준호'], ['سلطان']]

/** Why a sentence is in doubt that is made of the last of some lines: of all of it, or of a quote. */
function doubtOf(
  lines: readonly string[],
  text: string,
  more: Partial<Fact> = {},
  other: Partial<Fact> = {},
): DoubtReason | undefined {
  const turns = talk(lines)
  const said = turns.at(-1)
  const fact = knownFact('f', text, { quote: said?.text ?? '', sources: [said?.id ?? ''], saidAt: MONDAY, ...more })
  const told = { ...fact, id: 'g', ...other }
  return findDoubt(fact, { turns, facts: [fact, told], entities, timeZone: 'UTC' })
}

describe('a sentence is in doubt', () => {
  test.each([
    ["I don't like coriander", 'The user likes coriander.'],
    ["I don't think I like coriander", 'The user likes coriander.'],
    ["i wouldn't say I like coriander", 'The user likes coriander.'],
    ["don't forget I don't like coriander", 'The user likes coriander.'],
    ['I never forget a birthday', 'The user forgets birthdays.'],
    ["I really don't lie", 'The user lies.'],
    ['не забудь, я не пью кофе', 'Пользователь пьёт кофе.'],
    ['she still doesnt know about the cat', 'Her mother knows about the cat.'],
    ['was ich nicht mag is koriander', 'Der Nutzer mag Koriander.'],
    ['nunca he fumado', 'El usuario ha fumado.'],
    ['je mange pas de viande', 'L’utilisateur mange de la viande.'],
    ['я не пью кофе', 'Пользователь пьёт кофе.'],
    ['nie jem mięsa', 'Użytkownik je mięso.'],
    ['kahve içmiyorum', 'Kullanıcı kahve içer.'],
    ['パクチーは食べられない', 'ユーザーはパクチーを食べる。'],
    ['我不吃香菜', '用户吃香菜。'],
    ['고수는 못 먹어요', '사용자는 고수를 먹는다.'],
    ['मैं मांस नहीं खाता', 'उपयोगकर्ता मांस खाता है।'],
    ['انا مبحبش القهوة', 'المستخدم يحب القهوة.'],
  ])('that leaves out the no of its quote: %s', (said, text) => {
    expect(doubtOf([said], text)).toBe('denial')
  })

  test.each([
    ['I want a dog', 'The user has a dog.'],
    ["let's go to a dance class", 'The user went to a dance class.'],
    ['ich will nach graz', 'Der Nutzer ist in Graz.'],
    ['voglio un cane', "L'utente ha un cane."],
    ['собаку хочу', 'У пользователя есть собака.'],
    ['犬を飼いたい', 'ユーザーは犬を飼っている。'],
  ])('that leaves out the wish of its quote: %s', (said, text) => {
    expect(doubtOf([said], text)).toBe('wish')
    expect(doubtOf([said], text, { status: 'past', kind: 'event' })).toBe('wish')
    expect(doubtOf([said], text, { kind: 'plan' })).toBeUndefined()
    expect(doubtOf([said], text, { status: 'planned' })).toBeUndefined()
  })

  test('that tells as a fact what happens on a day to come', () => {
    const text = 'The user ran the half marathon.'

    expect(doubtOf(['half marathon on april 18'], text, { eventAt: '2027-04-18' })).toBe('future')
    expect(doubtOf(['half marathon on april 18'], text, { eventAt: '2027-04-18T10:00' })).toBe('future')
    expect(doubtOf(['half marathon on april 18'], text, { eventAt: '2026-04-18' })).toBeUndefined()
    expect(doubtOf(['half marathon today'], text, { eventAt: '2026-11-16' })).toBeUndefined()
    expect(doubtOf(['half marathon this year'], text, { eventAt: '2026' })).toBeUndefined()
    expect(doubtOf(['half marathon next year'], text, { eventAt: '2027', kind: 'plan' })).toBeUndefined()
  })

  test.each([
    ['tom broke his finger', 'The user broke their finger.'],
    ['my gf is a nurse', 'The user is a nurse.'],
    ['у бабушки аллергия на шерсть', 'У пользователя аллергия на шерсть.'],
  ])('that leaves out whom its quote names: %s', (said, text) => {
    expect(doubtOf([said], text)).toBe('person')
  })

  test.each([
    ['고양이는 준호가 키우는거고', '사용자는 고양이를 키운다.', undefined],
    ['اخوي وسلطان بيسافرون لندن', 'سيسافر المستخدم إلى لندن.', undefined],
    ['tom is at acme now, he runs sales there', 'The user runs sales at Acme.', 'he runs sales there'],
    [
      'mia wohnt jetzt in kiel, macht da was mit windrädern',
      'Der Nutzer macht etwas mit Windrädern.',
      'macht da was mit windrädern',
    ],
    ['준호는 부산으로 이직했고 3월부터 팀장이야', '사용자는 3월부터 팀장이다.', '3월부터 팀장이야'],
  ])('that leaves out whom its sentence goes on about: %s', (said, text, quote = said) => {
    expect(doubtOf([said], text, { quote })).toBe('person')
    if (quote !== said) expect(doubtOf([`yes. ${quote}`], text, { quote })).not.toBe('person')
  })

  test.each([
    ['my album comes out on 14 february', 'The album of the user came out.'],
    ['mn album komt uit op 14 februari', 'Het album van de gebruiker is uitgekomen.'],
    ['来年の2月末に神戸へ', 'ユーザーは神戸に住んでいる。'],
    ['vào tháng 3 năm sau t qua Huế', 'Người dùng đang ở Huế.'],
  ])('that tells a day to come as no plan, and without the day: %s', (said, text) => {
    expect(doubtOf([said], text)).toBe('future')
    expect(doubtOf([said], text, { status: 'planned' })).toBeUndefined()
  })

  test('but not where it tells the day as well', () => {
    expect(doubtOf(['i was born in december'], 'The user was born in December.')).toBeUndefined()
    expect(doubtOf(['mi cumple es el 5 de marzo'], 'El cumpleaños del usuario es el 5 de marzo.')).toBeUndefined()
  })

  test('whose number is none of its turn, though that counts', () => {
    expect(doubtOf(['we were 12 in all'], 'They were 15 in all.')).toBe('number')
    expect(doubtOf(['one and a half years'], 'It took 2.5 years.')).not.toBe('number')
    expect(doubtOf(['we were twelve in all'], 'They were 12 in all.')).toBeUndefined()
  })

  test('where another fact of the same words says otherwise', () => {
    const [said, text] = ['ella vive en tunja', 'El usuario vive en Tunja.']
    const plan = { text: 'El usuario piensa vivir en Tunja.', status: 'planned' } as const

    expect(doubtOf([said], text, {}, { text: 'La madre del usuario vive en Tunja.', subject: 'e1' })).toBe('conflict')
    expect(doubtOf([said], text, {}, { text: 'El usuario no vive en Tunja.' })).toBe('conflict')
    expect(doubtOf([said], text, {}, plan)).toBe('conflict')
    expect(doubtOf([said], text, {}, { text: 'La madre del usuario tiene un perro.', subject: 'e1' })).toBeUndefined()
    expect(
      doubtOf([said], text, {}, { text: 'La madre vive en Tunja.', subject: 'e1', sources: ['7'] }),
    ).toBeUndefined()
  })

  test('that is asked, in any script', () => {
    expect(doubtOf(['do you think I should move to Oslo?'], 'The user moves to Oslo.')).toBe('question')
    expect(doubtOf(['オスロに引っ越す？'], 'ユーザーはオスロに引っ越す。')).toBe('question')
    expect(doubtOf(['should I move to Oslo, really?'], 'The user moves to Oslo.', { quote: 'move to Oslo' })).toBe(
      'question',
    )
    expect(
      doubtOf(['I move to Oslo. You too?'], 'The user moves to Oslo.', { quote: 'I move to Oslo' }),
    ).toBeUndefined()
  })

  test('that is quoted', () => {
    const text = 'The user moved everything to Rust.'

    expect(doubtOf(['the post said “I moved everything to Rust”'], text, { quote: 'I moved everything to Rust' })).toBe(
      'quotation',
    )
    expect(doubtOf(['I moved everything to “Rust”'], text)).toBeUndefined()
  })

  test('whose words are the bot’s', () => {
    expect(
      doubtOf(['bot: Do you live in Berlin with your sister?', 'yeah since 2019'], 'The user lives in Berlin.'),
    ).toBe('answer')
    expect(doubtOf(['bot: What is your dog called?', 'my dog is called Rex'], 'The dog is called Rex.')).toBeUndefined()
  })

  test('that has nothing of its quote', () => {
    expect(doubtOf(['fight me'], 'Der Nutzer prügelt sich gern.')).toBe('unrelated')
    expect(doubtOf(['im 38'], 'Der Nutzer hat 38 Jahre.')).toBeUndefined()
  })
})

test.each([
  ['not gonna lie I love jazz', 'The user loves jazz.'],
  ["don't forget, I love jazz", 'The user loves jazz.'],
  ["don't get me wrong i love jazz", 'The user loves jazz.'],
  ['no joke, we moved to Oslo', 'The user moved to Oslo.'],
  ["if I'm honest I love jazz", 'The user loves jazz.'],
  ['vergiss nicht, ich wohne in graz', 'Der Nutzer wohnt in Graz.'],
  ['ohne witz, ich wohn jetzt in graz', 'Der Nutzer wohnt in Graz.'],
  ['wenn ich ehrlich bin mag ich jazz', 'Der Nutzer mag Jazz.'],
  ["n'oublie pas que j'adore le jazz", "L'utilisateur adore le jazz."],
  ['no te olvides que amo el jazz', 'El usuario ama el jazz.'],
  ['sem brincadeira eu moro em lisboa', 'O usuário mora em Lisboa.'],
  ['не забудь, я люблю джаз', 'Пользователь любит джаз.'],
  ['bez żartów mieszkam w krakowie', 'Użytkownik mieszka w Krakowie.'],
  ['yalan yok cazı severim', 'Kullanıcı cazı sever.'],
  ['忘れないで、ジャズが好き', 'ユーザーはジャズが好き。'],
  ['别忘了我喜欢爵士乐', '用户喜欢爵士乐。'],
  ['I live in Lisbon.', 'The user lives in Lisbon.'],
  ["I don't like coriander", 'The user does not like coriander.'],
  ['no meat for me', 'The user eats no meat.'],
  ['ich wohne noch bei meinen eltern', 'Der Nutzer wohnt noch bei den Eltern.'],
  ['tom broke his finger', 'Tom broke his finger.'],
  ['my gf is a nurse', 'Mia is a nurse.'],
  ['я живу у бабушки', 'Пользователь живёт у бабушки.'],
  ['犬を飼ってる', 'ユーザーは犬を飼っている。'],
])('nothing speaks against “%s”', (said, text) => {
  expect(doubtOf([said], text)).toBeUndefined()
})
