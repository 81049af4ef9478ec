/** @type {unknown[]} */
const told = []
window.told = told
window.guitai.on('openOrder', (body) => void told.push(body))
window.guitai.on('customer', (body) => void told.push(body))
try {
  new Function('return 1')()
} catch (error) {
  window.evalRefused = error instanceof EvalError
}
window.moduleRan = true
