const CHAPTERS = [
  'Once upon a time a small keepsake lay in a drawer, and it had one talent: it never lost what it was told.',
  'Every morning somebody came by, said a few words, and went on. The keepsake wrote them on a slip of paper as thin as an onion’s skin, and put it with the others.',
  'There were slips about birthdays and slips about soup. There was one about a sister who had moved to the sea, and one about a dog who disliked umbrellas.',
  'In autumn the drawer grew heavy. So the keepsake read the oldest slips once more, kept what mattered, and folded the rest into a few good sentences.',
  'One day somebody asked: “Do you still know what I told you in spring?” The drawer slid open, and out came the very slip, a little yellow, but every word of it in its place.',
  'Another day somebody asked for a slip to be burned. The keepsake did so at once, with the copy and the note that there had been a copy, and nobody ever found a trace.',
]

/** About 3,500 characters: longer than one Discord message, and long enough to be stopped while it streams. */
export function longStory(): string {
  const parts = Array.from({ length: 4 }, (_, index) => `**Part ${index + 1}**\n\n${CHAPTERS.join('\n\n')}`)
  return `${parts.join('\n\n')}`.slice(0, 3500).replace(/\s\S*$/u, ' …\n\nAnd that is where I stop.')
}

export const codeSample = `Here is something small:

\`\`\`ts
/** Says hello, and remembers to whom. */
export function greet(name: string, met: Set<string>): string {
  const isKnown = met.has(name)
  met.add(name)
  return isKnown ? \`Good to see you again, \${name}!\` : \`Hello, \${name}!\`
}
\`\`\`

The second call with the same name and set answers differently from the first.`
