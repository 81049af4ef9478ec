import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Fault } from '../../contract/faults.ts'
import type { MovementOfCard } from '../../contract/member-choices.ts'
import type { CardMovement, MemberView } from '../../contract/members.ts'
import { hasEarlier, pagesOf } from '../entry/statement-rows.ts'
import { useTill } from './till.ts'

/** Rows of one page. */
const PAGE_SIZE = 20

/** What changed a card, newest first, a page at a time (BEHAVIOUR F15). */
export const useStatement = defineStore('statement', () => {
  const till = useTill()
  const of = shallowRef<MemberView | null>(null)
  const kind = ref<MovementOfCard | null>(null)
  const page = ref(1)
  /** Null until they were told. */
  const rows = shallowRef<readonly CardMovement[] | null>(null)
  const total = ref<number | null>(null)
  const fault = shallowRef<Fault | null>(null)
  const pages = computed(() => pagesOf(total.value, PAGE_SIZE))
  const earlier = computed(() => rows.value !== null && hasEarlier(page.value, total.value, rows.value.length, PAGE_SIZE))
  const later = computed(() => page.value > 1)

  /** The latest wish: answers to an older one are not looked at. */
  let wish = 0

  async function load(): Promise<void> {
    const member = of.value
    if (!member) return
    const turn = ++wish
    rows.value = fault.value = null
    const outcome = await till.askQuietly('members.statement', {
      cardNo: member.cardNo,
      kind: kind.value,
      page: page.value,
      pageSize: PAGE_SIZE,
    })
    if (turn !== wish) return
    if (outcome.ok) {
      rows.value = outcome.value.rows
      total.value = outcome.value.total
    } else fault.value = outcome.fault
  }

  async function open(member: MemberView): Promise<void> {
    of.value = member
    await show(null)
  }

  /** Another kind begins at its newest; null shows all. */
  async function show(next: MovementOfCard | null): Promise<void> {
    kind.value = next
    page.value = 1
    total.value = null
    await load()
  }

  /** So many pages towards what is earlier, as far as there are any. */
  async function turn(by: 1 | -1): Promise<void> {
    if (by === 1 ? !earlier.value : !later.value) return
    page.value += by
    await load()
  }

  function leave(): void {
    wish += 1
    of.value = rows.value = fault.value = null
  }

  return { of, kind, page, pages, rows, total, fault, earlier, later, load, open, show, turn, leave }
})
