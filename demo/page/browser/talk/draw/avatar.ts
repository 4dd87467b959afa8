import { html, type TemplateResult } from 'lit'

/** Grounds that white letters are read on. */
const GROUNDS = ['#4752c4', '#1f7a4d', '#a8521a', '#b3304f', '#7a4bc2', '#0f7490'] as const

/** The picture of somebody: the letter they begin with, or the locket that is the bot's. It says nothing that the name does not. */
export function drawAvatar(
  { id, name }: { readonly id: string; readonly name: string },
  isBot: boolean,
): TemplateResult {
  if (isBot) {
    return html`
      <svg class="avatar" viewBox="0 0 40 40" aria-hidden="true">
        <circle cx="20" cy="20" r="20" fill="#3b2f6b"></circle>
        <path d="M20 5.5a4.2 4.2 0 0 1 2.6 7.5h-5.2A4.2 4.2 0 0 1 20 5.500z" fill="none" stroke="#f3c969" stroke-width="2"></path>
        <path d="M20 33.500S8.500 27 8.500 19.300C8.500 15.600 11.300 13 14.500 13c2.300 0 4.400 1.300 5.500 3.400C21.100 14.300 23.200 13 25.500 13c3.200 0 6 2.600 6 6.300C31.500 27 20 33.500 20 33.500z" fill="#f3c969"></path>
        <circle cx="20" cy="22" r="2.600" fill="#3b2f6b"></circle>
        <path d="M18.900 23h2.200l.9 4.600h-4z" fill="#3b2f6b"></path>
      </svg>
    `
  }
  const ground = GROUNDS[Number(BigInt(id) >> 5n) % GROUNDS.length] ?? GROUNDS[0]
  return html`
    <svg class="avatar" viewBox="0 0 40 40" aria-hidden="true">
      <circle cx="20" cy="20" r="20" fill=${ground}></circle>
      <text x="20" y="26.500" text-anchor="middle" font-size="18" font-weight="600" fill="#fff">${firstLetter(name)}</text>
    </svg>
  `
}

function firstLetter(name: string): string {
  return [...name][0]?.toUpperCase() ?? '?'
}
