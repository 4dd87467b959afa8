import type { APIMessageTopLevelComponent } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { controlsOf } from '../../../../fake-discord/messages/controls.ts'
import { textOf } from '../../../../fake-discord/messages/text.ts'
import { checkComponents } from '../../../../fake-discord/validation/components.ts'
import { Form } from '../../../../fake-discord/validation/form.ts'
import { checkModal } from '../../../../fake-discord/validation/modal.ts'
import { editModal } from '../../../../src/discord/commands/what-do-you-know/item.ts'
import { type PageAddress, pageCode, parsePageCode } from '../../../../src/discord/commands/what-do-you-know/page.ts'
import { firstPanel, itemPanel, pagePanel } from '../../../../src/discord/commands/what-do-you-know/panel.ts'
import {
  findPage,
  namedSection,
  searchSections,
  sectionsOf,
} from '../../../../src/discord/commands/what-do-you-know/sections.ts'
import type { View, ViewContext } from '../../../../src/discord/interactions/command.ts'
import { escapeLine, escapeText } from '../../../../src/discord/interactions/escape.ts'
import type { formatScope } from '../../../../src/discord/interactions/format.ts'
import { en } from '../../../../src/locales/en.ts'
import type { MemoryItem } from '../../../../src/memory/knowledge/items.ts'
import { narrowestScope } from '../../../../src/memory/scope.ts'
import { factKinds, USER_ENTITY } from '../../../../src/memory/types.ts'
import { fc } from '../../../support/property.ts'
import { fact, overviewOf, statement, summaryOf } from '../../support/overview.ts'

const { know } = en
const home = { id: '5', name: 'Home *sweet* home' }
const interaction = { guildId: '4', client: { guilds: { cache: new Map([[home.id, home]]) } } } as never
const showing: ViewContext = { user: '9'.repeat(20), texts: en, interaction }

function componentsOf(view: View): APIMessageTopLevelComponent[] {
  if (typeof view === 'string') return [{ type: 10, content: view }]
  return 'components' in view ? [...view.components] : []
}

const words = (view: View) => textOf({ content: '', components: componentsOf(view) })

/** Refused by the same rules as on Discord. */
function isAccepted(view: View): void {
  const form = new Form()
  checkComponents(form, componentsOf(view), { flags: 1 << 15, files: [] })
  form.settle()
}

/** Of the buttons that can be pressed, what they say. */
const usable = (view: View) =>
  controlsOf(componentsOf(view)).flatMap(({ label, disabled }) => (disabled === true ? [] : (label ?? [])))

describe('the first page', () => {
  test('says kindly that nothing is known, and what waits', () => {
    const view = firstPanel(overviewOf([], [], { unlearned: 2 }), showing)

    expect(view).toBe(`${know.nothing}\n-# ${know.waiting(2)}`)
    expect(know.nothing).toContain('/remember')
  })

  test.for([{ settings: { isPaused: true } }, { incognitoUntil: 5000 }])(
    'says not how to be learned from while nothing is kept: %o',
    state => {
      const view = firstPanel(overviewOf([], [], state), showing)

      expect(view).toContain('/privacy')
      expect(view).not.toContain(know.nothing)
    },
  )

  test('counts people and things without the user, who has a page of their own', () => {
    const statements = [statement(USER_ENTITY, 'attr:home', 'Oslo'), statement('e', 'name', 'Mia')]
    const overview = overviewOf([], statements)

    const [menu] = controlsOf(componentsOf(firstPanel(overview, showing)))
    const page = pagePanel(overview, { address: { section: 'you', page: 1 } }, showing)

    expect(menu?.options?.map(({ label }) => label)).toEqual([know.you, know.counted(know.sections.things, 1)])
    expect(words(page)).toContain(`## ${know.you}`)
    expect(words(page)).not.toContain('Mia')
    isAccepted(page)
  })

  test('tells profile, numbers, names, summary and what is the matter', () => {
    const facts = [fact(1), fact(2, { kind: 'plan' }), fact(3, { kind: 'plan' })]
    const statements = [statement(USER_ENTITY, 'name', 'Ada'), statement('e', 'name', 'Sarah')]
    const state = { unlearned: 1, evictedFacts: 4, settings: { isPaused: true }, incognitoUntil: 5000 }
    const view = firstPanel(
      overviewOf(facts, statements, { ...state, summaries: [summaryOf('They talked.')] }),
      showing,
      { note: 'Hi' },
    )

    expect(words(view).split('\n')).toEqual([
      'Hi',
      `## ${know.title}`,
      '**You** · Ada',
      `**${know.facts(3)}** ${know.counted(know.sections.personal, 1)} · ${know.counted(know.sections.plan, 2)}`,
      `**${know.things(1)}** Sarah`,
      `**${know.summary}** They talked.`,
      `-# ${know.waiting(1)}`,
      `-# ${know.evicted(4)}`,
      `-# ${know.paused}`,
      `-# ${know.incognito('<t:5:R>')}`,
    ])
    expect(usable(view)).toEqual([know.next])
  })
})

