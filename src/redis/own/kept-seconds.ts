const DAY_SECONDS = 86_400

/** How long a conversation is kept after its last use. */
export function keptSeconds({ historyDays }: { readonly historyDays: number }): number {
  return Math.max(1, Math.round(historyDays * DAY_SECONDS))
}
