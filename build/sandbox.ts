/** `npm run sandbox -- --port P`: the practice Cloud Pay alone, straight from its sources. */
import '../cloudpay/sandbox/cli.ts'