describe('a page', () => {
  const overview = overviewOf(
    Array.from({ length: 12 }, (_, day) => fact(day, { kind: day < 11 ? 'preference' : 'plan' })),
  )
  const page = (section: PageAddress['section'], number: number) =>
    pagePanel(overview, { address: { section, page: number } }, showing)
  const told = (view: View) => [...words(view).matchAll(/You said (\d+)/gu)].map(([, day]) => Number(day))

  test('shows five things, newest first, and leads on through all of them', () => {
    expect([1, 2, 3].map(number => told(page('preference', number)))).toEqual([[10, 9, 8, 7, 6], [5, 4, 3, 2, 1], [0]])
    expect(words(page('preference', 2))).toContain(know.page(2, 3))

    const leaves: string[] = []
    let leaf = findPage(sectionsOf(overview), { section: 'preference', page: 1 })
    while (leaf !== undefined) {
      leaves.push(pageCode(leaf.address))
      leaf = leaf.next && findPage(sectionsOf(overview), leaf.next)
    }
    expect(leaves).toEqual(['preference.1', 'preference.2', 'preference.3', 'plan.1'])
    expect(findPage(sectionsOf(overview), { section: 'plan', page: 1 })?.previous).toEqual({
      section: 'preference',
      page: 3,
    })
  })

  test('that is not there any more shows the last one, or the first page', () => {
    expect(told(page('preference', 99))).toEqual([0])
    expect(words(page('promise', 1))).toContain(know.title)
    expect(words(page('found-abc', 1))).toContain(know.title)
  })

  test('shows what was found in its order, what was corrected since as it is now', () => {
    const [old, now] = [fact(1, { facet: 'home' }), fact(2, { replaces: ['fact-1'] })]
    const { known } = overviewOf([old, now, fact(3)], [statement('e', 'name', 'Sarah')])
    const { found } = searchSections(
      'abc',
      { kind: 'choose', facts: ['fact-3', 'fact-1', 'gone'], entities: ['e', 'f'] },
      known,
    )

    const view = pagePanel(
      overviewOf(known.facts, known.statements),
      { address: { section: 'found-abc', page: 1 }, found },
      showing,
    )

    expect(words(view)).toMatch(/Sarah[\s\S]*said 3[\s\S]*said 2/u)
    expect(words(view)).not.toContain('said 1')
  })
})

describe('a thing', () => {
  const shown = (scope: Parameters<typeof formatScope>[0]) => {
    const one = fact(1, { scope })
    return itemPanel({ kind: 'fact', fact: one }, overviewOf([one]).known, showing)
  }

  test('has its day, who may hear it, and what can be done to it', () => {
    expect(words(shown('dm'))).toBe(`You said 1.\n-# <t:${Date.UTC(2040, 0, 2) / 1000}:D> · ${en.scopes.dm}`)
    expect(usable(shown('dm'))).toEqual([know.edit, know.forget, know.source, know.showEverywhere])
    expect(usable(shown('everywhere'))).toEqual([know.edit, know.forget, know.source, know.keepHere])
  })

  test('tells whether it holds, and whether that is sure', () => {
    const text = (...facts: Parameters<typeof fact>[1][]) => {
      const all = facts.map((parts, day) => fact(day, parts))
      const [first] = all
      return first === undefined ? '' : words(itemPanel({ kind: 'fact', fact: first }, overviewOf(all).known, showing))
    }

    expect(text({})).not.toContain(know.standing.unsure)
    expect(text({ status: 'planned', isUnsure: true })).toMatch(
      new RegExp(`${en.scopes.dm} · ${know.standing.planned} · ${know.standing.unsure}$`, 'u'),
    )
    expect(text({ isUnsure: true, confirmations: 1 })).not.toContain(know.standing.unsure)
    expect(text({}, { isUnsure: true, replaces: ['fact-0'] })).toContain(know.standing.doubted)
  })

  test('names the place where it may be heard', () => {
    expect(words(shown('guild:4'))).toContain(en.scopes.thisServer)
    expect(words(shown('guild:5'))).toContain(en.scopes.server('Home \\*sweet\\* home'))
    expect(words(shown('guild:6'))).toContain(en.scopes.aServer)
    expect(words(shown('channel:77'))).toContain('<#77>')
  })

  test('under several scopes is shown everywhere only when all are', () => {
    const both = [statement('e', 'name', 'Sarah'), statement('e', 'type', 'person', { scope: 'everywhere' })]
    const view = pagePanel(overviewOf([], both), { address: { section: 'things', page: 1 } }, showing)

    expect(words(view)).toContain(`${en.scopes.everywhere}, ${en.scopes.dm}`)
    expect(usable(view)).toContain(know.showEverywhere)
  })
})

