import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Finding } from '../../contract/doctor.ts'
import { useTill } from './till.ts'

const BY_LEVEL = { bad: 0, warn: 1, ok: 2 } as const

/** The check of the machine, as it last came out: what is wrong first. */
export const useMachineCheck = defineStore('machineCheck', () => {
  const till = useTill()
  const findings = shallowRef<readonly Finding[] | null>(null)
  const running = computed(() => till.isWaitingFor('app.checkMachine'))
  const troubles = computed(() => findings.value?.filter(({ level }) => level !== 'ok') ?? [])

  async function run(): Promise<void> {
    if (running.value) return
    findings.value = null
    const answer = await till.ask('app.checkMachine', {})
    if (answer.ok) findings.value = answer.value.toSorted((one, other) => BY_LEVEL[one.level] - BY_LEVEL[other.level])
  }

  return { findings, running, troubles, run }
})
