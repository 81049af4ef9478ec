import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Outcome } from '../../contract/faults.ts'
import { doubtsAmong, type Doubt } from '../entry/doubt.ts'
import { usePlace } from './place.ts'
import { useTill } from './till.ts'

const ASKING = ['sale.askNow', 'refund.askNow', 'capture.askNow', 'release.askNow'] as const

/** What is not known yet, whoever began it, and what one can do about it. The truth is the snapshot's. */
export const useToConfirm = defineStore('toConfirm', () => {
  const till = useTill()
  const place = usePlace()
  const wanted = ref<string | null>(null)

  const open = computed<readonly Doubt[]>(() => {
    const snapshot = till.snapshot
    if (!snapshot) return []
    return doubtsAmong(snapshot)
  })
  const resolved = computed(() => till.snapshot?.resolved ?? [])
  /** The one that is looked at; the oldest until another is chosen. */
  const chosen = computed<Doubt | null>(() => open.value.find(({ id }) => id === wanted.value) ?? open.value[0] ?? null)
  const asking = computed(() => ASKING.some((name) => till.isWaitingFor(name)))

  function choose({ id }: Doubt): void {
    wanted.value = id
  }

  /** So many rows down; answers the row that is chosen then. */
  function step(rows: number): Doubt | null {
    const at = open.value.findIndex(({ id }) => id === chosen.value?.id)
    const next = open.value[Math.min(open.value.length - 1, Math.max(0, at + rows))]
    if (next) choose(next)
    return next ?? null
  }

  function askAbout(kind: Doubt['kind'], id: string): Promise<Outcome<null>> {
    switch (kind) {
      case 'refund':
        return till.askQuietly('refund.askNow', { refundId: id })
      case 'release':
        return till.askQuietly('release.askNow', { releaseId: id })
      case 'capture':
        return till.askQuietly('capture.askNow', { saleId: id })
      default:
        return till.askQuietly('sale.askNow', { saleId: id })
    }
  }

  async function ask({ kind, id }: Doubt): Promise<void> {
    const outcome = await askAbout(kind, id)
    // What has become known meanwhile needs no asking.
    if (!outcome.ok && open.value.some((one) => one.id === id)) till.report(outcome.fault)
  }

  async function askNow(): Promise<void> {
    if (chosen.value && !asking.value) await ask(chosen.value)
  }

  async function askAll(): Promise<void> {
    if (!asking.value) await Promise.all(open.value.map(ask))
  }

  /** A sale and a hold come to the front, with what to do; a refund is shown beside the orders, the others beside their deposit. */
  async function lookAt({ kind, id, number }: Doubt): Promise<void> {
    if (kind === 'refund') place.goToOrders({ orderNo: number })
    else if (kind === 'capture' || kind === 'release') place.goToDeposits({ number })
    else if (till.sale?.saleId === id) place.goToTill()
    else if (!till.isWaitingFor('sale.open') && (await till.ask('sale.open', { saleId: id })).ok) place.goToTill()
  }

  return { open, resolved, chosen, asking, choose, step, askNow, askAll, lookAt }
})