test('words about something told under several scopes are heard where all of them are', () => {
  expect(narrowestScope(['everywhere', 'everywhere'])).toBe('everywhere')
  expect(narrowestScope(['everywhere', 'guild:4'])).toBe('guild:4')
  expect(narrowestScope(['guild:4', 'guild:5'])).toBe('dm')
  expect(narrowestScope(['dm', 'guild:4'])).toBe('dm')
})

test('a place is read as it was written, and nothing else is one', () => {
  for (const section of [...factKinds, 'you', 'things', 'summary', 'found-aB_-9'] as const) {
    expect(parsePageCode(pageCode({ section, page: 12 }))).toEqual({ section, page: 12 })
  }
  expect(
    [undefined, '', 'plan', 'plan.0', 'plan.x', 'plans.1', '.1', 'plan.1.1', 'found.1', '__proto__.1'].map(
      parsePageCode,
    ),
  ).toEqual(Array.from({ length: 10 }))
})

test('words take no more room than they are given, and are not cut within a letter', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'*_`~|[](#- \\\n', 'ab', '👩‍👩‍👧'), maxLength: 100 }),
      fc.integer({ min: 2, max: 80 }),
      (text, most) => {
        const shown = escapeLine(text, most)
        return shown.length <= most && shown.isWellFormed()
      },
    ),
  )
})

const texts = [
  '*'.repeat(1000),
  'お茶'.repeat(300),
  '👩‍👩‍👧‍👦'.repeat(200),
  'a'.repeat(1000),
  '\n# [x](https://x.y) @everyone <@1> '.repeat(40),
]

describe.each(texts.map(text => [JSON.stringify(text.slice(0, 12)), text] as const))(
  'with texts like %s',
  (_, long) => {
    const facts = Array.from({ length: 160 }, (_, day) =>
      fact(day, {
        text: long,
        quote: long,
        id: `0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f${1000 + day}`,
        kind: factKinds[day % 8] ?? 'plan',
      }),
    )
    const statements = Array.from({ length: 20 }, (_, n) => `e${n}`).flatMap(entity => [
      statement(entity, 'name', entity + long),
      statement(entity, 'relation', long, { scope: 'everywhere' }),
      statement(entity, 'alias:x', `${entity}x${long}`, { scope: 'guild:5' }),
      statement(entity, 'attr:work', long, { scope: 'channel:5' }),
    ])
    const overview = overviewOf(facts, [...statements, statement(USER_ENTITY, 'attr:home', long)], {
      summaries: [summaryOf(long), summaryOf(long), summaryOf(long.repeat(4))],
      unlearned: 1000,
      evictedFacts: 1000,
      rejected: Array.from({ length: 12 }, (_, number) => ({
        ...{ reason: 'sensitive', words: long, message: '1'.repeat(20), number, channel: '2'.repeat(20) },
        ...{ guild: '3'.repeat(20), scope: 'guild:5', saidAt: 0 },
      })),
    })

    test('every page is one that Discord takes', () => {
      const views = [firstPanel(overview, showing, { note: long.slice(0, 100) })]
      let leaf = findPage(sectionsOf(overview), { section: 'personal', page: 1 })
      while (leaf !== undefined) {
        views.push(pagePanel(overview, { address: leaf.address }, showing, { note: know.changed.noPlaceHere }))
        leaf = leaf.next && findPage(sectionsOf(overview), leaf.next)
      }

      // 20 facts of each kind on 4 pages, the profile and 20 people on 5, what was not kept on 3
      expect(views.length).toBeGreaterThan(8 * 4 + 5 + 3)
      for (const view of views) isAccepted(view)
    })

    test('every form is one that Discord takes', () => {
      const known = { user: '1', facts: [], statements: [] }
      const scopes = ['dm', 'everywhere', 'guild:5', 'channel:7'] as const
      for (const scope of scopes) {
        const item: MemoryItem = { kind: 'fact', fact: fact(1, { text: long.repeat(2), scope }) }
        for (const audience of [{ kind: 'user' }, { kind: 'unknown' }] as const)
          checkModal(editModal(item, showing, known, audience))
      }
    })
  },
)

