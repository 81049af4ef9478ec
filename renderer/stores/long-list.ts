import { computed, ref, shallowRef, type ShallowRef } from 'vue'
import type { Outcome } from '../../contract/faults.ts'

/** Rows asked for at once. */
const CHUNK = 100

/**
 * A list however long, of which only what is looked at is fetched: a hundred thousand rows cost no more than a hundred.
 * `ask` fetches a piece of it with the figures of all of it.
 */
export function useLongList<Row, Figures extends { total: number }>(
  ask: (offset: number, limit: number) => Promise<Outcome<{ rows: Row[] } & Figures>>,
  nothing: Figures,
) {
  const figures = shallowRef(nothing) as ShallowRef<Figures>
  const loaded = ref(false)
  /** The rows that were fetched, by their place in the list. */
  const held = shallowRef<ReadonlyMap<number, Row>>(new Map())
  const count = computed<number>(() => figures.value.total)

  /** The latest wish: answers to an older one are not looked at. */
  let wish = 0
  let seen = { first: 0, last: 0 }
  const asked = new Set<number>()

  async function fetchChunk(chunk: number, replace: boolean): Promise<void> {
    const turn = wish
    asked.add(chunk)
    const outcome = await ask(chunk * CHUNK, CHUNK)
    if (turn !== wish) return
    loaded.value = true
    if (!outcome.ok) {
      asked.delete(chunk)
      return
    }
    const { rows, ...sums } = outcome.value
    figures.value = sums as unknown as Figures
    const next = new Map(replace ? [] : held.value)
    rows.forEach((row, nth) => next.set(chunk * CHUNK + nth, row))
    held.value = next
  }

  /** These rows are looked at: what is not here yet is fetched. */
  function see(first: number, last: number): void {
    seen = { first, last }
    for (let chunk = Math.floor(first / CHUNK); chunk <= Math.floor(last / CHUNK); chunk++)
      if (!asked.has(chunk)) void fetchChunk(chunk, false)
  }

  /** Reads what is looked at anew. What was there stays until then. */
  async function load(): Promise<void> {
    wish += 1
    asked.clear()
    await fetchChunk(Math.floor(seen.first / CHUNK), true)
    see(seen.first, seen.last)
  }

  /** Begins another list. */
  async function begin(): Promise<void> {
    seen = { first: 0, last: 0 }
    loaded.value = false
    held.value = new Map()
    figures.value = nothing
    await load()
  }

  return { figures, loaded, held, count, see, load, begin }
}
