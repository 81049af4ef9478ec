import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { HoldSearch } from '../../contract/deposit-requests.ts'
import type { Answer } from '../../contract/requests.ts'
import type { HoldView } from '../../contract/views.ts'
import { useLongList } from './long-list.ts'
import { useTill } from './till.ts'

/** All that are open: what the board shows until something is looked for. */
export const ALL_OPEN: HoldSearch = { state: 'open', heldFen: null, day: null, ending: null, tender: null, remark: null }

/** The board of deposits, and the one that is open beside it. */
export const useDeposits = defineStore('deposits', () => {
  const till = useTill()
  const search = shallowRef<HoldSearch>(ALL_OPEN)
  const searched = computed(() => JSON.stringify(search.value) !== JSON.stringify(ALL_OPEN))
  const list = useLongList<HoldView, Omit<Answer<'deposits.list'>, 'rows'>>(
    (offset, limit) => till.ask('deposits.list', { search: search.value, offset, limit }),
    { total: 0, leftFen: 0 },
  )

  /** The one that is looked at, as the list shows it; and all that is known of it, once that was asked. */
  const picked = shallowRef<HoldView | null>(null)
  const found = shallowRef<Answer<'deposits.find'> | null>(null)
  const asking = ref(false)

  function keyAt(index: number): string {
    return list.held.value.get(index)?.holdNo ?? `#${index}`
  }
  const rowAt = (index: number): HoldView | null => list.held.value.get(index) ?? null

  /** As it was told last. */
  const chosen = computed<HoldView | null>(() => found.value?.hold ?? picked.value)
  /** Its captures and releases, in the order they were made; those that are followed as the till tells of them now. */
  const captures = computed(() =>
    (found.value?.captures ?? []).map((one) => till.snapshot?.captures.find(({ saleId }) => saleId === one.saleId) ?? one),
  )
  const releases = computed(() =>
    (found.value?.releases ?? []).map(
      (one) => till.snapshot?.releases.find(({ releaseId }) => releaseId === one.releaseId) ?? one,
    ),
  )

  /** The latest wish: answers to an older one are not looked at. */
  let wish = 0

  /** Asks for one by its number, or by that of a capture or a release of it. */
  async function find(number: string): Promise<boolean> {
    const turn = ++wish
    asking.value = true
    const outcome = await till.ask('deposits.find', { number })
    if (turn !== wish) return false
    asking.value = false
    if (!outcome.ok) return false
    found.value = outcome.value
    picked.value = outcome.value.hold
    return true
  }

  function choose(hold: HoldView | null): void {
    if (hold !== null && hold.holdNo === chosen.value?.holdNo) return
    wish += 1
    asking.value = false
    found.value = null
    picked.value = hold
    if (hold) void find(hold.holdNo)
  }

  /** Reads the list anew, and the one that is open: something about a deposit has changed. */
  async function refresh(): Promise<void> {
    const open = chosen.value
    await Promise.all([list.load(), open ? find(open.holdNo) : undefined])
  }

  async function setSearch(next: HoldSearch): Promise<void> {
    search.value = next
    choose(null)
    await list.begin()
  }

  return {
    search,
    searched,
    figures: list.figures,
    loaded: list.loaded,
    count: list.count,
    see: list.see,
    load: list.load,
    keyAt,
    rowAt,
    found,
    chosen,
    captures,
    releases,
    asking,
    find,
    choose,
    refresh,
    setSearch,
  }
})