describe('a list', () => {
  const names = ['Sarah', 'Tom', 'Miso']
  const facts = Array.from({ length: 130 }, (_, day) =>
    fact(day, {
      text: `${names[day % 3]} ${'`*_~|# 猫😀'.repeat(40)} ${day}`,
      subject: `e${day % 3}`,
      facet: `property ${day % 60} of many`,
    }),
  )
  const people = Array.from({ length: 60 }, (_, at) => statement(`e${at}`, 'name', names[at] ?? `Person ${at}`))
  const others = Array.from({ length: 57 }, (_, at) => fact(200 + at, { subject: `e${at + 3}`, kind: 'plan' }))
  const overview = overviewOf([...facts, ...others], people)
  const menuOf = (view: View, placeholder: string) =>
    controlsOf(componentsOf(view)).find(control => control.placeholder === placeholder)?.options ?? []

  test('stands where there is more than a menu holds, and every page is one that Discord takes', () => {
    const basket = {
      id: 'x'.repeat(16),
      items: [...facts, ...others].map(one => ({ kind: 'fact', fact: one }) as const),
    }
    let leaf = findPage(sectionsOf(overview), { section: 'personal', page: 1 })
    let views = 0
    while (leaf !== undefined) {
      const view = pagePanel(overview, { address: leaf.address }, showing, { note: 'x'.repeat(250), basket })
      isAccepted(view)
      views += 1
      leaf = leaf.next && findPage(sectionsOf(overview), leaf.next)
    }
    isAccepted(firstPanel(overview, showing, { basket }))

    // 130 and 57 facts and 60 people
    expect(views).toBe(6 + 3 + 3)
  })

  test('tells every fact from the others of its menu', () => {
    const view = pagePanel(overview, { address: { section: 'personal', page: 2 } }, showing)
    const labels = menuOf(view, know.pick).map(({ label }) => label)

    expect(labels).toHaveLength(25)
    expect(new Set(labels.map(label => label.replace(/^\d+ /u, ''))).size).toBe(25)
  })

  test('of few stands where several are to be chosen', () => {
    const few = overviewOf(facts.slice(0, 3))

    expect(menuOf(pagePanel(few, { address: { section: 'personal', page: 1 } }, showing), know.pick)).toEqual([])
    expect(
      menuOf(pagePanel(few, { address: { section: 'personal', page: 1, isList: true } }, showing), know.pick),
    ).toHaveLength(3)
  })

  test('leads to everybody and every property, part by part', () => {
    const seen = new Set<string>()
    for (const part of [1, 2, 3]) {
      const view = firstPanel(overview, showing, { parts: { people: part, topics: part } })
      isAccepted(view)
      for (const menu of [know.choosePerson, know.chooseTopic])
        for (const { value } of menuOf(view, menu)) seen.add(value)
    }
    const codes = [...seen].flatMap(code => parsePageCode(code) ?? [])

    expect(codes.filter(({ section }) => section.startsWith('about-'))).toHaveLength(60)
    expect(codes.filter(({ section }) => section.startsWith('topic-'))).toHaveLength(60)
    for (const { section } of codes.filter(one => /^(?:about|topic)-/u.test(one.section)))
      expect(namedSection(section, overview.known)?.count).toBeGreaterThan(0)
  })

  test('shows some pages of many to go to, the first and the last among them', () => {
    const many = overviewOf(Array.from({ length: 1000 }, (_, day) => fact(day)))
    const pages = menuOf(pagePanel(many, { address: { section: 'personal', page: 20 } }, showing), know.jump)

    expect(pages.length).toBeLessThanOrEqual(25)
    for (const page of [1, 18, 19, 20, 21, 22, 40])
      expect(pages.map(({ label }) => label)).toContain(know.page(page, 40))
  })
})

test('the summary stands on its pages whole, in order', () => {
  const text = Array.from({ length: 2000 }, (_, n) => `word${n}`).join(' ')
  const summary = sectionsOf(overviewOf([], [], { summaries: [summaryOf(text)] }))[0]

  expect(summary?.content.length).toBeGreaterThan(4)
  expect(summary?.content.join(' ')).toBe(escapeText(text))
})
