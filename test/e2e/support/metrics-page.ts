/** The numbers of `/metrics`, by name and the values of their labels: `turns answer`, `model_calls study ok`. */
export async function readMetrics(port: string): Promise<ReadonlyMap<string, number>> {
  const page = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  const samples = page.matchAll(/^keepsake_(?<name>\w+?)(?:_total)?(?:\{(?<labels>.*)\})? (?<value>\S+)$/gmu)
  return new Map(samples.map(({ groups = {} }) => [nameOf(groups), Number(groups['value'])]))
}

function nameOf({ name = '', labels = '' }: Readonly<Record<string, string>>): string {
  return [name, ...labels.matchAll(/"(.*?)"/gu).map(([, value]) => value)].join(' ')
}
