import { audienceOfScope, isVisibleTo } from '../../../memory/scope.ts'
import type { Fact } from '../../../memory/types.ts'
import type { InteractionContext, View, ViewContext } from '../../interactions/command.ts'
import {
  type ActionRow,
  actionRow,
  button,
  container,
  customId,
  separator,
  textDisplay,
} from '../../interactions/components.ts'
import { escapeLine } from '../../interactions/escape.ts'
import { factLabel, formatScope } from '../../interactions/format.ts'

/** The length of the longest fact, with backslashes before all that Discord would take for markdown. */
const MAX_TEXT_LENGTH = 2000
/** Of three facts beside the longest one, so much is shown of each that a panel stays under 4,000 characters. */
const MAX_OTHER_LENGTH = 350

/**
 * What was just kept, with the ways to take it back or to put it right. What was known before is not taken back with one
 * click: it may be more than what was just said.
 */
export function rememberedPanel(kind: 'new' | 'known', fact: Fact, context: ViewContext): View {
  const { user, texts } = context
  const remove =
    kind === 'new' ? undoButton(fact, context) : button(texts.remember.forget, customId(user, 'forget.fact', fact.id))
  return {
    components: [container(...keptLines(kind, fact, context)), actionRow(remove, editButton(fact, context))],
  }
}

/**
 * What was just kept, and what it may take the place of: all of it holds until the user decides, also if they never do. What
 * is shown is kept by ids for an hour, so that a click replaces nothing else.
 */
export async function conflictPanel(
  fact: Fact,
  conflicts: readonly Fact[],
  context: InteractionContext,
): Promise<View> {
  const { user, texts, userMemory } = context
  const { remember } = texts
  if (conflicts.length === 0) return rememberedPanel('new', fact, context)
  const choice = await userMemory.keepChoice(user, {
    kind: 'choose',
    facts: conflicts.map(({ id }) => id),
    entities: [],
  })
  return {
    components: [
      container(
        ...keptLines('new', fact, context),
        separator,
        textDisplay(remember.replaceOrKeep),
        ...otherLines(conflicts, context),
      ),
      actionRow(
        button(remember.replace, customId(user, 'remember.replace', fact.id, choice)),
        button(remember.keepBoth, customId(user, 'remember.both', fact.id, choice)),
        undoButton(fact, context),
        editButton(fact, context),
      ),
    ],
  }
}

/** What took the place of something, which a click lets hold again. */
export function replacedPanel(fact: Fact, replaced: readonly Fact[], choice: string, context: ViewContext): View {
  const { user, texts } = context
  const { remember } = texts
  const row: ActionRow = actionRow(
    button(remember.keepBoth, customId(user, 'remember.both', fact.id, choice)),
    undoButton(fact, context),
    editButton(fact, context),
  )
  return {
    components: [
      container(
        ...keptLines('new', fact, context),
        separator,
        textDisplay(remember.tookPlace),
        ...otherLines(replaced, context),
        ...(replaced.every(old => isToldAlike(fact, old)) ? [] : [textDisplay(`-# ${remember.stillCounts}`)]),
      ),
      row,
    ],
  }
}

/** Whether everybody who was told something is told what took its place. */
function isToldAlike({ scope }: Fact, old: Fact): boolean {
  return isVisibleTo(scope, audienceOfScope(old.scope, old.guild))
}

function keptLines(kind: 'new' | 'known', fact: Fact, context: ViewContext) {
  const { remember } = context.texts
  return [
    textDisplay(kind === 'new' ? remember.kept : remember.known),
    textDisplay(`> ${escapeLine(factLabel(fact), MAX_TEXT_LENGTH)}`),
    textDisplay(`-# ${formatScope(fact.scope, context)}`),
  ]
}

function otherLines(facts: readonly Fact[], context: ViewContext) {
  return facts.map(fact =>
    textDisplay(`> ${escapeLine(factLabel(fact), MAX_OTHER_LENGTH)}\n-# ${formatScope(fact.scope, context)}`),
  )
}

function undoButton({ id }: Fact, { user, texts }: ViewContext) {
  return button(texts.remember.undo, customId(user, 'remember.undo', id))
}

function editButton({ id }: Fact, { user, texts }: ViewContext) {
  return button(texts.remember.edit, customId(user, 'know.edit', id))
}
