import { onScopeDispose } from 'vue'
import { useScannerTrial } from '../stores/scanner-trial.ts'
import { useTill } from '../stores/till.ts'
import { useScans } from './scans.ts'

/** While a page of scanners is open, scans are tried there; what does not belong to the trial is the till's. The trial ends with the page. */
export function useTrialScans(): void {
  const till = useTill()
  const trial = useScannerTrial()
  useScans((text) => {
    if (!trial.hearKeys(text)) void till.ask('scan.read', { text: text.slice(0, 2000) })
  })
  onScopeDispose(window.guitai.on('scanTried', trial.hear))
  onScopeDispose(trial.end)
}
