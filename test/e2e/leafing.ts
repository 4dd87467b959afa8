import type { Interaction } from '../../demo/discord/interaction.ts'
import type { Person } from '../../demo/discord/person.ts'
import { panelOf } from './panels.ts'

/** Presses a button of a panel, which then shows something else; `at`: of several with that label, from 0. */
export async function leafs(person: Person, panel: Interaction, button: string, at = 0): Promise<Interaction> {
  return await person.clicks(panelOf(panel), button, { until: 'updated', at })
}

/** Chooses from the menu of a panel, which then shows that. */
export async function turnsTo(person: Person, panel: Interaction, menu: string, choice: string): Promise<Interaction> {
  return await person.selects(panelOf(panel), menu, [choice], { until: 'updated' })
}

/** Presses a button that opens a form, and sends that with these words, by field; the panel then shows what came of it. */
export async function fillsIn(
  person: Person,
  panel: Interaction,
  button: string,
  words: Readonly<Record<string, string>>,
): Promise<Interaction> {
  const form = await person.clicks(panelOf(panel), button, { until: 'acknowledged' })
  return await person.submits(form, words, { until: 'updated' })
}
